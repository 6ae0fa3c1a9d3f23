//! The packed file of division codes, bytes → rows. `assets/codes/README.md` describes the format and
//! `cargo xtask codes` writes it. Only the block that is asked for is unpacked.

use std::io::Read;
use std::ops::Range;

use super::{Level, pseudo};

const MAGIC: &[u8] = b"DZCODES1";

/// What the head of the file says: the endings of names and where each block lies.
pub struct Pack {
    bytes: &'static [u8],
    endings: Vec<String>,
    blocks: Vec<BlockAt>,
}

struct BlockAt {
    key: u16,
    packed: Range<usize>,
    raw_len: usize,
}

/// One place. `code` is the full 12-digit number, `last` the highest number that belongs to the place.
pub struct Row {
    pub code: u64,
    pub last: u64,
    pub level: Level,
    pub pseudo: bool,
    pub name: Box<str>,
}

impl Pack {
    /// Reads the head; `None` when the bytes are not such a file.
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let mut at = Cursor { bytes: bytes.strip_prefix(MAGIC)? };
        let mut endings = Vec::new();
        for _ in 0..at.uint(1)? {
            let length = at.uint(1)?;
            endings.push(std::str::from_utf8(at.take(length)?).ok()?.to_owned());
        }
        let mut heads = Vec::new();
        for _ in 0..at.uint(2)? {
            heads.push((at.uint(2)?, at.uint(4)?, at.uint(4)?));
        }
        let mut start = bytes.len() - at.bytes.len();
        let mut blocks = Vec::new();
        for (key, packed_len, raw_len) in heads {
            let end = start.checked_add(packed_len).filter(|end| *end <= bytes.len())?;
            blocks.push(BlockAt { key: key as u16, packed: start..end, raw_len });
            start = end;
        }
        Some(Self { bytes, endings, blocks })
    }

    /// Provinces, prefectures and counties of the country, each before its parts.
    pub fn directory(&self) -> Option<Vec<Row>> {
        let mut rows = Vec::new();
        self.block(0)?.children(&Parent { code: 0, level: None, name: "" }, Level::County, &mut rows)?;
        Some(rows)
    }

    /// Townships and villages under the given counties, which must be all of one province, in order.
    pub fn below(&self, province: u16, counties: &[&Row]) -> Option<Vec<Row>> {
        let block = &mut self.block(province)?;
        let mut rows = Vec::new();
        for county in counties {
            let parent = Parent { code: county.code, level: Some(Level::County), name: &county.name };
            block.children(&parent, Level::Village, &mut rows)?;
        }
        Some(rows)
    }

    fn block(&self, key: u16) -> Option<Block<'_>> {
        let at = self.blocks.iter().find(|b| b.key == key)?;
        let packed = self.bytes.get(at.packed.clone())?;
        let mut raw = Vec::with_capacity(at.raw_len);
        brotli::Decompressor::new(packed, 4096).take(at.raw_len as u64).read_to_end(&mut raw).ok()?;
        let mut cursor = Cursor { bytes: &raw };
        let tree_len = cursor.uint(4)?;
        let tree = cursor.take(tree_len)?.to_vec();
        let (units, _) = cursor.bytes.as_chunks::<2>();
        let names = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
        Some(Block { endings: &self.endings, tree, tree_at: 0, names, name_at: 0 })
    }
}

/// The place whose children are being read; the country has no level.
struct Parent<'a> {
    code: u64,
    level: Option<Level>,
    name: &'a str,
}

struct Block<'a> {
    endings: &'a [String],
    tree: Vec<u8>,
    tree_at: usize,
    names: Vec<u16>,
    name_at: usize,
}

impl Block<'_> {
    fn children(&mut self, parent: &Parent, deepest: Level, rows: &mut Vec<Row>) -> Option<()> {
        let level = parent.level.map_or(Some(Level::Province), Level::below)?;
        let mut number = 0;
        for _ in 0..self.number()? {
            number += self.number()?;
            let code = parent.code + number * level.unit();
            let name = self.name()?;
            let pseudo = pseudo(level, number, &name, parent.name);
            rows.push(Row { code, last: code + level.unit() - 1, level, pseudo, name: name.as_str().into() });
            if level != deepest {
                self.children(&Parent { code, level: Some(level), name: &name }, deepest, rows)?;
            }
        }
        Some(())
    }

    /// Seven bits a byte, the lowest first; the high bit says that more follow.
    fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..28).step_by(7) {
            let byte = *self.tree.get(self.tree_at)?;
            self.tree_at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn name(&mut self) -> Option<String> {
        let rest = self.names.get(self.name_at..)?;
        let length = rest.iter().position(|unit| usize::from(*unit) < self.endings.len())?;
        self.name_at += length + 1;
        let mut name = String::from_utf16(&rest[..length]).ok()?;
        name.push_str(self.endings[usize::from(rest[length])].trim_end());
        Some(name)
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
}

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(head)
    }

    /// A whole number of so many bytes, the lowest first.
    fn uint(&mut self, width: usize) -> Option<usize> {
        Some(self.take(width)?.iter().rev().fold(0, |value, byte| value << 8 | usize::from(*byte)))
    }
}
