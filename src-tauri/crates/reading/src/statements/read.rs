//! Goes through a text line by line and sentence by sentence, keeps what governs them, and puts the
//! statements together from figures, coverage words, times and cues.

use std::ops::Range;

use domain::kernel::Date;
use domain::targets::Comparator;

use super::context::{self, Context};
use super::coverage::{Covering, coverings};
use super::cues::CHANGES;
use super::describe::{self, Accumulation};
use super::kind::{Kind, Subject, weigh};
use super::names;
use super::page::{Page, Sentence};
use super::places::Places;
use super::put::{put, without_number};
use super::refuse::refused;
use super::sense::is_unwanted;
use super::table::table_at;
use super::threshold::threshold;
use super::when::{self, Place, When};
use super::{PassedOver, Statement};
use crate::heading::{self, is_web_line};
use crate::quantity::Bound;
use crate::quantity::figure::Figure;
use crate::quantity::units::Class;
use crate::repair::Repaired;
use crate::segment::lines;
use crate::times::{DocumentTime, Role, Time};
use crate::words::{any_ends, contains_any};

/// A figure that bounds what a statement counts.
#[derive(Clone, Debug)]
pub(super) struct Threshold {
    /// Its place among the figures.
    pub place: usize,
    /// What it bounds.
    pub measure: String,
}

/// A statement before it is put into words.
pub(super) struct Draft {
    pub range: Range<usize>,
    pub clause: Range<usize>,
    pub figure: Option<Figure>,
    pub covering: Option<Covering>,
    pub kind: Kind,
    pub comparator: Comparator,
    pub when: When,
    pub threshold: Option<Threshold>,
    pub rules: Vec<&'static str>,
    pub indicator: String,
    /// What changes told behind it are changes of.
    pub about: String,
    pub scope: Option<String>,
    pub accumulation: Accumulation,
}

/// Reads a whole text.
pub(super) fn read(text: &str, date: Option<Date>) -> (Vec<Statement>, Vec<PassedOver>) {
    let repaired = Repaired::new(text);
    let original: Vec<char> = text.chars().collect();
    let head = heading::heading(text);
    let known = date.map_or_else(|| context::document_time(&repaired.chars, &head), DocumentTime::on);
    let page = Page::new(&repaired, known);
    let lines = body(&page);
    let mut reader = Reader {
        page: &page,
        known,
        dated: date.or(head.issued_on.as_ref().map(|date| date.value)),
        places: Places::of(page.text, head.title.as_ref().map_or("", |title| title.value.as_str())),
        context: Context {
            document: context::document_bent(&page, &head, known, &lines),
            ..Context::default()
        },
        found: Vec::new(),
        item: 0,
        item_head: None,
        units_above: Vec::new(),
        passed: Vec::new(),
    };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        match lines.get(at..).and_then(|rest| table_at(&page, rest)) {
            Some(table) => {
                reader.table(&table);
                at += table.lines;
            }
            None => match lines.get(at..).and_then(|rest| super::column::upright_at(&page, rest)) {
                Some(table) => {
                    reader.table(&table);
                    at += table.lines;
                }
                None => {
                    reader.line(line);
                    at += 1;
                }
            },
        }
    }
    let passed = reader.passed.iter().map(|(range, rule)| {
        let span = repaired.span(range.clone());
        PassedOver {
            span,
            quote: original.get(span.start..span.end).unwrap_or_default().iter().collect(),
            rule,
        }
    });
    let passed = passed.collect();
    (reader.found.into_iter().map(|draft| put(&page, &original, draft)).collect(), passed)
}

/// The lines of the text itself, without those of the web page around it.
fn body(page: &Page<'_>) -> Vec<Range<usize>> {
    lines(page.text).into_iter().filter(|line| !is_web_line(page.text, line.clone())).collect()
}

pub(super) struct Reader<'a> {
    pub page: &'a Page<'a>,
    pub known: DocumentTime,
    /// The document's date where it is said with its year.
    pub dated: Option<Date>,
    pub places: Places,
    pub context: Context,
    pub found: Vec<Draft>,
    /// Where the statements of the last item of a list begin.
    pub item: usize,
    /// What the line is about, where its first sentence only says that.
    pub item_head: Option<String>,
    /// The units named above the next table.
    pub units_above: Vec<String>,
    /// The figures that are none, with the rule.
    pub passed: Vec<(Range<usize>, &'static str)>,
}

