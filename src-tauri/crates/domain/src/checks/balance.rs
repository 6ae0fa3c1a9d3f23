//! 平衡与汇总: 累计＝上期累计＋本期, a unit's own figure against the sum of its parts, a stated rate against its
//! numerator and denominator. What rounding may do is let pass.

use super::finding::{Class, Finding};
use super::logic::{half_step, rounding};
use super::settings::Settings;
use super::sheet::{At, Sheet};
use crate::kernel::{Decimal, Problem, Rate, Uom};
use crate::programmes::PlaceRule;
use crate::results::Measure;

pub(super) fn of_cell(at: At<'_>, settings: &Settings) -> Vec<Finding> {
    if !settings.runs(Class::Balance) {
        return Vec::new();
    }
    [running(at), parts(at)].into_iter().flatten().collect()
}

/// 累计＝上期累计＋本期, where 本期 is reported too.
fn running(at: At<'_>) -> Option<Finding> {
    let flow = at.beside()?.flow?;
    let now = at.value(0)?;
    let before = match at.head().measure {
        Measure::Ytd if at.begins_year(0) => Decimal::ZERO,
        Measure::Ytd | Measure::SinceStart => at.value(1)?,
        Measure::Period | Measure::Stock => return None,
    };
    let expected = before.checked_add(flow)?;
    let apart = now.checked_sub(expected)?.abs();
    if apart <= half_step(at) * Decimal::from(3) {
        return None;
    }
    at.found(Class::Balance, |place| {
        Problem::error("check.running_total", place)
            .with(now.normalize())
            .with(before.normalize())
            .with(flow.normalize())
            .with(expected.normalize())
    })
}

/// A unit's own figure against those below it: parts that are more than the whole are wrong at once, parts that are
/// less only when all of them are in.
fn parts(at: At<'_>) -> Option<Finding> {
    let parts = &at.beside()?.parts;
    if parts.is_empty() || at.head().indicator.place_rule != PlaceRule::Sum {
        return None;
    }
    let own = at.value(0)?;
    let known: Vec<Decimal> = parts.iter().copied().flatten().collect();
    let mut sum = Decimal::ZERO;
    for part in &known {
        sum = sum.checked_add(*part)?;
    }
    let tolerance = rounding(&vec![half_step(at); known.len() + 1])?;
    let apart = own.checked_sub(sum)?;
    let complete = known.len() == parts.len();
    let negative = known.iter().any(|part| part.is_sign_negative());
    if apart.abs() <= tolerance || (!complete && (negative || apart > Decimal::ZERO)) {
        return None;
    }
    at.found(Class::Balance, |place| {
        Problem::error("check.parts", place)
            .with(own.normalize())
            .with(sum.normalize())
            .with(known.len())
            .with(parts.len())
    })
}

/// Stated rates whose numerator and denominator stand on the sheet, and numerators that are more than the whole.
pub(super) fn ratios(sheet: &Sheet, settings: &Settings, unit: usize) -> Vec<Finding> {
    let column_of = |id: &Option<crate::kernel::IndicatorId>| {
        let id = id.as_ref()?;
        sheet.columns.iter().position(|column| column.indicator.id == *id)
    };
    let of = |(column, head): (usize, &super::sheet::Column)| {
        let at = At { sheet, unit, column };
        let part = At { column: column_of(&head.indicator.numerator)?, ..at };
        let whole = At { column: column_of(&head.indicator.denominator)?, ..at };
        ratio(at, part, whole, settings)
    };
    sheet.columns.iter().enumerate().filter_map(of).collect()
}

fn ratio(at: At<'_>, part: At<'_>, whole: At<'_>, settings: &Settings) -> Option<Finding> {
    let (numerator, denominator) = (part.value(0)?, whole.value(0)?);
    let indicator = &at.head().indicator;
    if indicator.uom.is_percent() && numerator > denominator && settings.runs(Class::Logic) {
        // What was planned may be done and more; what there is in all may not.
        let degree = if is_whole(part, whole) { Problem::error } else { Problem::query };
        return part.found(Class::Logic, |place| {
            degree("check.part_over_whole", place)
                .with(numerator.normalize())
                .with(&whole.head().indicator.name)
                .with(denominator.normalize())
        });
    }
    let stated = at.value(0)?;
    let rate = Rate::new(numerator, denominator)?;
    let hundred = Rate::whole(Decimal::ONE_HUNDRED)?;
    let rate = if indicator.uom.is_percent() { rate.checked_mul(hundred)? } else { rate };
    let apart = rate.checked_sub(Rate::whole(stated)?)?.abs();
    if apart <= Rate::whole(at.step() * Decimal::new(5, 1))? || !settings.runs(Class::Balance) {
        return None;
    }
    at.found(Class::Balance, |place| {
        Problem::error("check.rate", place)
            .with(stated.normalize())
            .with(numerator.normalize())
            .with(denominator.normalize())
            .with(rate.number_text(indicator.decimals.max(1)))
    })
}

