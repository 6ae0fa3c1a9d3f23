//! One function for each list of the format.

use std::collections::BTreeMap;

use domain::checks::Explanation;
use domain::documents::{Document, Excerpt, Observation, Span, Time};
use domain::exchange::Submission;
use domain::kernel::{Date, DocumentId, ExcerptId, FieldError, Fields, OfficeId, Problem, Qualifier, Uom};
use domain::org::{Level, Office, OrgUnit, Person, UnitPosition};
use domain::programmes::{
    Accumulation, Authority, Direction, Indicator, PlaceRule, Programme, ProgrammeKind, TimeRule,
};
use domain::results::{CellState, DueDay, DueRule, Edition, Form, Measure, ResultCell, ResultKey};
use domain::targets::{
    Allocation, Baseline, Binding, Comparator, CompletionRule, Coverage, Schedule, SchedulePoint, Strength,
    Target, TargetKind, Threshold, Tolerance,
};

use super::super::Definition;
use super::super::fields::{Object, Read, exact};
use super::Reader;

impl Reader {
    pub(super) fn unit(&mut self, object: &mut Object<'_>, at: usize) -> Read<()> {
        let code = object.id("code")?;
        if code.contains('|') {
            return object.wrong("interchange.unreadable", "code", code);
        }
        let unit = OrgUnit {
            id: code.as_str().into(),
            name: object.id("name")?,
            level: object.parse::<Level>("level")?,
            code: object.text_opt("division_code")?,
            pseudo: object.parse_or("pseudo", false)?,
            attributes: object.pairs("attributes")?.into_iter().collect(),
            aliases: object.texts("aliases")?,
        };
        let order = u32::try_from(at).unwrap_or(u32::MAX);
        let mut positions = Vec::new();
        let mut problems = Vec::new();
        for (map, place) in object.inner_list("earlier_positions")? {
            positions.push(self.position(&code, &mut Object::new(map, place, &mut problems), order));
        }
        object.problems().append(&mut problems);
        positions.push(self.position(&code, object, order));
        let positions = positions.into_iter().collect::<Result<Vec<_>, _>>()?;
        self.make("unit row", code, object, "code")?;
        self.data.units.push(unit);
        self.data.positions.extend(positions);
        Ok(())
    }

    fn position(&self, code: &str, object: &mut Object<'_>, order: u32) -> Read<UnitPosition> {
        Ok(UnitPosition {
            org_unit: code.into(),
            parent: self.need_opt("org_unit", object, "parent")?,
            from: object.parse_opt("from")?,
            to: object.parse_opt("to")?,
            order: object.parse_or("order", order)?,
            successor: self.need_opt("org_unit", object, "successor")?,
            name_then: object.text_opt("name_then")?,
        })
    }

    pub(super) fn office(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let id = object.id("id")?;
        let office = Office {
            id: id.as_str().into(),
            name: object.text("name")?,
            org_unit: self.need("org_unit", object, "org_unit")?,
        };
        self.make("office", id, object, "id")?;
        self.data.offices.push(office);
        Ok(())
    }

    pub(super) fn person(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let id = object.id("id")?;
        let person = Person {
            id: id.as_str().into(),
            name: object.text("name")?,
            office: self.need("office", object, "office")?,
            roles: object.parse_list("roles")?.into_iter().collect(),
            phone: object.text_opt("phone")?,
        };
        self.make("person", id, object, "id")?;
        self.data.persons.push(person);
        Ok(())
    }

    pub(super) fn document(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let id = object.id("id")?;
        let document = Document {
            id: id.as_str().into(),
            title: object.text("title")?,
            issuer: object.text_opt("issuer")?,
            doc_number: object.text_opt("doc_number")?,
            issued_on: object.parse_opt("issued_on")?,
            org_unit: self.need_opt("org_unit", object, "org_unit")?,
            file_name: object.text_opt("file_name")?,
            text: object.text("text")?,
            replaces: object.parse_opt("replaces")?,
            note: object.text_opt("note")?,
        };
        self.make("document", id, object, "id")?;
        self.data.documents.push(document);
        Ok(())
    }

    pub(super) fn excerpt(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let document = self.need("document", object, "document")?;
        self.passage(&document, object).map(drop)
    }