impl Reader<'_> {
    fn line(&mut self, line: &Range<usize>) {
        if self.deadline_line(line) {
            return;
        }
        self.item = self.found.len();
        let units = super::table::units_above(self.page.text, line);
        if !units.is_empty() || line.len() >= 30 {
            self.units_above = units;
        }
        if context::is_heading(self.page, line) {
            self.context.enter_heading(self.page, line);
        } else {
            self.context.enter_paragraph(self.page, line);
        }
        let sentences = self.page.sentences(line.clone());
        let count = sentences.len();
        self.item_head =
            sentences.first().filter(|_| count > 1).and_then(|first| names::line_head(self.page, first));
        for (at, sentence) in sentences.iter().enumerate() {
            if begins_item(self.page.text, sentence.range.start) {
                self.context.enter_item();
            }
            if is_question(self.page.text, &sentence.range) {
                continue;
            }
            if at == 0 && count > 1 && context::heads_its_line(self.page, &sentence.range) {
                self.context.enter_heading(self.page, &sentence.range);
                continue;
            }
            self.sentence(sentence);
            let own = when::topic_of(
                self.page,
                sentence,
                at == 0 || at == 1 && sentences.first().is_some_and(|first| first.range.len() < 24),
            );
            if own.is_some()
                || self.page.times_in(&sentence.range).iter().any(|mark| {
                    mark.range.start < sentence.range.start + 4 && !matches!(mark.role, Role::Duration)
                })
            {
                self.context.topic = own;
            }
            self.context.leave_sentence(self.page, &sentence.range, at + 1 == count);
        }
        if let Some(told) = self.found.get(self.item..).filter(|told| !told.is_empty()) {
            self.context.aimed = told.iter().all(|draft| draft.kind == Kind::Target);
        }
    }

    /// 完成时限:10月底 under an item of a list dates what that item says.
    fn deadline_line(&mut self, line: &Range<usize>) -> bool {
        let text = self.page.text;
        let labelled = contains_any(
            text,
            line.clone(),
            &["完成时限", "完成时间", "时限要求", "办理时限", "时限:", "时限："],
        );
        let about = labelled
            || crate::words::any_begins(
                text,
                line.start,
                &[
                    "责任单位",
                    "牵头单位",
                    "配合单位",
                    "(责任单位",
                    "(牵头单位",
                    "责任领导",
                    "牵头领导",
                    "责任部门",
                ],
            );
        if !about || line.len() > 80 {
            return false;
        }
        let mark = self
            .page
            .times_in(line)
            .iter()
            .rev()
            .find(|mark| mark.time.is_some() && !matches!(mark.role, Role::Recurring | Role::Compared));
        if let Some(mark) = mark {
            for draft in self
                .found
                .iter_mut()
                .skip(self.item)
                .filter(|draft| draft.kind == Kind::Target && !draft.when.own)
            {
                draft.when.time = mark.time.map(Time::as_deadline);
                draft.when.words = Some(mark.range.clone());
                draft.when.own = true;
            }
        }
        true
    }

    pub(super) fn sentence(&mut self, sentence: &Sentence) {
        let mut drafts: Vec<Draft> = Vec::new();
        let mut thresholds: Vec<(usize, Range<usize>)> = Vec::new();
        let mut previous_end = sentence.range.start;
        for place in self.page.figures_in(&sentence.range) {
            let Some(figure) = self.page.figures.get(place) else { continue };
            let clause = sentence.clause_at(figure.core.start);
            if let Some(rule) = threshold(self.page, &clause, place) {
                self.passed.push((figure.range.clone(), rule));
                thresholds.push((place, clause));
                continue;
            }
            if let Some(rule) = refused(self.page, &sentence.range, &clause, figure) {
                self.passed.push((figure.range.clone(), rule));
                continue;
            }
            let mut draft = self.figure(sentence, &clause, figure, previous_end);
            let before = self.counterpart(&drafts, &clause, figure).or(drafts.last());
            self.name(sentence, &mut draft, before);
            drafts.push(draft);
            previous_end = figure.range.end;
        }
        for covering in coverings(self.page, sentence) {
            let clause = sentence.clause_at(covering.range.start);
            for _ in 0..covering.things {
                let mut draft = self.covering(sentence, &clause, &covering);
                let before = drafts.iter().rfind(|before| before.range.start < covering.range.start);
                self.name(sentence, &mut draft, before);
                drafts.push(draft);
            }
        }
        let of_money = |draft: &&Draft| {
            draft.figure.as_ref().is_some_and(|figure| figure.class == Class::Money)
                && draft.about.ends_with(['入', '值', '额'])
        };
        let last_money = drafts.iter().chain(&self.found).rfind(of_money).map(|draft| draft.about.clone());
        let mut measure = last_money.unwrap_or_default();
        for (place, clause) in thresholds {
            let own = self.page.figures.get(place).map(|figure| names::measure(self.page, &clause, figure));
            measure = own.filter(|own| !own.is_empty()).unwrap_or(measure);
            attach(&mut drafts, &Threshold { place, measure: measure.clone() }, &clause, self.page);
        }
        drafts.sort_by_key(|draft| draft.range.start);
        self.found.append(&mut drafts);
    }

    /// 分别完成95个、310个: the statement of the clause before that the figure answers.
    fn counterpart<'d>(
        &self,
        drafts: &'d [Draft],
        clause: &Range<usize>,
        figure: &Figure,
    ) -> Option<&'d Draft> {
        let at = crate::words::find(self.page.text, clause.start..figure.range.start, "分别")?;
        let behind = self.page.figures_in(&(at..clause.end)).len();
        let place = self.page.figures_in(&(at..figure.range.start)).len();
        let earlier = drafts.iter().take_while(|draft| draft.clause != *clause).count();
        let opens = self.page.figures_in(&(clause.start..at)).is_empty();
        drafts.get((earlier + place).checked_sub(behind)?).filter(|_| behind > 1 && opens && place < behind)
    }

    /// A name of its own for what only says 同比增长 or 任务, or stands in a row of figures.
    fn name(&self, sentence: &Sentence, draft: &mut Draft, before: Option<&Draft>) {
        let respective =
            draft.figure.as_ref().and_then(|figure| names::respective(self.page, &draft.clause, figure));
        let own = respective.unwrap_or_else(|| std::mem::take(&mut draft.indicator));
        let beside = before.filter(|before| before.clause == draft.clause && own.is_empty());
        let said = before.map(|before| before.about.as_str()).filter(|name| !name.is_empty());
        let needs_head = |own: &str| !own.is_empty() && (names::is_generic(own) || names::is_rate(own));
        let suffix = draft.figure.as_ref().map_or("", names::suffix_of);
        let multiple = draft.figure.as_ref().is_some_and(|figure| figure.class == Class::Times);
        (draft.indicator, draft.about) =
            if let Some(beside) = beside.filter(|_| suffix != "数" && !suffix.is_empty()) {
                let name = names::recounted(&beside.indicator, suffix);
                (name.clone(), name)
            } else if let Some(said) = said.filter(|_| own.is_empty() && (beside.is_some() || multiple)) {
                (if multiple { format!("{said}倍数") } else { said.to_owned() }, said.to_owned())
            } else if let Some(head) = Some(&own)
                .filter(|own| needs_head(own))
                .and_then(|_| names::head_of(self.page, sentence, &draft.clause))
            {
                (format!("{head}{own}"), head)
            } else if let Some(said) =
                said.filter(|_| names::is_only_change(&own) && !own.is_empty() || needs_head(&own))
            {
                let name = names::after(said, &own);
                (name.clone(), if own.starts_with('占') { name } else { said.to_owned() })
            } else if let Some(head) =
                self.item_head.clone().filter(|_| said.is_none() && own.is_empty() || needs_head(&own))
            {
                (format!("{head}{own}"), head)
            } else if own.is_empty() {
                let clause = || self.page.text.get(draft.clause.clone()).unwrap_or_default().iter().collect();
                let name = said.map_or_else(clause, |said| names::recounted(said, suffix));
                (name.clone(), name)
            } else {
                (own.clone(), names::about(&own, draft.figure.as_ref()))
            };
    }

    fn figure(
        &self,
        sentence: &Sentence,
        clause: &Range<usize>,
        figure: &Figure,
        previous_end: usize,
    ) -> Draft {
        let page = self.page;
        let baseline_from = baseline_from(page, clause, figure);
        let change = describe::is_change(page, clause, figure);
        let place = Place { sentence, clause, at: &figure.range, baseline_from, change, kind: None };
        let when = when::time_of(page, &self.context, &place);
        let subject = Subject {
            sentence,
            clause,
            at: &figure.range,
            figure: Some(figure),
            when: &when,
            baseline: baseline_from.is_some(),
        };
        let (kind, mut when, mut rules) = self.judge(&place, &subject, when.clone());
        rules.push(rule_of(figure));
        if figure.ordinal {
            rules.push("figure.rank");
        }
        when.time = when::as_stated(&when, kind);
        let accumulation = describe::accumulation(page, clause, Some(figure), kind, when.time, when.role);
        let named = without_number(page.text, clause)..clause.end;
        let indicator = names::indicator(page, &named, figure, previous_end);
        Draft {
            range: figure.range.clone(),
            clause: clause.clone(),
            comparator: comparator(page, clause, figure, kind, &indicator),
            indicator,
            about: String::new(),
            scope: describe::scope(page, &sentence.range, clause, figure.range.start, &self.places),
            figure: Some(figure.clone()),
            covering: None,
            kind,
            when,
            threshold: None,
            rules,
            accumulation,
        }
    }

    fn covering(&self, sentence: &Sentence, clause: &Range<usize>, covering: &Covering) -> Draft {
        let page = self.page;
        let place =
            Place { sentence, clause, at: &covering.range, baseline_from: None, change: false, kind: None };
        let when = when::time_of(page, &self.context, &place);
        let subject =
            Subject { sentence, clause, at: &covering.range, figure: None, when: &when, baseline: false };
        let (kind, mut when, mut rules) = self.judge(&place, &subject, when.clone());
        rules.push(covering.rule);
        when.time = when::as_stated(&when, kind);
        let raised = kind == Kind::Target && covering.value == 100;
        let comparator = if raised { Comparator::Gte } else { covering.bound.comparator() };
        let rate = covering.unit == "%";
        Draft {
            range: covering.range.clone(),
            clause: clause.clone(),
            comparator,
            indicator: names::covered(page, clause, &covering.range, covering.rule),
            about: String::new(),
            scope: describe::scope(page, &sentence.range, clause, covering.range.start, &self.places),
            figure: None,
            covering: Some(covering.clone()),
            kind,
            accumulation: if rate { Accumulation::Rate } else { Accumulation::Stock },
            when,
            threshold: None,
            rules,
        }
    }

    /// The kind; a target without a time of its own may have its deadline behind it.
    fn judge(&self, place: &Place<'_>, subject: &Subject<'_>, when: When) -> (Kind, When, Vec<&'static str>) {
        let evidence = weigh(self.page, &self.context, self.known, subject);
        let (kind, rules) = evidence.decide();
        if !when.own
            && let Some(due) = when::due_behind(self.page, place)
        {
            let again = Subject { when: &due, ..*subject };
            let (late, late_rules) = weigh(self.page, &self.context, self.known, &again).decide();
            if late == Kind::Target {
                return (late, due, late_rules);
            }
        }
        let when = self.timed(place, kind, when);
        let over = |time: Time| time.end().zip(self.known.date).is_some_and(|(end, date)| end < date);
        if kind == Kind::Target && !when.own && when.time.is_some_and(over) {
            return (kind, When::default(), rules);
        }
        (kind, when, rules)
    }

    /// The time once the kind is known: a state told before an aim does not date it, nor a deadline an outcome.
    fn timed(&self, place: &Place<'_>, kind: Kind, when: When) -> When {
        let stands_before = |words: &Range<usize>| words.start < place.clause.start;
        if kind == Kind::Outcome {
            if let Some(over) = self.dated.and_then(|date| when::year_over(self.page, date, &when)) {
                return over;
            }
            let due = when.role == Some(Role::Due) && when.words.as_ref().is_some_and(stands_before);
            let again = || when::time_of(self.page, &self.context, &Place { kind: Some(kind), ..*place });
            return if due { again() } else { when };
        }
        let inherited_state = !when.own && matches!(when.time, Some(Time::AsOf(_)));
        let when = if inherited_state {
            When { time: when.time.and_then(Time::year).map(Time::Year), ..when }
        } else {
            when
        };
        let of_state = matches!(when.role, Some(Role::Now | Role::AsOf))
            && when.words.as_ref().is_some_and(stands_before);
        let when = if of_state {
            when::time_of(self.page, &self.context, &Place { kind: Some(kind), ..*place })
        } else {
            when
        };
        if when.time.is_none_or(|time| time.end().is_none() && time != Time::Annual) && !place.change {
            return when::by_year_end(self.page, self.known, place).unwrap_or(when);
        }
        when
    }
}

