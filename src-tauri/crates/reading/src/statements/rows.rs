//! Reads the rows of a table: numbers by the headings of their columns, sentences as sentences.

use std::ops::Range;

use super::context;
use super::describe;
use super::kind::Kind;
use super::names;
use super::read::{Draft, Reader, Threshold, comparator, rule_of};
use super::table::{self, Part, Table};
use super::threshold::threshold;
use super::when::When;
use crate::quantity::figure::Figure;
use crate::quantity::units::Class;
use crate::times::Time;
use crate::words::contains_any;

/// What the cells of a row have in common.
struct Head {
    /// Where it begins.
    start: usize,
    /// What it is about.
    name: String,
    /// The unit of its figures.
    unit: Option<String>,
    /// When it is due.
    due: Option<(Time, Range<usize>)>,
    /// The threshold within its name.
    threshold: Option<Threshold>,
}

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
        let head = self.head(table, row);
        let columns = table.columns.iter().zip(row);
        for (column, cell) in
            columns.filter(|(column, _)| !matches!(column.part, Part::Aside | Part::Unit | Part::Due))
        {
            match table::number_of(page, cell) {
                Some(figure) if column.part != Part::Name => {
                    let draft = self.cell(column, head.start..cell.end, figure, &head);
                    self.found.push(draft);
                }
                None if !table::is_blank(page.text, cell)
                    && (!page.figures_in(cell).is_empty() || cell.len() > 8) =>
                {
                    self.told(column, cell, head.due.as_ref())
                }
                _ => {}
            }
        }
    }

    fn head(&self, table: &Table, row: &[Range<usize>]) -> Head {
        let page = self.page;
        let columns = || table.columns.iter().zip(row);
        let of = |part: Part| columns().filter(move |(column, cell)| column.part == part && !cell.is_empty());
        let due = of(Part::Due).find_map(|(_, cell)| {
            page.times_in(cell).iter().find_map(|mark| Some((mark.time?, mark.range.clone())))
        });
        let named = of(Part::Name).next_back().map(|(_, cell)| cell.clone());
        let unit = of(Part::Unit)
            .find_map(|(_, cell)| table::unit_words(page.text, cell).or_else(|| rate_words(page.text, cell)))
            .or_else(|| table::unit_in_brackets(page.text, named.as_ref()?));
        let threshold = named.as_ref().and_then(|cell| {
            let place = page.figures_in(cell).find(|at| threshold(page, cell, *at).is_some())?;
            let measure = names::measure(page, cell, page.figures.get(place)?);
            Some(Threshold { place, measure })
        });
        let first = of(Part::Name).next().map(|(_, cell)| cell).or(row.first());
        Head {
            start: first.map_or(0, |cell| cell.start),
            name: named.map(|cell| row_name(page.text, &cell)).unwrap_or_default(),
            unit,
            due,
            threshold,
        }
    }

    fn cell(&self, column: &table::Column, range: Range<usize>, figure: &Figure, head: &Head) -> Draft {
        let (name, unit, due) = (head.name.as_str(), head.unit.as_deref(), head.due.as_ref());
        let leaning = match (self.context.document, self.context.section) {
            (_, Some(context::Bent::Target)) | (Some(context::Bent::Target), None) => Kind::Target,
            _ => Kind::Outcome,
        };
        let kind = table::kind_of(column.part, leaning);
        let mut figure = figure.clone();
        if figure.class == Class::Bare {
            let letters: Vec<char> = column.words.chars().collect();
            let bracketed = is_bracketed(self.page.text, &figure.range);
            let share = column.growing && !bracketed
                || contains_any(&letters, 0..letters.len(), &["增长", "增速"])
                || column.words.ends_with('率') && unit.is_none();
            let above = table::fitting_unit(&self.units_above, &column.words);
            let counted = table::counted_unit(&column.words).filter(|unit| !unit.is_empty());
            let own = column.unit.as_deref();
            let growth = (column.growing && !bracketed).then_some("%");
            if let Some(unit) = own.or(growth).or(unit).or(share.then_some("%")).or(counted).or(above) {
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
        let cumulated = column.growing && is_bracketed(self.page.text, &figure.range);
        let heading = if cumulated { "累计".to_owned() } else { heading_name(&column.words) };
        let indicator = if name.is_empty() || !name.contains(&heading) && !is_plain_heading(column, unit) {
            format!("{name}{heading}")
        } else {
            name.to_owned()
        };
        let cell = figure.range.start.max(range.start)..range.end;
        Draft {
            clause: range.clone(),
            range: figure.range.clone(),
            kind,
            comparator: comparator(self.page, &cell, &figure, kind, &indicator),
            when: When { time, words, role: None, own: true },
            covering: None,
            threshold: head.threshold.clone(),
            rules: vec![
                if kind == Kind::Target { "table.target" } else { "table.outcome" },
                rule_of(&figure),
            ],
            about: indicator.clone(),
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
            self.context.section_time =
                Some(context::Topic { time: Some(time.as_deadline()), words: words.clone() });
        }
        for sentence in self.page.sentences(cell.clone()) {
            self.sentence(&sentence);
        }
        (self.context.section, self.context.section_time) = saved;
    }
}

/// 1/10万 in the column of units.
fn rate_words(text: &[char], cell: &Range<usize>) -> Option<String> {
    let words = table::words_of(text, cell);
    words.contains('/').then_some(words)
}

/// The name of a row: without its number and the unit in brackets behind it.
fn row_name(text: &[char], cell: &Range<usize>) -> String {
    let words = table::words_of(text, cell);
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = if number.len() < words.len() && number.starts_with(['.', '、']) {
        number.get(1..).map_or(words.clone(), |rest| rest.trim_start_matches('、').to_owned())
    } else {
        words
    };
    let unit = table::unit_in_brackets(text, cell);
    let bracket = unit.and_then(|unit| words.strip_suffix(&format!("({unit})")).map(str::to_owned));
    bracket.unwrap_or(words)
}

/// What a heading adds to the name of a row: without brackets, years and signs of its part.
fn heading_name(words: &str) -> String {
    let open = words.find(['(', '[', '/']).unwrap_or(words.len());
    let words = words.get(..open).unwrap_or(words);
    let dated = words.starts_with(|c: char| c.is_ascii_digit());
    let rest = words.trim_start_matches(|c: char| dated && (c.is_ascii_digit() || "年月—-~".contains(c)));
    rest.to_owned()
}

/// Whether a heading only says which of the row's figures a cell holds: 2025年目标, 完成值.
fn is_plain_heading(column: &table::Column, unit: Option<&str>) -> bool {
    matches!(column.part, Part::Target | Part::Outcome) && unit.is_some() && !column.growing
}

/// [7.5], 〔18〕: cumulated over the term.
fn is_bracketed(text: &[char], figure: &Range<usize>) -> bool {
    figure
        .start
        .checked_sub(1)
        .and_then(|at| text.get(at))
        .is_some_and(|c| matches!(c, '[' | '〔' | '【' | '('))
}
