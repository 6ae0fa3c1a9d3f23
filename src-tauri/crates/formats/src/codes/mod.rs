//! The published division codes of the country, down to the village (statistical codes of 2023). Shipped
//! inside the program; a province's townships and villages are unpacked when first asked for. Whether an
//! office uses these units, renames or closes them is not decided here: this is a book to copy from.

mod pack;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use pack::{Pack, Row};

static SHIPPED: &[u8] = include_bytes!("../../../../../assets/codes/divisions.pack");

/// The five levels of the published codes, the widest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 省、自治区、直辖市.
    Province,
    /// 地级市、盟、自治州、地区.
    Prefecture,
    /// 县、旗、区、县级市.
    County,
    /// 乡、镇、苏木、街道.
    Township,
    /// 村、嘎查、社区.
    Village,
}

/// One place of the published list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Twelve digits, zeros at the end for the wider levels.
    pub code: String,
    /// The name as published.
    pub name: String,
    /// Which of the five levels.
    pub level: Level,
    /// A row that statistics need but nobody governs as a place of that level: 市辖区, 省直辖县级行政区划,
    /// development zones (county numbers 71–79), farms, zones and their sections (township and village
    /// numbers 4xx–5xx, unless the name says a street or a village), and a row that repeats its parent
    /// (东莞市 has no county level).
    pub pseudo: bool,
}

/// The book of division codes.
pub struct Divisions {
    pack: Pack,
    directory: Vec<Row>,
    provinces: Vec<Province>,
}

/// One province: its two-digit number, and its townships and villages once they have been asked for.
struct Province {
    number: u16,
    below: OnceLock<Vec<Row>>,
}

impl Divisions {
    /// The list that comes with the program.
    pub fn shipped() -> &'static Self {
        static DIVISIONS: OnceLock<Divisions> = OnceLock::new();
        DIVISIONS
            .get_or_init(|| Self::open(SHIPPED).expect("the shipped list is whole: a test reads all of it"))
    }

    fn open(bytes: &'static [u8]) -> Option<Self> {
        let pack = Pack::open(bytes)?;
        let directory = pack.directory()?;
        let provinces = directory.iter().filter(|row| row.level == Level::Province);
        let provinces =
            provinces.map(|row| Province { number: number_of(row.code), below: OnceLock::new() }).collect();
        Some(Self { pack, directory, provinces })
    }

    /// The provinces of the country in the order of their codes.
    pub fn provinces(&self) -> Vec<Division> {
        self.directory.iter().filter(|row| row.level == Level::Province).map(Row::division).collect()
    }

    /// The place with this code. Codes may be given with 2, 4, 6, 9 or 12 digits. Where a place and its only
    /// part share a code, the wider one is meant.
    pub fn find(&self, code: &str) -> Option<Division> {
        self.row(padded(code)?).map(Row::division)
    }

    /// The places one level below, in the order of their codes. A row that repeats its parent is looked
    /// through: the children of 东莞市 are its towns.
    pub fn children(&self, code: &str) -> Vec<Division> {
        let Some(parent) = padded(code).and_then(|code| self.row(code)) else { return Vec::new() };
        let mut level = parent.level;
        while let Some(below) = level.below() {
            let rows: Vec<_> = self.range(parent, below).filter(|row| row.level == below).collect();
            if rows.iter().any(|row| row.code != parent.code) {
                return rows.into_iter().map(Row::division).collect();
            }
            level = below;
        }
        Vec::new()
    }

    /// The place itself and everything below it, each before its parts, without rows that repeat their parent.
    pub fn subtree(&self, code: &str) -> Vec<Division> {
        let Some(top) = padded(code).and_then(|code| self.row(code)) else { return Vec::new() };
        let mut last = None;
        let mut rows: Vec<_> = self.range(top, Level::Village).collect();
        rows.sort_by_key(|row| (row.code, row.level));
        rows.retain(|row| last.replace(row.code) != Some(row.code));
        rows.into_iter().map(Row::division).collect()
    }

    /// Places whose name holds the text, the wider levels first, at most `limit`. `within` keeps to one
    /// place and what is below it; without it the whole country is searched.
    pub fn search(&self, text: &str, within: Option<&str>, limit: usize) -> Vec<Division> {
        let (low, high) = match within.map(|code| padded(code).and_then(|code| self.row(code))) {
            None => (0, u64::MAX),
            Some(Some(top)) => (top.code, top.last),
            Some(None) => return Vec::new(),
        };
        let text = text.trim();
        if text.is_empty() {
            return Vec::new();
        }
        let fits = |row: &&Row| (low..=high).contains(&row.code) && row.name.contains(text);
        let mut found: Vec<_> = self.directory.iter().filter(fits).collect();
        for province in self.provinces.iter().filter(|p| p.last() >= low && p.first() <= high) {
            if found.len() >= limit {
                break;
            }
            found.extend(self.below(province).iter().filter(fits));
        }
        found.sort_by_key(|row| (row.level, row.code));
        found.into_iter().take(limit).map(Row::division).collect()
    }

    /// Every row as published, repeated ones too, province by province.
    pub fn all(&self) -> impl Iterator<Item = Division> {
        let below = self.provinces.iter().flat_map(|province| self.below(province));
        self.directory.iter().chain(below).map(Row::division)
    }

    fn row(&self, code: u64) -> Option<&Row> {
        let known = self.directory.iter().find(|row| row.code == code);
        known.or_else(|| first_with(self.below(self.province(code)?), code))
    }

    /// Rows of the place, down to the level; those of the directory come first.
    fn range<'a>(&'a self, top: &'a Row, deepest: Level) -> impl Iterator<Item = &'a Row> {
        let needs_block = deepest > Level::County;
        let block = self.province(top.code).filter(|_| needs_block).map_or(&[][..], |p| self.below(p));
        let inside = |row: &&Row| (top.code..=top.last).contains(&row.code) && row.level >= top.level;
        self.directory.iter().filter(inside).chain(slice(block, top)).filter(move |row| row.level <= deepest)
    }

    fn province(&self, code: u64) -> Option<&Province> {
        self.provinces.iter().find(|province| province.number == number_of(code))
    }

    fn below<'a>(&self, province: &'a Province) -> &'a [Row] {
        province.below.get_or_init(|| {
            let counties = self.directory.iter().filter(|row| row.level == Level::County);
            let counties: Vec<_> = counties.filter(|row| number_of(row.code) == province.number).collect();
            self.pack
                .below(province.number, &counties)
                .expect("the shipped list is whole: a test reads all of it")
        })
    }
}