/// A question states nothing.
fn is_question(text: &[char], sentence: &Range<usize>) -> bool {
    let tail = sentence.end.saturating_sub(2).max(sentence.start)..sentence.end;
    text.get(tail).unwrap_or_default().iter().any(|c| matches!(c, '?' | '？'))
        && contains_any(
            text,
            sentence.clone(),
            &["什么", "哪些", "如何", "怎", "吗", "呢", "请问", "多少", "何", "为啥"],
        )
}

/// 二是…, (三)…: a new item of an enumeration.
fn begins_item(text: &[char], at: usize) -> bool {
    let number = |at: usize| text.get(at).is_some_and(|c| "一二三四五六七八九十".contains(*c));
    number(at) && crate::words::any_begins(text, at + 1, &["是", "、", "要"])
        || text.get(at) == Some(&'(') && number(at + 1)
}

pub(super) fn rule_of(figure: &Figure) -> &'static str {
    match figure.class {
        Class::Money => "q.money",
        Class::Percent | Class::Points => "q.percent",
        Class::Measure => "q.measure",
        Class::Bare => "q.number",
        _ => "q.count",
    }
}

/// The 由 or 从 before a figure that something changed from.
fn baseline_from(page: &Page<'_>, clause: &Range<usize>, figure: &Figure) -> Option<usize> {
    const FAR: usize = 16;
    let text = page.text;
    let low = clause.start.max(figure.range.start.saturating_sub(FAR));
    let from = (low..figure.range.start).rev().find(|at| matches!(text.get(*at), Some('由' | '从')))?;
    if page.figures_in(&(from..figure.range.start)).next().is_some() {
        return None;
    }
    let behind = figure.range.end..figure.range.end + 12;
    let changes = contains_any(text, behind.clone(), CHANGES)
        || contains_any(
            text,
            behind,
            &["压缩", "缩短", "缩小", "跃升", "调整", "到", "至", "压减", "变为", "降为", "升为", "增为"],
        );
    changes.then_some(from)
}

