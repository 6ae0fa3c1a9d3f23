//! A form as a paper: several units as rows under its indicators, or one unit with the indicators as rows and the
//! figure of the period before beside them.

use std::collections::{BTreeSet, HashMap};

use domain::kernel::{Decimal, FormId, IndicatorId, OrgUnitId, Period, Problem, convert, day_name};
use domain::ledger::Digest;
use domain::programmes::{Indicator, PlaceRule};
use domain::reports::{Align, Cell, CellKind, Column, Formula, HeaderCell, Table};
use domain::results::{CellState, Form, ResultCell, ResultKey};
use domain::workbooks::{Axis, Identity, Line, Paper};

use crate::results::{form_cells, reporting_units, without_task};
use crate::{AppError, Desk};

/// Widths in full-width characters.
const NARROW: u32 = 4;
const NAME: u32 = 12;
const FIGURE: u32 = 6;
const WIDE: u32 = 14;
/// From so many columns on a page lies on its side.
const LANDSCAPE_FROM: usize = 6;

/// A form for a period with the figures that are there, for some of its units; none named: for all.
pub fn paper(desk: &mut Desk, form: &FormId, period: Period, units: &[OrgUnitId]) -> Result<Paper, AppError> {
    let facts = Facts::gather(desk, form, period)?;
    let chosen = facts.chosen(units)?;
    Ok(facts.paper(&chosen))
}

/// The same for each unit on a paper of its own, with the unit's name.
pub fn paper_of_each(
    desk: &mut Desk,
    form: &FormId,
    period: Period,
    units: &[OrgUnitId],
) -> Result<Vec<(String, Paper)>, AppError> {
    let facts = Facts::gather(desk, form, period)?;
    let chosen = facts.chosen(units)?;
    let of_one = |unit: &OrgUnitId| (facts.name(unit).to_owned(), facts.paper(std::slice::from_ref(unit)));
    Ok(chosen.iter().map(of_one).collect())
}

/// Which version of a form asks: its digest.
pub(super) fn version_of(form: &Form) -> String {
    let fields = form.to_fields();
    let text: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    Digest::of(text.join("\n").as_bytes()).to_string()
}

/// What papers of a form and a period are made of.
struct Facts {
    form: Form,
    period: Period,
    parent: String,
    units: Vec<OrgUnitId>,
    names: HashMap<OrgUnitId, String>,
    indicators: Vec<(Indicator, Option<String>)>,
    cells: HashMap<ResultKey, Option<ResultCell>>,
    drafts: HashMap<String, String>,
    no_task: BTreeSet<(OrgUnitId, IndicatorId)>,
    closed: BTreeSet<OrgUnitId>,
}

impl Facts {
    fn gather(desk: &mut Desk, form: &FormId, period: Period) -> Result<Self, AppError> {
        let form = desk.book()?.form_in(form, period)?;
        if period.kind() != form.frequency.period_kind() {
            return Err(AppError::refused(Problem::error("period.unreadable", "period").with(period)));
        }
        let periods: Vec<Period> = [period.previous(), Some(period)].into_iter().flatten().collect();
        let cells = form_cells(desk.ledger(), &form, &periods)?
            .into_iter()
            .map(|head| (head.key.clone(), head.settled().map(|version| version.cell.clone())))
            .collect();
        let drafts = desk.ledger().drafts()?.into_iter().map(|draft| (draft.key, draft.text)).collect();
        let book = desk.book()?;
        let tree = book.tree(period.last_day());
        let units = reporting_units(&form, &tree);
        let is_closed = |unit: &&OrgUnitId| !book.is_open(&form.id, unit, period);
        let group = |indicator: &Indicator| book.programme_path(indicator.programme.as_ref()).pop();
        Ok(Self {
            no_task: without_task(book, &form, &units, period.last_day()),
            closed: units.iter().filter(is_closed).cloned().collect(),
            parent: tree.name(&form.parent).to_owned(),
            names: units.iter().map(|unit| (unit.clone(), tree.name(unit).to_owned())).collect(),
            units,
            indicators: form
                .indicators
                .iter()
                .filter_map(|id| book.indicators.get(id))
                .map(|indicator| (indicator.clone(), group(indicator)))
                .collect(),
            form,
            period,
            cells,
            drafts,
        })
    }

