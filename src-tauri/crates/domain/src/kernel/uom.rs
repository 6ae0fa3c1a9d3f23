//! Units of measure and conversions that are exact. The word a person wrote is kept as it is;
//! two words are the same unit only where the table says so (平米 = 平方米, 名 = 人).
//!
//! Deliberately absent: any conversion that has to round (1亩 is not 0.0667公顷), and any between
//! things that are not the same: 人 ≠ 人次, 个 ≠ 户 ≠ 座, % ≠ 个百分点.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use smol_str::SmolStr;

use super::{Decimal, Rate};

/// The unit of a measured value, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uom(SmolStr);

/// What a unit measures, with its size in the base of that dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Meaning {
    dimension: String,
    size: Rate,
}

/// Base, and the words of one dimension with their sizes as numerator and denominator.
type Group = (&'static str, &'static [(&'static str, i64, i64)]);

/// Domain guide §2.9. Land is based on 亩, weight on 公斤, money on 元.
const GROUPS: &[Group] = &[
    ("元", &[("元", 1, 1), ("人民币元", 1, 1)]),
    (
        "亩",
        &[
            ("亩", 1, 1),
            ("畝", 1, 1),
            ("公顷", 15, 1),
            ("hm²", 15, 1),
            ("平方公里", 1500, 1),
            ("平方千米", 1500, 1),
            ("km²", 1500, 1),
            ("平方米", 3, 2000),
            ("平米", 3, 2000),
            ("㎡", 3, 2000),
            ("m²", 3, 2000),
        ],
    ),
    (
        "米",
        &[
            ("米", 1, 1),
            ("m", 1, 1),
            ("延米", 1, 1),
            ("公里", 1000, 1),
            ("千米", 1000, 1),
            ("km", 1000, 1),
            ("里", 500, 1),
            ("厘米", 1, 100),
            ("cm", 1, 100),
            ("毫米", 1, 1000),
            ("mm", 1, 1000),
        ],
    ),
    (
        "公斤",
        &[
            ("公斤", 1, 1),
            ("千克", 1, 1),
            ("kg", 1, 1),
            ("斤", 1, 2),
            ("两", 1, 20),
            ("克", 1, 1000),
            ("g", 1, 1000),
            ("吨", 1000, 1),
            ("t", 1000, 1),
        ],
    ),
    (
        "立方米",
        &[
            ("立方米", 1, 1),
            ("立方", 1, 1),
            ("方", 1, 1),
            ("m³", 1, 1),
            ("升", 1, 1000),
            ("L", 1, 1000),
            ("毫升", 1, 1_000_000),
        ],
    ),
    ("%", &[("%", 1, 1), ("％", 1, 1), ("‰", 1, 10), ("成", 10, 1)]),
    ("百分点", &[("百分点", 1, 1), ("个百分点", 1, 1)]),
    ("千瓦", &[("千瓦", 1, 1), ("kW", 1, 1), ("瓦", 1, 1000), ("兆瓦", 1000, 1), ("MW", 1000, 1)]),
    ("千瓦时", &[("千瓦时", 1, 1), ("度", 1, 1), ("kWh", 1, 1)]),
    ("吨标准煤", &[("吨标准煤", 1, 1), ("吨标煤", 1, 1)]),
    (
        "小时",
        &[("小时", 1, 1), ("分钟", 1, 60), ("天", 24, 1), ("日", 24, 1), ("周", 168, 1), ("星期", 168, 1)],
    ),
    ("月", &[("月", 1, 1), ("个月", 1, 1), ("季度", 3, 1), ("年", 12, 1)]),
    ("工作日", &[("工作日", 1, 1), ("个工作日", 1, 1)]),
    ("人", &[("人", 1, 1), ("名", 1, 1), ("口人", 1, 1)]),
    ("人次", &[("人次", 1, 1), ("人次数", 1, 1)]),
    ("台", &[("台", 1, 1), ("台套", 1, 1), ("台（套）", 1, 1), ("台(套)", 1, 1)]),
];

/// Words that count one sort of thing each; none becomes another.
const COUNT_WORDS: &[&str] = &[
    "个",
    "户",
    "户次",
    "家",
    "所",
    "座",
    "处",
    "项",
    "件",
    "条",
    "支",
    "期",
    "次",
    "批",
    "批次",
    "篇",
    "间",
    "套",
    "辆",
    "辆次",
    "头",
    "只",
    "匹",
    "口",
    "场",
    "场次",
    "对",
    "宗",
    "起",
    "份",
    "类",
    "村",
    "乡镇",
    "棵",
    "株",
    "幅",
    "册",
    "本",
    "张",
    "盏",
    "眼",
    "栋",
    "幢",
    "孔",
    "床",
    "片",
    "部",
    "艘",
    "架",
    "羽",
    "窝",
    "箱",
    "袋",
    "瓶",
    "桶",
    "车",
    "例",
    "案",
    "桩",
    "门",
    "节",
    "课时",
    "学时",
    "组",
    "队",
    "班",
    "届",
    "轮",
    "遍",
    "步",
    "级",
    "档",
    "位",
    "分",
    "系数",
    "指数",
    "比",
    "倍",
    "个村",
    "个嘎查村",
    "道",
    "面",
    "根",
    "枚",
    "粒",
    "颗",
    "顶",
    "台次",
    "标段",
    "单",
    "笔",
    "桌",
    "班次",
    "航次",
    "趟",
    "站",
    "点",
    "段",
    "排",
    "行",
];

/// Prefixes that multiply, longest first.
const PREFIXES: &[(&str, i64)] = &[
    ("万亿", 1_000_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百", 100),
];

impl Uom {
    /// Takes the word as it is, without the blanks around it.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(text.as_ref().trim().into())
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether no unit is given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the table knows it, alone, with a multiplying prefix, or as one known unit per another.
    pub fn is_known(&self) -> bool {
        known(&self.0).is_some()
    }

    /// Whether values in it are shares (%, ‰).
    pub fn is_percent(&self) -> bool {
        self.meaning().dimension == "%"
    }

    /// Whether values in it are differences of shares (个百分点).
    pub fn is_points(&self) -> bool {
        self.meaning().dimension == "百分点"
    }

    /// The unit of measure without a multiplying 万 or 亿 before it, where it has one: 元 of 万元.
    pub fn without_multiplier(&self) -> Option<Self> {
        let (rest, _) = take_prefix(&self.0, &["万亿", "亿", "万"])?;
        Some(Self::new(rest))
    }

    /// Whether values of both can be compared.
    pub fn same_dimension(&self, other: &Self) -> bool {
        self.meaning().dimension == other.meaning().dimension
    }

    fn meaning(&self) -> Meaning {
        let prefixed = || {
            let (rest, size) = take_prefix(&self.0, &["万亿", "亿", "万"])?;
            Some(Meaning { dimension: rest.to_owned(), size })
        };
        known(&self.0)
            .or_else(prefixed)
            .unwrap_or_else(|| Meaning { dimension: self.0.to_string(), size: Rate::ONE })
    }
}

impl fmt::Display for Uom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Uom {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::new(text))
    }
}

impl From<&str> for Uom {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// The value in another unit: exactly, or not at all.
pub fn convert(value: Decimal, from: &Uom, to: &Uom) -> Option<Decimal> {
    if from == to {
        return Some(value);
    }
    let (from, to) = (from.meaning(), to.meaning());
    if from.dimension != to.dimension {
        return None;
    }
    Rate::whole(value)?.checked_mul(from.size)?.checked_div(to.size)?.to_decimal()
}

/// A word of the table, with or without a prefix, or one per another.
fn known(text: &str) -> Option<Meaning> {
    if let Some((of, per)) = text.split_once('/') {
        let (of, per) = (known_alone(of.trim())?, known_alone(per.trim())?);
        let dimension = format!("{}/{}", of.dimension, per.dimension);
        return Some(Meaning { dimension, size: of.size.checked_div(per.size)? });
    }
    known_alone(text)
}

fn known_alone(text: &str) -> Option<Meaning> {
    bare(text).or_else(|| {
        PREFIXES.iter().find_map(|(prefix, _)| {
            let (rest, size) = take_prefix(text, &[prefix])?;
            let meaning = bare(rest)?;
            Some(Meaning { size: meaning.size.checked_mul(size)?, ..meaning })
        })
    })
}

fn bare(text: &str) -> Option<Meaning> {
    for (base, words) in GROUPS {
        if let Some((_, part, whole)) = words.iter().find(|(word, ..)| *word == text) {
            let size = Rate::new((*part).into(), (*whole).into())?;
            return Some(Meaning { dimension: (*base).to_owned(), size });
        }
    }
    let counts = COUNT_WORDS.contains(&text);
    counts.then(|| Meaning { dimension: text.to_owned(), size: Rate::ONE })
}

/// Takes the first of the prefixes that stands before something.
fn take_prefix<'a>(text: &'a str, allowed: &[&str]) -> Option<(&'a str, Rate)> {
    PREFIXES.iter().filter(|(prefix, _)| allowed.contains(prefix)).find_map(|(prefix, size)| {
        let rest = text.strip_prefix(prefix).filter(|rest| !rest.is_empty())?;
        Some((rest, Rate::whole((*size).into())?))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(value: &str, from: &str, to: &str, expected: Option<&str>) {
        let decimal = |text: &str| Decimal::from_str_exact(text).unwrap();
        let found = convert(decimal(value), &from.into(), &to.into());
        assert_eq!(found, expected.map(decimal), "{value}{from} in {to}");
    }

    #[test]
    fn conversions_of_the_guide() {
        check("1.2", "万元", "元", Some("12000"));
        check("1", "亿元", "万元", Some("10000"));
        check("3.5", "百万元", "万元", Some("350"));
        check("5", "百元", "元", Some("500"));
        check("1", "公顷", "亩", Some("15"));
        check("1", "平方公里", "亩", Some("1500"));
        check("1", "平方公里", "公顷", Some("100"));
        check("2657", "万亩", "亿亩", Some("0.2657"));
        check("30", "亩", "公顷", Some("2"));
        check("3", "亩", "平方米", Some("2000"));
        check("730.6", "亿斤", "万吨", Some("3653"));
        check("1", "亿斤", "万吨", Some("5"));
        check("1", "吨", "斤", Some("2000"));
        check("1", "斤", "公斤", Some("0.5"));
        check("12", "万公里", "米", Some("120000000"));
        check("3", "里", "公里", Some("1.5"));
        check("5", "亿立方米", "万方", Some("50000"));
        check("31.6", "万户", "户", Some("316000"));
        check("2", "万名", "人", Some("20000"));
        check("200", "平米", "㎡", Some("200"));
        check("4", "‰", "%", Some("0.4"));
        check("30.1", "辆/百户", "辆/户", Some("0.301"));
        check("1.5", "万元/人", "元/人", Some("15000"));
        check("500", "公斤/亩", "斤/亩", Some("1000"));
        check("2", "万棵", "棵", Some("20000"));
        check("2", "万苗木", "苗木", Some("20000"));
        check("3", "千瓦时", "度", Some("3"));
        check("7", "没有这个词", "没有这个词", Some("7"));
    }

    #[test]
    fn what_is_not_the_same_or_not_exact_is_not_converted() {
        check("1", "亩", "公顷", None);
        check("1", "亩", "平方米", None);
        check("1601", "人次", "人", None);
        check("15.38", "万个", "万户", None);
        check("1", "座", "个", None);
        check("1", "%", "个百分点", None);
        check("0.547", "系数", "%", None);
        check("1", "元", "公斤", None);
        check("1", "元/人", "元", None);
        check("1", "工作日", "天", None);
        check("1", "", "个", None);
    }

    #[test]
    fn the_table_has_no_word_twice() {
        let mut words: Vec<&str> =
            GROUPS.iter().flat_map(|(_, words)| words.iter().map(|word| word.0)).collect();
        words.extend(COUNT_WORDS);
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count, "each word stands once");
    }

    #[test]
    fn percent_and_points() {
        assert!(Uom::new("％").is_percent() && Uom::new("‰").is_percent());
        assert!(Uom::new("个百分点").is_points() && !Uom::new("%").is_points());
        assert!(Uom::new("万户").is_known() && !Uom::new("abc").is_known() && !Uom::new("万").is_known());
    }

    proptest! {
        #[test]
        fn there_and_back(units in 0usize..1000, mantissa in any::<i64>(), scale in 0u32..6) {
            let words = ["元", "万元", "亿元", "百元", "亩", "公顷", "万亩", "平方米", "斤", "吨", "亿斤", "户", "万户", "%", "‰"];
            let (from, to) = (Uom::new(words[units % words.len()]), Uom::new(words[units / 31 % words.len()]));
            let value = Decimal::new(mantissa, scale);
            if let Some(there) = convert(value, &from, &to) {
                prop_assert_eq!(convert(there, &to, &from), Some(value));
            }
        }

        #[test]
        fn no_panic(value in any::<i64>(), from in "\\PC{0,6}", to in "[万亿千百元亩斤/]{0,6}") {
            let _ = convert(value.into(), &from.as_str().into(), &to.as_str().into());
            let _ = Uom::new(&from).is_known();
        }
    }
}