/// How a figure compares; a bare one aimed at is the least of what is wanted, the most of what is not.
pub(super) fn comparator(
    page: &Page<'_>,
    clause: &Range<usize>,
    figure: &Figure,
    kind: Kind,
    name: &str,
) -> Comparator {
    if figure.high.is_some() {
        return Comparator::Between;
    }
    if figure.bound != Bound::Exact {
        return figure.bound.comparator();
    }
    let text = page.text;
    let before = clause.start..figure.range.start;
    if contains_any(
        text,
        clause.start.max(figure.range.start.saturating_sub(24))..figure.range.start,
        &["至少", "不少于", "不低于", "最少"],
    ) {
        return Comparator::Gte;
    }
    let near = clause.start.max(figure.range.start.saturating_sub(8))..figure.range.start;
    if kind == Kind::Target && contains_any(text, near, &["最高", "上限", "最多"]) {
        return Comparator::Lte;
    }
    if kind == Kind::Outcome || figure.ordinal {
        return Comparator::Eq;
    }
    let falls = any_ends(
        text,
        figure.range.start,
        &[
            "下降到",
            "下降至",
            "降到",
            "降至",
            "降低到",
            "降低至",
            "减少到",
            "减少至",
            "压减到",
            "压减至",
            "压缩到",
            "压缩至",
            "缩短到",
            "缩短至",
            "缩小到",
            "缩小至",
            "控制",
            "降为",
            "压缩为",
            "缩短为",
            "减至",
        ],
    );
    let standard = figure.class == Class::Money
        && contains_any(text, before, &["按照", "按"])
        && contains_any(text, figure.range.end..clause.end, &["标准"]);
    if standard {
        return Comparator::Eq;
    }
    let unwanted = is_unwanted(name) && !describe::is_change(page, clause, figure);
    if falls || unwanted { Comparator::Lte } else { Comparator::Gte }
}