    /// A passage where it is first met; met again it must be the same.
    fn passage(&mut self, document: &DocumentId, object: &mut Object<'_>) -> Read<ExcerptId> {
        let span = Span { start: object.parse("start")?, end: object.parse("end")? };
        let id = object.text_opt("id")?.unwrap_or_else(|| format!("{document}@{}-{}", span.start, span.end));
        let stands =
            self.data.documents.iter().find(|known| known.id == *document).map(|known| span.of(&known.text));
        let Some(Some(stands)) = stands else {
            return object.wrong("interchange.span", "start", format!("{}–{}", span.start, span.end));
        };
        let quote = match object.text_opt("quote")? {
            None => stands.to_owned(),
            Some(quote) => {
                if quote != stands {
                    object.note("interchange.quote_differs", "quote", "");
                }
                quote
            }
        };
        let excerpt = Excerpt { id: id.as_str().into(), document: document.clone(), span, quote };
        if self.known.contains(&("excerpt", id.clone())) {
            let same = self.data.excerpts.contains(&excerpt);
            return if same { Ok(excerpt.id) } else { object.wrong("interchange.duplicate", "id", id) };
        }
        self.known.insert(("excerpt", id));
        self.data.excerpts.push(excerpt.clone());
        Ok(excerpt.id)
    }

    /// `document` and `excerpt` of a target or an observation.
    fn source(&mut self, object: &mut Object<'_>) -> Read<Option<ExcerptId>> {
        let Some(document) = self.need_opt("document", object, "document")? else { return Ok(None) };
        match object.inner("excerpt")? {
            None => Ok(None),
            Some(mut inner) => self.passage(&document, &mut inner).map(Some),
        }
    }

    pub(super) fn programme(&mut self, object: &mut Object<'_>, at: usize) -> Read<()> {
        let id = object.id("id")?;
        let parent = self.need_opt("programme", object, "parent")?;
        let kind = if parent.is_none() { ProgrammeKind::Programme } else { ProgrammeKind::Project };
        let programme = Programme {
            id: id.as_str().into(),
            name: object.id("name")?,
            parent,
            kind: object.parse_or("kind", kind)?,
            order: object.parse_or("order", u32::try_from(at).unwrap_or(u32::MAX))?,
            lead_agency: object.text_opt("lead_agency")?,
            responsible_agencies: object.texts("responsible_agencies")?,
            supporting_agencies: object.texts("supporting_agencies")?,
            from: object.parse_opt("from")?,
            to: object.parse_opt("to")?,
            excerpt: self.need_opt("excerpt", object, "excerpt")?,
        };
        self.make("programme row", id, object, "id")?;
        self.data.programmes.push(programme);
        Ok(())
    }

    pub(super) fn indicator(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let id = object.id("id")?;
        if id.contains('|') {
            return object.wrong("interchange.unreadable", "id", id);
        }
        let indicator = Indicator {
            id: id.as_str().into(),
            name: object.id("name")?,
            definition: object.text_opt("definition")?,
            uom: Uom::new(object.text("uom")?),
            decimals: object.parse_or("decimals", 0)?,
            accumulation: object.parse::<Accumulation>("accumulation")?,
            direction: object.parse_or("direction", Direction::Up)?,
            time_rule: object.parse_or("time_rule", TimeRule::Last)?,
            place_rule: object.parse_or("place_rule", PlaceRule::Sum)?,
            numerator: self.need_opt("indicator", object, "numerator")?,
            denominator: self.need_opt("indicator", object, "denominator")?,
            weight: self.need_opt("indicator", object, "weight")?,
            authority: object.parse_or("authority", Authority::Own)?,
            programme: self.need_opt("programme", object, "programme")?,
            continues: self.need_opt("indicator", object, "continues")?,
        };
        self.make("indicator row", id, object, "id")?;
        self.data.indicators.push(indicator);
        Ok(())
    }