    /// The units asked for, in official order.
    fn chosen(&self, units: &[OrgUnitId]) -> Result<Vec<OrgUnitId>, AppError> {
        if let Some(stranger) = units.iter().find(|unit| !self.names.contains_key(unit)) {
            return Err(AppError::refused(Problem::error("unit.not_in_form", stranger.as_str())));
        }
        if self.units.is_empty() {
            return Err(AppError::refused(Problem::error("form.no_units", "org_unit")));
        }
        let asked: BTreeSet<&OrgUnitId> = units.iter().collect();
        let is_asked = |unit: &&OrgUnitId| asked.is_empty() || asked.contains(unit);
        Ok(self.units.iter().filter(is_asked).cloned().collect())
    }

    fn name(&self, unit: &OrgUnitId) -> &str {
        self.names.get(unit).map_or("", String::as_str)
    }

    fn paper(&self, units: &[OrgUnitId]) -> Paper {
        match units {
            [one] => self.of_one(one),
            several => self.of_several(several),
        }
    }

    fn figure(&self, indicator: &Indicator) -> Axis {
        Axis::Figure {
            indicator: indicator.id.clone(),
            measure: self.form.measure_of(&indicator.id),
            period: self.period,
        }
    }

    fn heading(&self, indicator: &Indicator) -> String {
        let measure = self.form.measure_of(&indicator.id);
        match measure == self.form.measure {
            true => format!("{}（{}）", indicator.name, indicator.uom),
            false => format!("{}（{}，{}）", indicator.name, measure.word(), indicator.uom),
        }
    }

    fn of_several(&self, units: &[OrgUnitId]) -> Paper {
        let shown = |label: &str| Line { axis: None, label: label.to_owned() };
        let mut columns = vec![shown("序号"), shown("单位")];
        columns.extend(self.indicators.iter().map(|(indicator, _)| Line {
            axis: Some(self.figure(indicator)),
            label: self.heading(indicator),
        }));
        let mut rows: Vec<Line> = Vec::new();
        let mut body: Vec<Vec<Cell>> = Vec::new();
        let mut closed = BTreeSet::new();
        for (at, unit) in units.iter().enumerate() {
            let mut cells = vec![Cell::text((at + 1).to_string()), Cell::text(self.name(unit))];
            for (indicator, _) in &self.indicators {
                let (cell, is_open) = self.cell(unit, indicator);
                if !is_open {
                    closed.insert((at, cells.len()));
                }
                cells.push(cell);
            }
            rows.push(Line { axis: Some(Axis::Unit(unit.clone())), label: self.name(unit).to_owned() });
            body.push(cells);
        }
        let mut total = vec![Cell::text(""), Cell::text("合计")];
        for (indicator, _) in &self.indicators {
            total.push(self.total(units, indicator));
        }
        rows.push(shown("合计"));
        body.push(total);
        let mut widths = vec![(NARROW, Align::Centre), (NAME, Align::Left)];
        widths.extend(self.indicators.iter().map(|_| (FIGURE, Align::Right)));
        self.sheet(&self.parent, rows, columns, Body { rows: body, closed, widths, header: self.heads() })
    }

