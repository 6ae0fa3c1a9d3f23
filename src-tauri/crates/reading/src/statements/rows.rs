//! Reads the rows of a table: numbers by the headings of their columns, sentences as sentences.

use std::ops::Range;

use super::context;
use super::describe;
use super::kind::Kind;
use super::read::{Draft, Reader, comparator, rule_of};
use super::table::{self, Part, Table};
use super::when::When;
use crate::quantity::figure::Figure;
use crate::quantity::units::Class;
use crate::times::Time;

impl Reader<'_> {
    /// All rows of a table.
    pub(super) fn table(&mut self, table: &Table) {
        for row in &table.rows {
            self.row(table, row);
        }
    }

    /// One row: figures by their columns, sentences as sentences.
    fn row(&mut self, table: &Table, row: &[Range<usize>]) {
        let page = self.page;
        let columns = || table.columns.iter().zip(row);
        let unit = columns()
            .filter(|(column, _)| column.part == Part::Unit)
            .find_map(|(_, cell)| table::unit_words(page.text, cell));
        let due = columns().filter(|(column, _)| column.part == Part::Due).find_map(|(_, cell)| {
            page.times_in(cell).iter().find_map(|mark| Some((mark.time?, mark.range.clone())))
        });
        let name: Vec<String> = columns()
            .filter(|(column, cell)| column.part == Part::Name && !cell.is_empty())
            .map(|(_, cell)| page.text.get(cell.clone()).unwrap_or_default().iter().collect())
            .collect();
        let start = columns()
            .find(|(column, cell)| column.part == Part::Name && !cell.is_empty())
            .map_or_else(|| row.first().map_or(0, |cell| cell.start), |(_, cell)| cell.start);
        for (column, cell) in
            columns().filter(|(column, _)| !matches!(column.part, Part::Aside | Part::Unit | Part::Due))
        {
            match table::number_of(page, cell) {
                Some(figure) if column.part != Part::Name => {
                    let draft =
                        self.cell(column, start..cell.end, figure, unit.as_deref(), due.as_ref(), &name);
                    self.found.push(draft);
                }
                None if !page.figures_in(cell).is_empty() || cell.len() > 8 => {
                    self.told(column, cell, due.as_ref())
                }
                _ => {}
            }
        }
    }

    fn cell(
        &self,
        column: &table::Column,
        range: Range<usize>,
        figure: &Figure,
        unit: Option<&str>,
        due: Option<&(Time, Range<usize>)>,
        name: &[String],
    ) -> Draft {
        let leaning = match (self.context.document, self.context.section) {
            (_, Some(context::Bent::Target)) | (Some(context::Bent::Target), None) => Kind::Target,
            _ => Kind::Outcome,
        };
        let kind = table::kind_of(column.part, leaning);
        let mut figure = figure.clone();
        if figure.class == Class::Bare {
            let growth = column.words.contains("增长")
                || column.words.contains("增速")
                || column.words.ends_with('率') && unit.is_none();
            let above = self.unit_above.as_deref().filter(|_| table::counted_unit(&column.words).is_none());
            let counted = table::counted_unit(&column.words).filter(|unit| !unit.is_empty());
            if let Some(unit) =
                column.unit.as_deref().or(unit).or(growth.then_some("%")).or(counted).or(above)
            {
                figure.take_unit(unit);
            }
        }
        let topic = self.context.section_time.as_ref();
        let given = column
            .time
            .clone()
            .or_else(|| due.filter(|_| kind == Kind::Target).cloned())
            .or_else(|| topic.and_then(|topic| Some((topic.time?, topic.words.clone()))));
        let time =
            given.as_ref().map(|(time, _)| match (kind, column.time.is_some() || due.is_some(), time) {
                (Kind::Target, false, time)
                    if ["年度", "全年", "年计划", "年目标"]
                        .iter()
                        .any(|word| column.words.contains(word)) =>
                {
                    time.end().map_or(*time, |day| Time::Year(chrono::Datelike::year(&day)).as_deadline())
                }
                (Kind::Target, false, Time::AsOf(day)) => {
                    Time::Year(chrono::Datelike::year(day)).as_deadline()
                }
                (Kind::Target, _, time) => time.as_deadline(),
                (Kind::Outcome, _, time) => *time,
            });
        let words = given.map(|(_, words)| words).filter(|words| !words.is_empty());
        let indicator = if name.is_empty() {
            column.words.clone()
        } else {
            format!(
                "{}{}",
                name.last().map_or("", String::as_str),
                if matches!(column.part, Part::Target | Part::Outcome) && unit.is_some() {
                    String::new()
                } else {
                    column.words.clone()
                }
            )
        };
        Draft {
            clause: range.clone(),
            range: figure.range.clone(),
            kind,
            comparator: comparator(self.page, &range, &figure, kind),
            when: When { time, words, role: None, own: true },
            covering: None,
            threshold: None,
            rules: vec![
                if kind == Kind::Target { "table.target" } else { "table.outcome" },
                rule_of(&figure),
            ],
            indicator,
            scope: self.places.whole.clone(),
            accumulation: describe::accumulation(self.page, &range, Some(&figure), kind, time, None),
            figure: Some(figure),
        }
    }

    /// A cell with sentences.
    fn told(&mut self, column: &table::Column, cell: &Range<usize>, due: Option<&(Time, Range<usize>)>) {
        let saved = (self.context.section, self.context.section_time.clone());
        match column.part {
            Part::Target => self.context.section = Some(context::Bent::Target),
            Part::Outcome => self.context.section = Some(context::Bent::Outcome),
            Part::Name
                if ["内容", "任务", "目标", "实事", "项目"]
                    .iter()
                    .any(|word| column.words.contains(word)) =>
            {
                self.context.section = Some(context::Bent::Target)
            }
            _ => {}
        }
        if let Some((time, words)) = due.filter(|_| column.part != Part::Outcome) {
            self.context.section_time = Some(context::Topic { time: Some(*time), words: words.clone() });
        }
        for sentence in self.page.sentences(cell.clone()) {
            self.sentence(&sentence);
        }
        (self.context.section, self.context.section_time) = saved;
    }
}
