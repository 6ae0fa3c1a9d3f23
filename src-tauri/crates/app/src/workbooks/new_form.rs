//! A form for a workbook of another office that no form is for: proposed by its words, made with the indicators that the
//! ledger lacks.

use std::collections::BTreeMap;

use domain::kernel::{Date, FormId, IndicatorId, OrgUnitId, Period, PeriodKind, Problem};
use domain::ledger::Operation;
use domain::org::Level;
use domain::results::{DueDay, DueRule, Form, Frequency, HolidayRule, Measure};
use domain::workbooks::{Choices, Ground, Places, Proposal, Workbook, measured, propose, understand};

use crate::programmes::{NewIndicators, WhichIndicator};
use crate::results::lacks;
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// The form that would take what a workbook says.
pub fn propose_form(desk: &mut Desk, workbook: &Workbook, as_of: Date) -> Result<Proposal, AppError> {
    let book = desk.book()?;
    let tree = book.tree(as_of);
    let nothing = || AppError::refused(Problem::error("workbook.nothing_to_ask", "form"));
    let (Some(top), Some(period)) = (tree.id_at(0), Period::containing(PeriodKind::Month, as_of)) else {
        return Err(nothing());
    };
    let asks_nothing = draft(top.clone());
    let places = Places::of(&tree);
    let ground = Ground {
        form: &asks_nothing,
        indicators: book.indicators.values().collect(),
        places: &places,
        all_places: &places,
        period,
    };
    let reading = understand(workbook, &ground, &Choices::default());
    propose(workbook, &reading.tables, &tree).ok_or_else(nothing)
}

/// A form that asks nothing yet, due as most are.
fn draft(parent: OrgUnitId) -> Form {
    Form {
        id: "".into(),
        name: String::new(),
        frequency: Frequency::Month,
        measure: Measure::Ytd,
        measures: BTreeMap::new(),
        indicators: Vec::new(),
        level: Level::County,
        parent,
        due: DueRule {
            day: DueDay::After(5),
            as_of_day: None,
            time: "17:00".into(),
            holiday: HolidayRule::Postpone,
        },
        evidence: Vec::new(),
        notes: Vec::new(),
        earlier: Vec::new(),
    }
}

/// A form as a person has decided it.
#[derive(Clone, Debug)]
pub struct NewForm {
    /// The name.
    pub name: String,
    /// How often.
    pub frequency: Frequency,
    /// 填报口径 of what runs in no other way.
    pub measure: Measure,
    /// The unit under which it is collected.
    pub parent: OrgUnitId,
    /// The level of the units that report.
    pub level: Level,
    /// What it asks, in order.
    pub asks: Vec<WhichIndicator>,
}

/// Makes a form together with the indicators that are new: one entry. Answers with the indicators in the order asked.
pub fn make_form(desk: &mut Desk, new: NewForm) -> Result<(FormId, Vec<IndicatorId>), AppError> {
    let NewForm { name, frequency, measure, parent, level, asks } = new;
    let mut made = NewIndicators::default();
    let (mut ids, mut rows, mut measures) = (Vec::new(), Vec::new(), BTreeMap::new());
    for which in asks {
        let accumulation = which.described(desk.book()?)?.accumulation;
        let (id, row) = made.settle(desk, which)?;
        if let Some(own) = measured(accumulation).filter(|own| *own != measure) {
            measures.insert(id.clone(), own);
        }
        rows.extend(row);
        ids.push(id);
    }
    let mut indicators: Vec<IndicatorId> = Vec::new();
    for id in &ids {
        if !indicators.contains(id) {
            indicators.push(id.clone());
        }
    }
    let id = FormId::new(desk.new_id("f"));
    let name = name.trim().to_owned();
    let form =
        Form { id: id.clone(), name, frequency, measure, measures, indicators, level, ..draft(parent) };
    let book = desk.book()?;
    let problems = lacks(&form, book, &|id| ids.contains(id));
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    rows.push(form.row());
    desk.write(Operation::Define, "", rows)?;
    Ok((id, ids))
}