impl Province {
    fn first(&self) -> u64 {
        u64::from(self.number) * Level::Province.unit()
    }

    fn last(&self) -> u64 {
        self.first() + Level::Province.unit() - 1
    }
}

impl Level {
    /// The next finer level.
    pub fn below(self) -> Option<Self> {
        match self {
            Self::Province => Some(Self::Prefecture),
            Self::Prefecture => Some(Self::County),
            Self::County => Some(Self::Township),
            Self::Township => Some(Self::Village),
            Self::Village => None,
        }
    }

    /// How many codes one place of this level spans.
    fn unit(self) -> u64 {
        match self {
            Self::Province => 10_000_000_000,
            Self::Prefecture => 100_000_000,
            Self::County => 1_000_000,
            Self::Township => 1_000,
            Self::Village => 1,
        }
    }
}

impl Row {
    fn division(&self) -> Division {
        let Self { code, level, pseudo, name, .. } = self;
        Division { code: format!("{code:012}"), name: name.to_string(), level: *level, pseudo: *pseudo }
    }
}

/// Whether a row is only statistical; `number` is what the level adds to the code of the parent.
fn pseudo(level: Level, number: u64, name: &str, parent: &str) -> bool {
    let numbered = match level {
        Level::Province => false,
        Level::Prefecture => matches!(name, "市辖区" | "县") || name.ends_with("直辖县级行政区划"),
        Level::County => (71..=79).contains(&number),
        Level::Township => farm_or_zone(number, name, &TOWNSHIP_ENDINGS),
        Level::Village => farm_or_zone(number, name, &VILLAGE_ENDINGS),
    };
    numbered || (number == 0 && name == parent)
}

/// Numbers 4xx–5xx are for what is “like” a township or a village: farms, zones, their sections. Streets and
/// villages founded inside a zone carry them too; these are real and known by their names.
fn farm_or_zone(number: u64, name: &str, real: &[&str]) -> bool {
    (400..=599).contains(&number)
        && (name.contains("虚拟") || !real.iter().any(|ending| name.ends_with(ending)))
}

const TOWNSHIP_ENDINGS: [&str; 5] = ["镇", "乡", "苏木", "街道", "街道办事处"];
const VILLAGE_ENDINGS: [&str; 7] = ["村委会", "村民委员会", "居委会", "居民委员会", "村", "社区", "嘎查"];

fn number_of(code: u64) -> u16 {
    (code / Level::Province.unit()) as u16
}

/// A code of 2, 4, 6, 9 or 12 digits as the full number.
fn padded(code: &str) -> Option<u64> {
    if !matches!(code.len(), 2 | 4 | 6 | 9 | 12) || !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    format!("{code:0<12}").parse().ok()
}

fn first_with(rows: &[Row], code: u64) -> Option<&Row> {
    let at = rows.partition_point(|row| row.code < code);
    rows.get(at).filter(|row| row.code == code)
}

/// The part of a province's sorted rows that lies in the place.
fn slice<'a>(rows: &'a [Row], top: &Row) -> &'a [Row] {
    let start = rows.partition_point(|row| (row.code, row.level) < (top.code, top.level));
    let end = rows.partition_point(|row| row.code <= top.last);
    &rows[start..end.max(start)]
}