    pub(super) fn target(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let id = object.id("id")?;
        let baseline = match object.inner("baseline")? {
            None => None,
            Some(mut inner) => {
                Some(Baseline { value: inner.decimal("value")?, period: inner.parse_opt("period")? })
            }
        };
        let tolerance_by = object.parse_opt("tolerance_by")?;
        let tolerance = object.decimal_opt("tolerance")?.map(|number| Tolerance::new(number, tolerance_by));
        let target = Target {
            id: id.as_str().into(),
            valid_from: object.parse_opt("valid_from")?,
            indicator: self.need("indicator", object, "indicator")?,
            org_unit: self.need("org_unit", object, "org_unit")?,
            kind: object.parse_or("kind", TargetKind::Level)?,
            comparator: object.parse_or("comparator", Comparator::Gte)?,
            value: object.decimal_opt("value")?,
            value2: object.decimal_opt("value2")?,
            tolerance,
            baseline,
            change_by: object.parse_opt("change_by")?,
            growth: object.parse_opt("growth")?,
            rising: object.parse_or("rising", false)?,
            from: object.parse_opt("from")?,
            deadline: object.parse_opt("deadline")?,
            recurrence: object.parse_opt("recurrence")?,
            completion_rule: object.parse_or("completion_rule", CompletionRule::Ratio)?,
            schedule: schedule(object)?,
            coverage: self.coverage(object)?,
            strength: object.parse_or("strength", Strength::Plan)?,
            binding: object.parse_or("binding", Binding::General)?,
            excerpt: self.source(object)?,
            programme: self.need_opt("programme", object, "programme")?,
            responsible: object.text_opt("responsible")?,
            own: object.parse_or("own", false)?,
            note: object.text_opt("note")?,
        };
        self.make("target version", target.key(), object, "id")?;
        self.known.insert(("target", id));
        self.data.targets.push(target);
        Ok(())
    }

    fn coverage(&self, object: &mut Object<'_>) -> Read<Option<Coverage>> {
        let Some(mut inner) = object.inner("coverage")? else { return Ok(None) };
        let found = self.need_opt("indicator", &mut inner, "found")?;
        let threshold = match (by_attribute(&mut inner)?, found) {
            (Some(threshold), _) => threshold,
            (None, Some(found)) => Threshold::Found(found),
            (None, None) => Threshold::One(inner.decimal("threshold")?),
        };
        let units = inner.texts("units")?;
        for unit in &units {
            self.refer("org_unit", &mut inner, "units", unit)?;
        }
        Ok(Some(Coverage {
            indicator: self.need("indicator", &mut inner, "indicator")?,
            comparator: inner.parse_or("comparator", Comparator::Gte)?,
            threshold,
            threshold2: inner.decimal_opt("threshold2")?,
            level: inner.parse("level")?,
            units: units.iter().map(|id| id.as_str().into()).collect(),
            population: inner.parse_opt("population")?,
        }))
    }

    pub(super) fn allocation(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let allocation = Allocation {
            target: self.need("target", object, "target")?,
            valid_from: object.parse_opt("valid_from")?,
            org_unit: self.need("org_unit", object, "org_unit")?,
            period: object.parse_opt("period")?,
            value: object.decimal("value")?,
            note: object.text_opt("note")?,
        };
        self.make("allocation", allocation.key(), object, "org_unit")?;
        self.data.allocations.push(allocation);
        Ok(())
    }

    pub(super) fn form(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let id = object.id("id")?;
        let mut earlier = Vec::new();
        let mut problems = Vec::new();
        for (map, place) in object.inner_list("earlier")? {
            let mut edition = Object::new(map, place, &mut problems);
            let until = edition.parse::<Date>("until");
            earlier.push(until.and_then(|until| self.edition(&mut edition, until)));
        }
        object.problems().append(&mut problems);
        let mut earlier = earlier.into_iter().collect::<Result<Vec<_>, _>>()?;
        earlier.sort_by_key(|edition| edition.until);
        let now = self.edition(object, Date::MAX)?;
        let form = Form {
            id: id.as_str().into(),
            name: now.name,
            frequency: object.parse("frequency")?,
            measure: object.parse("measure")?,
            measures: now.measures,
            indicators: now.indicators,
            parent: self.need("org_unit", object, "parent")?,
            level: object.parse("level")?,
            due: now.due,
            evidence: now.evidence,
            notes: now.notes,
            earlier,
        };
        self.make("form", id, object, "id")?;
        self.data.forms.push(form);
        Ok(())
    }

