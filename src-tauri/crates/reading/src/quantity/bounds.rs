//! Words that say how exactly a figure is meant: 约, 不低于, 以上, 余.

use domain::kernel::Qualifier;
use domain::targets::Comparator;

use crate::words::{any_ends, first_of, last_of};

/// How a figure is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// Not at all.
    Exact,
    /// 以上, 不低于.
    AtLeast,
    /// 超过, 余.
    MoreThan,
    /// 以内, 不超过.
    AtMost,
    /// 低于, 不足.
    LessThan,
    /// 约, 左右, 近.
    About,
}

impl Bound {
    /// As a target compares.
    pub fn comparator(self) -> Comparator {
        match self {
            Self::Exact => Comparator::Eq,
            Self::AtLeast => Comparator::Gte,
            Self::MoreThan => Comparator::Gt,
            Self::AtMost => Comparator::Lte,
            Self::LessThan => Comparator::Lt,
            Self::About => Comparator::Approx,
        }
    }

    /// As a value is qualified.
    pub fn qualifier(self) -> Qualifier {
        match self {
            Self::Exact => Qualifier::Exact,
            Self::AtLeast => Qualifier::AtLeast,
            Self::MoreThan => Qualifier::MoreThan,
            Self::AtMost => Qualifier::AtMost,
            Self::LessThan => Qualifier::LessThan,
            Self::About => Qualifier::About,
        }
    }
}

/// Before a number, longest first.
const BEFORE: &[(&str, Bound)] = &[
    ("不得低于", Bound::AtLeast),
    ("不得少于", Bound::AtLeast),
    ("不得超过", Bound::AtMost),
    ("不得高于", Bound::AtMost),
    ("不能低于", Bound::AtLeast),
    ("不能少于", Bound::AtLeast),
    ("不能超过", Bound::AtMost),
    ("应不低于", Bound::AtLeast),
    ("控制在", Bound::AtMost),
    ("控制到", Bound::AtMost),
    ("限制在", Bound::AtMost),
    ("不低于", Bound::AtLeast),
    ("不少于", Bound::AtLeast),
    ("不小于", Bound::AtLeast),
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("不多于", Bound::AtMost),
    ("不大于", Bound::AtMost),
    ("不突破", Bound::AtMost),
    ("超过了", Bound::MoreThan),
    ("突破了", Bound::MoreThan),
    ("至少", Bound::AtLeast),
    ("最少", Bound::AtLeast),
    ("最低", Bound::AtLeast),
    ("至多", Bound::AtMost),
    ("最多", Bound::AtMost),
    ("最高", Bound::AtMost),
    ("超过", Bound::MoreThan),
    ("超出", Bound::MoreThan),
    ("突破", Bound::MoreThan),
    ("大于", Bound::MoreThan),
    ("高于", Bound::MoreThan),
    ("多于", Bound::MoreThan),
    ("优于", Bound::MoreThan),
    ("不足", Bound::LessThan),
    ("不到", Bound::LessThan),
    ("不满", Bound::LessThan),
    ("未满", Bound::LessThan),
    ("低于", Bound::LessThan),
    ("小于", Bound::LessThan),
    ("少于", Bound::LessThan),
    ("接近", Bound::About),
    ("将近", Bound::About),
    ("大约", Bound::About),
    ("大概", Bound::About),
    ("约为", Bound::About),
    ("约达", Bound::About),
    ("近乎", Bound::About),
    (">=", Bound::AtLeast),
    ("<=", Bound::AtMost),
    ("≥", Bound::AtLeast),
    ("≧", Bound::AtLeast),
    ("≤", Bound::AtMost),
    ("≦", Bound::AtMost),
    (">", Bound::MoreThan),
    ("<", Bound::LessThan),
    ("≈", Bound::About),
    ("约", Bound::About),
    ("超", Bound::MoreThan),
    ("逾", Bound::MoreThan),
    ("近", Bound::About),
];

/// Words that only end like one of them.
const OTHERS: &[&str] = &[
    "节约", "集约", "公约", "合约", "契约", "预约", "签约", "制约", "履约", "违约", "附近", "邻近", "靠近",
    "就近", "最近", "临近", "赶超", "反超", "相近",
];

/// Behind a number and its unit, longest first.
const AFTER: &[(&str, Bound)] = &[
    ("(含)以上", Bound::AtLeast),
    ("(含)以下", Bound::AtMost),
    ("(含)以内", Bound::AtMost),
    ("(以上)", Bound::AtLeast),
    ("及以上", Bound::AtLeast),
    ("或以上", Bound::AtLeast),
    ("及以下", Bound::AtMost),
    ("以上", Bound::AtLeast),
    ("之上", Bound::AtLeast),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("之内", Bound::AtMost),
    ("左右", Bound::About),
    ("上下", Bound::About),
];

/// The word before a number: how many characters, and what it says.
pub(crate) fn before(text: &[char], start: usize) -> Option<(usize, Bound)> {
    let found = last_of(text, start, BEFORE)?;
    (!any_ends(text, start, OTHERS)).then_some(found)
}

/// 上百, 数十, 几千: the character before a number that begins with 十, 百, 千, 万 or 亿.
pub(crate) fn vague(text: &[char], start: usize) -> Option<Bound> {
    const COUNTS: &[&str] = &["总数", "户数", "人数", "个数", "次数", "指数", "分数", "基数"];
    const PLACES: &[&str] = &["以上", "线上", "网上", "会上", "地上", "路上", "础上", "身上", "场上", "之上"];
    let (_, bound) =
        last_of(text, start, &[("上", Bound::AtLeast), ("数", Bound::MoreThan), ("几", Bound::MoreThan)])?;
    (!any_ends(text, start, COUNTS) && !any_ends(text, start, PLACES)).then_some(bound)
}

/// The word behind a number.
pub(crate) fn after(text: &[char], end: usize) -> Option<(usize, Bound)> {
    first_of(text, end, AFTER)
}