    /// Two rows where programmes group the indicators, else one.
    fn heads(&self) -> Vec<Vec<HeaderCell>> {
        let grouped = self.indicators.iter().any(|(_, group)| group.is_some());
        let deep = if grouped { 2 } else { 1 };
        let mut first = vec![HeaderCell::new("序号", 1, deep), HeaderCell::new("单位", 1, deep)];
        let mut second = Vec::new();
        for stretch in self.indicators.chunk_by(|a, b| a.1 == b.1) {
            match stretch.first().and_then(|(_, group)| group.as_ref()) {
                Some(group) => {
                    first.push(HeaderCell::new(group, stretch.len(), 1));
                    second.extend(stretch.iter().map(|(i, _)| HeaderCell::new(self.heading(i), 1, 1)));
                }
                None => first.extend(stretch.iter().map(|(i, _)| HeaderCell::new(self.heading(i), 1, deep))),
            }
        }
        if grouped { vec![first, second] } else { vec![first] }
    }

    fn of_one(&self, unit: &OrgUnitId) -> Paper {
        let now = self.period.name();
        let before = self.period.previous();
        let shown = |label: &str| Line { axis: None, label: label.to_owned() };
        let mut columns = vec![shown("序号"), shown("指标"), shown("计量单位"), shown("上期数")];
        columns.push(Line { axis: Some(Axis::Unit(unit.clone())), label: now.clone() });
        columns.push(Line { axis: Some(Axis::Note), label: "备注".to_owned() });
        let (entry, note) = (columns.len() - 2, columns.len() - 1);
        let mut rows = Vec::new();
        let mut body = Vec::new();
        let mut closed = BTreeSet::new();
        for (at, (indicator, _)) in self.indicators.iter().enumerate() {
            let (cell, is_open) = self.cell(unit, indicator);
            if !is_open {
                closed.extend([(at, entry), (at, note)]);
            }
            let measure = self.form.measure_of(&indicator.id);
            let name = match measure == self.form.measure {
                true => indicator.name.clone(),
                false => format!("{}（{}）", indicator.name, measure.word()),
            };
            let key = |period| ResultKey {
                indicator: indicator.id.clone(),
                measure,
                org_unit: unit.clone(),
                period,
            };
            let held = |period| self.cells.get(&key(period)).and_then(Option::as_ref);
            let note = held(self.period).and_then(|cell| cell.note.clone()).unwrap_or_default();
            let previous = before.and_then(held).map_or(Cell::dash(), |cell| shown_cell(cell, indicator));
            rows.push(Line { axis: Some(self.figure(indicator)), label: name.clone() });
            body.push(vec![
                Cell::text((at + 1).to_string()),
                Cell::text(name),
                Cell::text(indicator.uom.as_str()),
                previous,
                cell,
                Cell::text(note),
            ]);
        }
        let widths = vec![
            (NARROW, Align::Centre),
            (WIDE, Align::Left),
            (NARROW, Align::Centre),
            (FIGURE, Align::Right),
            (FIGURE + 2, Align::Right),
            (NAME, Align::Left),
        ];
        let header = vec![columns.iter().map(|line| HeaderCell::new(&line.label, 1, 1)).collect()];
        self.sheet(self.name(unit), rows, columns, Body { rows: body, closed, widths, header })
    }

    fn sheet(&self, office: &str, rows: Vec<Line>, columns: Vec<Line>, body: Body) -> Paper {
        let measure = self.form.measure.word();
        let uoms: BTreeSet<&str> =
            self.indicators.iter().map(|(indicator, _)| indicator.uom.as_str()).collect();
        let mut notes =
            vec![format!("填报口径：{measure}。没有发生的填“零报告”，不涉及的填“不适用”，空着表示未报。")];
        if self.form.due.as_of_day.is_some() {
            notes.push(format!("数据截至{}。", day_name(self.form.due.as_of(self.period))));
        }
        notes.extend(self.form.notes.iter().cloned());
        let table = Table {
            label: String::new(),
            sheet: self.form.name.clone(),
            title: format!("{}（{}）", self.form.name, self.period.name()),
            source_line: Some(format!("填报单位（盖章）：{office}")),
            as_of_line: Some("填报日期：　　年　月　日".to_owned()),
            unit_line: match uoms.iter().collect::<Vec<_>>().as_slice() {
                [one] if !one.is_empty() => Some(format!("单位：{one}")),
                _ => None,
            },
            columns: body
                .widths
                .iter()
                .map(|(width, align)| Column { width: *width, align: *align })
                .collect(),
            header: body.header,
            rows: body.rows,
            notes,
            signatures: ["单位负责人：", "审核人：", "填报人：", "联系电话："].map(str::to_owned).to_vec(),
            landscape: columns.len() > LANDSCAPE_FROM,
            abridged: None,
            kind: None,
        };
        let identity = Identity {
            form: self.form.id.clone(),
            version: version_of(&self.form),
            period: self.period,
            sheet: table.sheet.clone(),
            rows,
            columns,
        };
        Paper { identity, table, closed: body.closed }
    }