    /// What a form asks for until a day.
    fn edition(&mut self, object: &mut Object<'_>, until: Date) -> Read<Edition> {
        let indicators = object.texts("indicators")?;
        for indicator in &indicators {
            self.refer("indicator", object, "indicators", indicator)?;
        }
        let proven = object.texts("evidence")?;
        for indicator in &proven {
            self.refer("indicator", object, "evidence", indicator)?;
        }
        let mut measures = BTreeMap::new();
        for (indicator, measure) in object.pairs("measures")? {
            match measure.parse::<Measure>() {
                Ok(measure) => measures.insert(indicator.as_str().into(), measure),
                Err(_) => return object.wrong("interchange.unreadable", "measures", measure),
            };
        }
        let Some(mut inner) = object.inner("due")? else {
            return object.wrong("interchange.missing", "due", "");
        };
        let due = DueRule {
            day: match inner.parse_opt("day")? {
                Some(day) => DueDay::OfMonth(day),
                None => DueDay::After(inner.parse("days_after")?),
            },
            as_of_day: inner.parse_opt("as_of_day")?,
            time: inner.text("time")?,
            holiday: inner.parse("holiday")?,
        };
        Ok(Edition {
            until,
            name: object.text("name")?,
            measures,
            indicators: indicators.iter().map(|id| id.as_str().into()).collect(),
            due,
            evidence: proven.iter().map(|id| id.as_str().into()).collect(),
            notes: object.texts("notes")?,
        })
    }

    pub(super) fn result(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let key = ResultKey {
            indicator: self.need("indicator", object, "indicator")?,
            measure: object.parse::<Measure>("measure")?,
            org_unit: self.need("org_unit", object, "org_unit")?,
            period: object.parse("period")?,
        };
        let state = match object.text_opt("state")?.as_deref() {
            None | Some("number") => {
                let uom = match object.text_opt("uom")? {
                    Some(uom) => Uom::new(uom),
                    None => self.uom_of(&key),
                };
                let qualifier = object.parse_or("qualifier", Qualifier::Exact)?;
                CellState::Number { value: object.decimal("value")?, uom, qualifier }
            }
            Some("nil") => CellState::Nil,
            Some("na") => CellState::NotApplicable,
            Some(other) => {
                let other = other.to_owned();
                return object.wrong("interchange.unreadable", "state", other);
            }
        };
        let text = key.text();
        let result = ResultCell {
            key,
            state,
            as_of: object.parse_opt("as_of")?,
            note: object.text_opt("note")?,
            evidence: object.texts("evidence")?,
        };
        self.make("result", text, object, "period")?;
        self.data.results.push(result);
        Ok(())
    }

    fn uom_of(&self, key: &ResultKey) -> Uom {
        let mut indicators = self.data.indicators.iter();
        indicators.find(|known| known.id == key.indicator).map(|known| known.uom.clone()).unwrap_or_default()
    }

    pub(super) fn observation(&mut self, object: &mut Object<'_>, at: usize) -> Read<()> {
        let id = object.text_opt("id")?.unwrap_or_else(|| format!("o{}", at + 1));
        let indicator = self.need("indicator", object, "indicator")?;
        let org_unit = self.need("org_unit", object, "org_unit")?;
        let observation = Observation {
            id: id.clone(),
            indicator,
            org_unit,
            time: time(object)?,
            value: object.decimal("value")?,
            uom: Uom::new(object.text("uom")?),
            qualifier: object.parse_or("qualifier", Qualifier::Exact)?,
            excerpt: match self.source(object)? {
                Some(excerpt) => excerpt,
                None => return object.wrong("interchange.missing", "excerpt", ""),
            },
            note: object.text_opt("note")?,
        };
        self.make("observation", id, object, "id")?;
        self.data.observations.push(observation);
        Ok(())
    }

    pub(super) fn submission(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let submission = Submission {
            form: self.need("form", object, "form")?,
            org_unit: self.need("org_unit", object, "org_unit")?,
            period: object.parse("period")?,
            state: object.parse("state")?,
            reason: object.text_opt("reason")?,
            rows_root: object.text_opt("rows_root")?,
            office: object.text_opt("office")?.map(OfficeId::new),
        };
        self.make("submission", submission.id().to_string(), object, "period")?;
        self.data.submissions.push(submission);
        Ok(())
    }

    pub(super) fn explanation(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let cell = ResultKey {
            indicator: self.need("indicator", object, "indicator")?,
            measure: object.parse("measure")?,
            org_unit: self.need("org_unit", object, "org_unit")?,
            period: object.parse("period")?,
        };
        let explanation = Explanation {
            cell,
            code: object.id("code")?,
            value: object.text("value")?,
            text: object.id("text")?,
        };
        self.make("explanation", explanation.key(), object, "code")?;
        self.data.explanations.push(explanation);
        Ok(())
    }