/// Gives a threshold to the statement it belongs to: in its clause, the nearest.
fn attach(drafts: &mut [Draft], threshold: &Threshold, clause: &Range<usize>, page: &Page<'_>) {
    let Some(figure) = page.figures.get(threshold.place) else { return };
    let distance = |draft: &Draft| draft.range.start.abs_diff(figure.range.start);
    let fits = |draft: &&mut Draft| {
        let counted = draft.covering.is_some()
            || draft.figure.as_ref().is_some_and(|figure| {
                matches!(
                    figure.class,
                    Class::Percent | Class::Thing | Class::Count | Class::Place | Class::Item
                )
            });
        counted && draft.clause == *clause
    };
    for draft in drafts.iter_mut().filter(|draft| draft.covering.is_some() && draft.clause == *clause) {
        bound(draft, threshold, page);
    }
    if let Some(draft) = drafts.iter_mut().filter(fits).min_by_key(|draft| distance(draft)) {
        bound(draft, threshold, page);
    }
}

fn bound(draft: &mut Draft, threshold: &Threshold, page: &Page<'_>) {
    let figure = page.figures.get(threshold.place);
    let name = figure.and_then(|figure| names::beyond(page, &threshold.measure, figure, &draft.indicator));
    if let Some(name) = name {
        draft.indicator = name;
    }
    draft.threshold = Some(threshold.clone());
    if let Some((indicator, measure)) = names::apart(&draft.indicator, &threshold.measure) {
        draft.indicator = indicator;
        draft.threshold = Some(Threshold { measure, ..threshold.clone() });
    }
}
