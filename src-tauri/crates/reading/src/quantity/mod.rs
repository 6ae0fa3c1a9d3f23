//! The figures of a text as `dz quantities` prints them: numbers with their units and bounds, dates
//! and periods, each with the words that stand in the text.

mod bounds;
pub(crate) mod figure;
pub(crate) mod numerals;
pub(crate) mod units;

pub(crate) use bounds::Bound;
use domain::documents::Span;
use domain::kernel::{Date, Decimal, Qualifier, Uom};
use domain::targets::Comparator;

use crate::repair::Repaired;
use crate::times::{self, DocumentTime, Role, Time};
use figure::{Figure, Token};
use units::Class;

/// What a quantity is (`type` of `dz quantities`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityKind {
    /// A bare number.
    Number,
    /// A share.
    Percent,
    /// 第3.
    Ordinal,
    /// From one value to another.
    Range,
    /// An amount of money.
    Money,
    /// A number with a unit of measure.
    Measure,
}

impl QuantityKind {
    /// The word of the contract.
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Ordinal => "ordinal",
            Self::Range => "range",
            Self::Money => "money",
            Self::Measure => "measure",
        }
    }
}

/// A figure of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Where it stands.
    pub span: Span,
    /// The words that stand there.
    pub text: String,
    /// What it is.
    pub kind: QuantityKind,
    /// The value as printed, in `uom`; the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range.
    pub high: Option<Decimal>,
    /// The unit of measure as printed.
    pub uom: Uom,
    /// The value without 万 and 亿, a share as a fraction.
    pub base: Decimal,
    /// The upper end of a range, likewise.
    pub base_high: Option<Decimal>,
    /// What a target stated so would demand.
    pub comparator: Comparator,
    /// How exactly the value is meant.
    pub qualifier: Qualifier,
}

/// A date or a period of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimePhrase {
    /// Where it stands.
    pub span: Span,
    /// The words that stand there.
    pub text: String,
    /// What it comes to beside the date of the document; none where the text leaves it open.
    pub time: Option<Time>,
}

impl TimePhrase {
    /// `date` for a day with its year, `period` for anything else (`type` of `dz quantities`).
    pub fn code(&self) -> &'static str {
        let day =
            self.text.ends_with(['日', '号']) || !self.text.contains(['年', '月', '季', '度', '期', '来']);
        if day && matches!(self.time, Some(Time::AsOf(_))) { "date" } else { "period" }
    }
}

/// The figures of a text.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let repaired = Repaired::new(text);
    let letters = &repaired.chars;
    let taken: Vec<_> = times::scan(letters, 0..letters.len(), DocumentTime::default())
        .into_iter()
        .filter(|mark| mark.role != Role::Duration)
        .map(|mark| mark.range)
        .collect();
    let original: Vec<char> = text.chars().collect();
    figure::scan(letters, 0..letters.len(), &taken)
        .into_iter()
        .filter_map(|token| match token {
            Token::Figure(figure) => Some(quantity(&repaired, &original, &figure)),
            Token::Damaged(_) => None,
        })
        .collect()
}

/// The dates and periods of a text.
pub fn time_phrases(text: &str, date: Option<Date>) -> Vec<TimePhrase> {
    let repaired = Repaired::new(text);
    let original: Vec<char> = text.chars().collect();
    let known = date.map_or_else(DocumentTime::default, DocumentTime::on);
    times::scan(&repaired.chars, 0..repaired.chars.len(), known)
        .into_iter()
        .map(|mark| {
            let span = repaired.span(mark.range);
            TimePhrase { span, text: words(&original, span), time: mark.time }
        })
        .collect()
}

fn words(original: &[char], span: Span) -> String {
    original.get(span.start..span.end).unwrap_or_default().iter().collect()
}