    pub(super) fn decision(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let definition = self.definition("decision", object)?;
        self.data.decisions.push(definition);
        Ok(())
    }

    pub(super) fn same_as(&mut self, object: &mut Object<'_>, _: usize) -> Read<()> {
        let definition = self.definition("same_as", object)?;
        self.data.same_as.push(definition);
        Ok(())
    }

    fn definition(&mut self, noun: &'static str, object: &mut Object<'_>) -> Read<Definition> {
        let id = object.id("id")?;
        let fields = object.pairs("fields")?.into_iter().collect();
        self.make(noun, id.clone(), object, "id")?;
        Ok(Definition { id, fields })
    }
}

/// A group of settings, where it is there and may be set so.
pub(super) fn setting<T>(
    groups: &mut Object<'_>,
    group: &str,
    read: fn(&Fields) -> Result<T, FieldError>,
    problems: fn(&T) -> Vec<Problem>,
) -> Read<Option<T>> {
    if groups.value(group).is_none() {
        return Ok(None);
    }
    let fields = groups.pairs(group)?.into_iter().collect();
    let field = |name: &str| format!("{group}.{name}");
    match read(&fields) {
        Err(FieldError::Missing(name)) => groups.wrong("interchange.missing", &field(&name), ""),
        Err(FieldError::Unreadable { name, text }) => {
            groups.wrong("interchange.unreadable", &field(&name), text)
        }
        Ok(settings) => match problems(&settings).first() {
            None => Ok(Some(settings)),
            Some(problem) => {
                groups.wrong("interchange.unreadable", &field(&problem.place), problem.detail.join(" "))
            }
        },
    }
}

fn schedule(object: &mut Object<'_>) -> Read<Schedule> {
    let Some(mut inner) = object.inner("schedule")? else { return Ok(Schedule::CalendarMonth) };
    let kind = inner.text("type")?;
    Ok(match kind.as_str() {
        "calendar_month" => Schedule::CalendarMonth,
        "calendar_day" => Schedule::CalendarDay,
        "year_end" => Schedule::YearEnd,
        "none" => Schedule::None,
        "seasonal" => {
            let weights: Option<Vec<_>> = inner.texts("weights")?.iter().map(|text| exact(text)).collect();
            match weights {
                Some(weights) => Schedule::Seasonal(weights),
                None => return inner.wrong("interchange.unreadable", "weights", ""),
            }
        }
        "curve" => {
            let mut points = Vec::new();
            for (map, place) in inner.inner_list("points")? {
                let mut point = Object::new(map, place, inner.problems());
                points.push(SchedulePoint { day: point.parse("day")?, value: point.decimal("value")? });
            }
            // A plan is a row's named texts, so it comes back by day, and a day has one value.
            points.sort_by_key(|point| point.day);
            Schedule::Curve(points)
        }
        other => {
            let other = other.to_owned();
            return inner.wrong("interchange.unreadable", "type", other);
        }
    })
}

/// `{"zone":{"农区":"200","牧区":"150"}}`.
fn by_attribute(inner: &mut Object<'_>) -> Read<Option<Threshold>> {
    let Some(value) = inner.value("by_attribute") else { return Ok(None) };
    let read = || {
        let (attribute, values) = value.as_object().filter(|map| map.len() == 1)?.iter().next()?;
        let mut found = BTreeMap::new();
        for (name, value) in values.as_object()? {
            found.insert(name.clone(), exact(value.as_str()?)?);
        }
        Some(Threshold::ByAttribute(attribute.clone(), found))
    };
    match read() {
        Some(threshold) => Ok(Some(threshold)),
        None => inner.wrong("interchange.unreadable", "by_attribute", ""),
    }
}

fn time(object: &mut Object<'_>) -> Read<Time> {
    let Some(mut inner) = object.inner("time")? else { return Ok(Time::Open) };
    if let Some(day) = inner.parse_opt("as_of")? {
        return Ok(Time::AsOf(day));
    }
    if inner.text_opt("period")?.as_deref() == Some("annual") {
        return Ok(Time::Annual);
    }
    if let Some(period) = inner.parse_opt("period")? {
        return Ok(Time::Period(period));
    }
    if let Some(day) = inner.parse_opt("deadline")? {
        return Ok(Time::Deadline(day));
    }
    match inner.parse_opt("from")? {
        Some(from) => Ok(Time::Span(from, inner.parse_opt("to")?)),
        None => Ok(Time::Open),
    }
}