/// Whether a denominator is surely all there is of what its numerator counts: a number of them, in all, of the same
/// sort, that nobody has only planned.
fn is_whole(part: At<'_>, whole: At<'_>) -> bool {
    const ALL: [&str; 2] = ["总", "全部"];
    const PLANNED: [&str; 9] = ["目标", "任务", "计划", "下达", "应", "预算", "安排", "上年", "投资"];
    let (part, whole) = (&part.head().indicator, &whole.head().indicator);
    let says = |words: &[&str]| words.iter().any(|word| whole.name.contains(word));
    let is_money = whole.uom.same_dimension(&Uom::new("元"));
    part.uom.same_dimension(&whole.uom) && !is_money && says(&ALL) && !says(&PLANNED)
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Beside;
    use super::super::testing::{Sheets, codes, number};
    use super::*;

    fn balanced(sheets: &Sheets) -> Vec<String> {
        codes(&sheets.checked(&Settings::default()), &[Class::Balance, Class::Logic])
    }

    #[test]
    fn a_running_total_goes_on_from_the_one_before() {
        for (period, uom, before, flow, now, expected) in [
            ("2022-06", "户 0", "10", "5", "15", &[][..]),
            ("2022-06", "户 0", "10", "5", "16", &["a check.running_total"]),
            ("2022-01", "户 0", "10", "5", "5", &[]),
            ("2022-01", "户 0", "10", "5", "15", &["a check.running_total"]),
            ("2022-06", "万元 1", "10.1", "5.1", "15.3", &[]),
            ("2022-06", "万元 1", "10.1", "5.1", "15.5", &["a check.running_total"]),
            ("2022-06", "户 0", "未报", "5", "15", &[]),
        ] {
            let mut sheets = Sheets::new(period, "ytd", &[("a", uom)]);
            sheets.at(0, 0, 1, before);
            sheets.now(0, 0, now);
            let beside = Beside { flow: Some(number(flow)), ..Beside::default() };
            sheets.sheet.beside.insert((0, 0), beside);
            assert_eq!(balanced(&sheets), expected, "{period} {before}+{flow}={now}");
        }
    }

    #[test]
    fn a_whole_is_the_sum_of_what_its_parts_report() {
        for (own, parts, expected) in [
            ("30", "10 20", &[][..]),
            ("31", "10 20", &["a check.parts"]),
            ("29", "10 20", &["a check.parts"]),
            ("40", "10 20 -", &[]),
            ("29", "10 20 -", &["a check.parts"]),
            ("未报", "10 20", &[]),
        ] {
            let mut sheets = Sheets::new("2022-06", "stock", &[("a", "户 0")]);
            sheets.now(0, 0, own);
            let parts = parts.split(' ').map(|p| (p != "-").then(|| number(p))).collect();
            sheets.sheet.beside.insert((0, 0), Beside { parts, ..Beside::default() });
            assert_eq!(balanced(&sheets), expected, "{own}");
        }
    }

    #[test]
    fn rates_are_always_computed_again() {
        for (stated, part, whole, expected) in [
            ("92.2", "2280", "2473", &[][..]),
            ("92.3", "2280", "2473", &["rate check.rate"]),
            ("50", "0", "0", &[]),
            ("未报", "5", "4", &["part check.part_over_whole"]),
            ("50", "未报", "4", &[]),
        ] {
            let columns = [("rate", "% 1"), ("part", "个 0"), ("whole", "个 0")];
            let mut sheets = Sheets::new("2022-06", "stock", &columns);
            sheets.sheet.columns[0].indicator.numerator = Some("part".into());
            sheets.sheet.columns[0].indicator.denominator = Some("whole".into());
            for (column, text) in [stated, part, whole].into_iter().enumerate() {
                sheets.now(0, column, text);
            }
            assert_eq!(balanced(&sheets), expected, "{stated} of {part}/{whole}");
        }
    }

    #[test]
    fn what_is_surely_a_whole_is_not_less_than_its_part() {
        use crate::kernel::Severity::{Error, Query};
        for (name, uom, severity) in [
            ("改厕总户数", "户 0", Error),
            ("全部农户数", "户 0", Error),
            ("计划改厕总户数", "户 0", Query),
            ("下达任务", "户 0", Query),
            ("农户数", "户 0", Query),
            ("总人数", "人 0", Query),
        ] {
            let columns = [("rate", "% 1"), ("part", "户 0"), ("whole", uom)];
            let mut sheets = Sheets::new("2022-06", "stock", &columns);
            sheets.sheet.columns[0].indicator.numerator = Some("part".into());
            sheets.sheet.columns[0].indicator.denominator = Some("whole".into());
            sheets.sheet.columns[2].indicator.name = name.to_owned();
            for (column, text) in ["未报", "950", "900"].into_iter().enumerate() {
                sheets.now(0, column, text);
            }
            let found = sheets.checked(&Settings::default());
            let over: Vec<_> =
                found.iter().filter(|told| told.problem.code == "check.part_over_whole").collect();
            assert_eq!(over.iter().map(|told| told.severity()).collect::<Vec<_>>(), [severity], "{name}");
        }
    }
}