fn quantity(repaired: &Repaired, original: &[char], figure: &Figure) -> Quantity {
    let span = repaired.span(figure.range.clone());
    let base = |value: Decimal| match figure.unit.as_str() {
        "%" => value.checked_div(Decimal::ONE_HUNDRED).unwrap_or(value).normalize(),
        "‰" => value.checked_div(Decimal::ONE_THOUSAND).unwrap_or(value).normalize(),
        "成" => value.checked_div(Decimal::TEN).unwrap_or(value).normalize(),
        _ => figure.base_of(value),
    };
    let kind = match figure.class {
        _ if figure.ordinal => QuantityKind::Ordinal,
        _ if figure.high.is_some() => QuantityKind::Range,
        Class::Percent => QuantityKind::Percent,
        Class::Money => QuantityKind::Money,
        Class::Bare => QuantityKind::Number,
        _ => QuantityKind::Measure,
    };
    Quantity {
        span,
        text: words(original, span),
        kind,
        value: figure.value,
        high: figure.high,
        uom: Uom::new(figure.uom()),
        base: base(figure.value),
        base_high: figure.high.map(base),
        comparator: if figure.high.is_some() { Comparator::Between } else { figure.bound.comparator() },
        qualifier: figure.bound.qualifier(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        text: &str,
        words: &str,
        kind: QuantityKind,
        value: &str,
        base: &str,
        uom: &str,
        qualifier: Qualifier,
    ) {
        let found = quantities(text);
        let Some(quantity) = found.iter().find(|quantity| quantity.text == words) else {
            panic!("{words} in {text}: {found:?}")
        };
        assert_eq!(
            (
                quantity.kind,
                quantity.value.to_string().as_str(),
                quantity.base.to_string().as_str(),
                quantity.uom.as_str(),
                quantity.qualifier
            ),
            (kind, value, base, uom, qualifier),
            "{text}"
        );
    }

    #[test]
    fn figures_as_the_contract_prints_them() {
        use Qualifier::{About, AtLeast, AtMost, Exact, LessThan, MoreThan};
        use QuantityKind::{Measure, Money, Number, Ordinal, Percent, Range};
        check("每名党员联系10到15户群众", "10到15户", Range, "10", "10", "户", Exact);
        check("达到百分之七十", "百分之七十", Percent, "70", "0.7", "%", Exact);
        check("投入1.2万元", "1.2万元", Money, "1.2", "12000", "万元", Exact);
        check("面积3867万亩", "3867万亩", Measure, "3867", "38670000", "万亩", Exact);
        check("产量730.6亿斤", "730.6亿斤", Measure, "730.6", "73060000000", "亿斤", Exact);
        check("不少于100人次", "不少于100人次", Measure, "100", "100", "人次", AtLeast);
        check("控制在3%以内", "控制在3%以内", Percent, "3", "0.03", "%", AtMost);
        check("約５０戶", "約５０戶", Measure, "50", "50", "户", About);
        check("超过55%", "超过55%", Percent, "55", "0.55", "%", MoreThan);
        check("不足20户", "不足20户", Measure, "20", "20", "户", LessThan);
        check("共两百多人", "两百多人", Measure, "200", "200", "人", MoreThan);
        check("十二万户", "十二万户", Measure, "12", "120000", "万户", Exact);
        check("一百零五个", "一百零五个", Measure, "105", "105", "个", Exact);
        check("增长率4‰", "4‰", Percent, "4", "0.004", "‰", Exact);
        check("六成以上", "六成以上", Percent, "6", "0.6", "成", AtLeast);
        check("位居第3位", "第3位", Ordinal, "3", "3", "位", Exact);
        check("系数0.547", "0.547", Number, "0.547", "0.547", "", Exact);
        check("增长2倍", "2倍", Measure, "2", "2", "倍", Exact);
    }

    /// `type value..high uom qualifier base..high` of the only figure of a text.
    fn read(text: &str) -> String {
        let found = quantities(text);
        let [quantity] = found.as_slice() else { return format!("{} figures", found.len()) };
        let to = |high: Option<Decimal>| high.map_or(String::new(), |high| format!("..{high}"));
        let sign = match quantity.qualifier {
            Qualifier::Exact => "=",
            Qualifier::About => "~",
            Qualifier::MoreThan => ">",
            Qualifier::LessThan => "<",
            Qualifier::AtLeast => ">=",
            Qualifier::AtMost => "<=",
        };
        format!(
            "{} {}{} {} {sign} {}{}",
            quantity.kind.code(),
            quantity.value,
            to(quantity.high),
            quantity.uom.as_str(),
            quantity.base,
            to(quantity.base_high)
        )
    }

    #[test]
    fn ways_of_writing_a_quantity() {
        for (text, expected) in [
            ("十二万", "number 12 万 = 120000"),
            ("一百零五", "number 105  = 105"),
            ("两百多人", "measure 200 人 > 200"),
            ("1.2万", "number 1.2 万 = 12000"),
            ("3867万亩", "measure 3867 万亩 = 38670000"),
            ("730.6亿斤", "measure 730.6 亿斤 = 73060000000"),
            ("百分之七十", "percent 70 % = 0.7"),
            ("六成", "percent 6 成 = 0.6"),
            ("三分之二", "percent 66.6667 % = 0.666667"),
            ("五分之四", "percent 80 % = 0.8"),
            ("翻一番", "measure 2 倍 = 2"),
            ("1:2.5", "number 2.5  = 2.5"),
            ("1∶3", "number 3  = 3"),
            ("45849元", "money 45849 元 = 45849"),
            ("12.5个百分点", "measure 12.5 个百分点 = 12.5"),
            ("0.35‰", "percent 0.35 ‰ = 0.00035"),
            ("千分之三", "percent 3 ‰ = 0.003"),
            ("10到15户", "range 10..15 户 = 10..15"),
            ("3—5人", "range 3..5 人 = 3..5"),
            ("5%—6%", "range 5..6 % = 0.05..0.06"),
            ("一至三个", "range 1..3 个 = 1..3"),
            ("2—3个", "range 2..3 个 = 2..3"),
            ("三到五年", "range 3..5 年 = 3..5"),
            ("3万—5万元", "range 3..5 万元 = 30000..50000"),
            ("七八个", "range 7..8 个 = 7..8"),
            ("三四十户", "range 30..40 户 = 30..40"),
            ("近300户", "measure 300 户 ~ 300"),
            ("约300户", "measure 300 户 ~ 300"),
            ("300户左右", "measure 300 户 ~ 300"),
            ("300户上下", "measure 300 户 ~ 300"),
            ("300余户", "measure 300 户 > 300"),
            ("300多户", "measure 300 户 > 300"),
            ("十万余人", "measure 10 万人 > 100000"),
            ("300余万元", "money 300 万元 > 3000000"),
            ("300户以上", "measure 300 户 >= 300"),
            ("不低于300户", "measure 300 户 >= 300"),
            ("不少于300户", "measure 300 户 >= 300"),
            ("至少300户", "measure 300 户 >= 300"),
            ("超过300户", "measure 300 户 > 300"),
            ("突破300亿元", "money 300 亿元 > 30000000000"),
            ("300户以内", "measure 300 户 <= 300"),
            ("不超过300户", "measure 300 户 <= 300"),
            ("控制在300户", "measure 300 户 <= 300"),
            ("低于300户", "measure 300 户 < 300"),
            ("数十户", "measure 10 户 > 10"),
            ("几十户", "measure 10 户 > 10"),
            ("十几户", "measure 10 户 > 10"),
            ("逾千户", "measure 1000 户 > 1000"),
            ("上百户", "measure 100 户 >= 100"),
            ("半数以上", "percent 50 % >= 0.5"),
            ("超过一半", "percent 50 % > 0.5"),
            ("第三位", "ordinal 3 位 = 3"),
            ("每亩1.5万元", "money 1.5 万元 = 15000"),
            ("100%", "percent 100 % = 1"),
            ("3亿5000万元", "money 3.5 亿元 = 350000000"),
            ("1,234.5万元", "money 1234.5 万元 = 12345000"),
            ("１２．５％", "percent 12.5 % = 0.125"),
            ("成倍", "0 figures"),
            ("一二三产业", "0 figures"),
            ("“十四五”规划", "0 figures"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn units_of_the_ledger_are_recognised() {
        for uom in
            "元 亩 公顷 hm² 平方公里 平方千米 km² 平方米 平米 ㎡ m² 米 m 延米 公里 千米 km 里 厘米 cm 毫米 mm 公斤 千克 kg 斤 两 克 g 吨 t \
             立方米 立方 方 m³ 升 L 毫升 % ‰ 成 百分点 个百分点 千瓦 kW 瓦 兆瓦 MW 千瓦时 度 kWh 吨标准煤 吨标煤 小时 分钟 天 日 周 星期 \
             个月 季度 年 工作日 个工作日 人 名 口人 人次 人次数 台 台套 台(套) 人民币元"
                .split_whitespace()
        {
            assert!(Uom::new(uom).is_known(), "{uom}");
            let found = quantities(&format!("共计35{uom}"));
            let units: Vec<&str> = found.iter().map(|quantity| quantity.uom.as_str()).collect();
            assert_eq!(units, [uom]);
        }
    }

    #[test]
    fn dates_are_no_figures() {
        assert!(quantities("2022年5月31日，2021—2025年").is_empty());
        let found = time_phrases("2022年5月31日，“十四五”期间，今年", None);
        let codes: Vec<(&str, &str)> =
            found.iter().map(|phrase| (phrase.text.as_str(), phrase.code())).collect();
        assert_eq!(codes, [("2022年5月31日", "date"), ("“十四五”期间", "period"), ("今年", "period")]);
    }
}