    /// A cell as it stands now, and whether it is to be filled in.
    fn cell(&self, unit: &OrgUnitId, indicator: &Indicator) -> (Cell, bool) {
        let key = ResultKey {
            indicator: indicator.id.clone(),
            measure: self.form.measure_of(&indicator.id),
            org_unit: unit.clone(),
            period: self.period,
        };
        // What may be typed: of a share, which a sheet keeps as a fraction, two places more.
        let decimals = indicator.decimals + if indicator.uom.is_percent() { 2 } else { 0 };
        let is_open = !self.closed.contains(unit);
        if let Some(text) = self.drafts.get(&key.text()) {
            return (Cell { decimals, ..Cell::text(text) }, is_open);
        }
        match self.cells.get(&key) {
            None if self.no_task.contains(&(unit.clone(), indicator.id.clone())) => {
                (Cell::text("无任务"), false)
            }
            None => (Cell { decimals, ..Cell::text("") }, is_open),
            Some(None) => (Cell::text("冲突"), false),
            Some(Some(held)) => (Cell { decimals, ..shown_cell(held, indicator) }, is_open),
        }
    }

    /// A sum that lives on in the sheet where all figures are plain numbers; else our own, or that there is none.
    fn total(&self, units: &[OrgUnitId], indicator: &Indicator) -> Cell {
        if indicator.place_rule != PlaceRule::Sum {
            return Cell::text("不可相加");
        }
        let mut sum: Option<Decimal> = None;
        let mut plain = true;
        for unit in units {
            let key = ResultKey {
                indicator: indicator.id.clone(),
                measure: self.form.measure_of(&indicator.id),
                org_unit: unit.clone(),
                period: self.period,
            };
            let held = self.cells.get(&key).and_then(Option::as_ref);
            if let Some(CellState::Number { value, uom, qualifier }) = held.map(|cell| &cell.state) {
                plain &= *uom == indicator.uom && qualifier.is_exact();
                let own = convert(*value, uom, &indicator.uom).unwrap_or_default();
                sum = sum.unwrap_or_default().checked_add(own);
            }
        }
        let number = sum
            .map(|sum| Cell::number(sum.normalize().to_string(), CellKind::Number, sum, indicator.decimals));
        let cell = number.unwrap_or_else(|| Cell {
            kind: CellKind::Number,
            decimals: indicator.decimals,
            ..Cell::text("")
        });
        cell.by(plain.then(|| Formula::SumOf { first: 0, last: units.len() - 1 }))
    }
}

/// The body of a table and how it is laid out.
struct Body {
    rows: Vec<Vec<Cell>>,
    closed: BTreeSet<(usize, usize)>,
    widths: Vec<(u32, Align)>,
    header: Vec<Vec<HeaderCell>>,
}

/// A plain number as a number; everything else as it is typed.
fn shown_cell(held: &ResultCell, indicator: &Indicator) -> Cell {
    let text = held.state.typed(&indicator.uom);
    match &held.state {
        CellState::Number { value, uom, qualifier } if *uom == indicator.uom && qualifier.is_exact() => {
            Cell::number(text, CellKind::Number, *value, indicator.decimals)
        }
        _ => Cell::text(text),
    }
}
