//! How a growth came about: the figure of the period and that it is measured from, each with the cells it is made of. Where
//! one is missing it stands there as missing.

use crate::kernel::{Period, Rate};
use crate::targets::Growth;

use super::super::derivation::Derivation;
use super::super::growth::in_points;
use super::super::series::Question;
use super::{Teller, said, with_uom};

impl Teller<'_, '_> {
    pub(super) fn growth(&self, told: Derivation, question: Question) -> Derivation {
        let by = self.target().growth_of(self.case.indicator);
        let rule = match (by, in_points(self.case.indicator)) {
            (Growth::Reported, _) => "上报的就是增速",
            (Growth::YearOnYear, false) => "（本期－上年同期）÷上年同期",
            (Growth::YearOnYear, true) => "本期－上年同期",
            (Growth::Previous, false) => "（本期当期数－上期当期数）÷上期当期数",
            (Growth::Previous, true) => "本期－上期",
            (Growth::Baseline, false) => "（本期－基期）÷基期",
            (Growth::Baseline, true) => "本期－基期",
            (Growth::AnnualMean, false) => "（本期÷基期）开n次方－1，n为年数",
            (Growth::AnnualMean, true) => "（本期－基期）÷年数",
        };
        let now = match by {
            Growth::Previous => self.alone("本期当期数", question.period, question),
            _ => self.whole("本期", question),
        };
        let base = match by {
            Growth::Reported => None,
            Growth::YearOnYear => self.case.a_year_earlier(question).map(|then| self.whole("上年同期", then)),
            Growth::Previous => {
                question.period.previous().map(|then| self.alone("上期当期数", then, question))
            }
            Growth::Baseline | Growth::AnnualMean => Some(match self.look.base {
                Some(base) => self.baseline(base),
                None => Derivation::new("基期值", "未定"),
            }),
        };
        told.by(rule).from(now).from_all(base)
    }

    /// The figure of a period as it stands.
    fn whole(&self, label: &str, question: Question) -> Derivation {
        let node = self.case.scope.top(question);
        let figure = self.case.scope.figure(question);
        let label = format!("{label}（{}）", question.period.name());
        self.figure(Derivation::new(label, said(&figure, self.case.indicator)), node, question)
    }

    /// What a period has of its own: of a running total the difference of two.
    fn alone(&self, label: &str, period: Period, question: Question) -> Derivation {
        let (now, before) = self.case.alone_from(period, question);
        let Some(before) = before else { return self.whole(label, now) };
        let text = |value: Rate| with_uom(value, self.case.indicator);
        let value = self.case.alone(period, question).0.map_or("—".to_owned(), text);
        let told = Derivation::new(format!("{label}（{}）", period.name()), value);
        told.by("本期累计－上期累计").from(self.whole("累计", now)).from(self.whole("累计", before))
    }
}
