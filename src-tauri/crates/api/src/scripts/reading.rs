//! Reading without a ledger: the statements and the quantities of a file, and what disagrees between files,
//! one JSON value each. Here only,
//! `unit` is the unit of measure, and the values of statements are JSON numbers.

use std::path::{Path, PathBuf};

use app::AppError;
use domain::documents::Span;
use domain::kernel::{Decimal, Problem};
use reading::{Finding, Kind, Quantity, Source, Statement, TimePhrase, Value as Amount, time_fields};
use serde_json::{Map, Number, Value, json};

use super::Failure;
use crate::rooms::documents;
use crate::rooms::print::plain;

/// The statements of a file. The date is that of the document; without one it is read from the text.
pub fn extract(file: &Path, date: Option<&str>) -> Result<Vec<Value>, Failure> {
    let date = documents::optional_date("date", date)?;
    let text = text_of(file)?;
    Ok(reading::extract(&text, date).iter().map(statement).collect())
}

/// The quantities, dates and periods of a file in the order of the text. Years and months of a period are no
/// quantities of their own.
pub fn quantities(file: &Path, date: Option<&str>) -> Result<Vec<Value>, Failure> {
    let date = documents::optional_date("date", date)?;
    let text = text_of(file)?;
    let date = date.or_else(|| reading::heading(&text).issued_on.map(|found| found.value));
    let times = reading::time_phrases(&text, date);
    let within =
        |span: Span| times.iter().any(|time| time.span.start <= span.start && span.end <= time.span.end);
    let mut values: Vec<(usize, Value)> = reading::quantities(&text)
        .iter()
        .filter(|found| !within(found.span))
        .map(|found| (found.span.start, quantity(found)))
        .collect();
    values.extend(times.iter().map(|found| (found.span.start, time_phrase(found))));
    values.sort_by_key(|(start, _)| *start);
    Ok(values.into_iter().map(|(_, value)| value).collect())
}

/// Figures of the files that were held against each other: those that disagree first, those that fit after.
pub fn reconcile(files: &[PathBuf], date: Option<&str>) -> Result<Vec<Value>, Failure> {
    let date = documents::optional_date("date", date)?;
    let texts = files.iter().map(|file| text_of(file)).collect::<Result<Vec<_>, _>>()?;
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let dates: Vec<_> = texts
        .iter()
        .map(|text| date.or_else(|| reading::heading(text).issued_on.map(|found| found.value)))
        .collect();
    let found: Vec<Vec<Statement>> =
        texts.iter().zip(&dates).map(|(text, date)| reading::extract(text, *date)).collect();
    let sources: Vec<Source<'_>> = names
        .iter()
        .zip(&texts)
        .zip(dates.iter().zip(&found))
        .map(|((title, text), (date, statements))| Source { title, text, date: *date, statements })
        .collect();
    Ok(reading::discrepancies(&sources, &[]).iter().map(|finding| discrepancy(finding, &sources)).collect())
}

fn discrepancy(finding: &Finding, sources: &[Source<'_>]) -> Value {
    let sides: Vec<Value> = finding
        .sides
        .iter()
        .map(|side| {
            let source = sources.get(side.source);
            let (low, high) = match side.base {
                Amount::One(value) => (value, None),
                Amount::Range(low, high) => (low, Some(high)),
            };
            json!({
                "file": source.map(|source| source.title),
                "quote": side.quote,
                "start": side.span.start,
                "end": side.span.end,
                "sentence": source.and_then(|source| side.sentence.of(source.text)),
                "indicator": side.indicator,
                "base": plain(low),
                "base_high": high.map(plain),
                "uom_base": side.uom_base.as_str(),
                "scope": side.scope,
                "time": side.time.map(|time| fields(time_fields(time))),
            })
        })
        .collect();
    json!({
        "class": finding.class.code(),
        "rule": finding.rule.code(),
        "expected": finding.check.expected.map(plain),
        "found": finding.check.found.map(plain),
        "difference": finding.check.difference.map(plain),
        "sides": sides,
    })
}

fn text_of(file: &Path) -> Result<String, Failure> {
    let bytes = documents::read_file(file)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let read = formats::text::read(name.as_deref(), &bytes)
        .map_err(|error| AppError::refused(Problem::error(error.code(), file.display().to_string())))?;
    Ok(read.text)
}

fn statement(statement: &Statement) -> Value {
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| drop(out.insert(name.to_owned(), value));
    put("quote", json!(statement.quote));
    put("start", json!(statement.span.start));
    put("end", json!(statement.span.end));
    put("kind", json!(if statement.kind == Kind::Target { "target" } else { "outcome" }));
    put("indicator", json!(statement.indicator));
    for (name, amount) in [("value", statement.value), ("value_base", statement.base)] {
        match amount {
            Amount::One(value) => put(name, number(value)),
            Amount::Range(low, high) => {
                put(&format!("{name}_low"), number(low));
                put(&format!("{name}_high"), number(high));
            }
        }
    }
    put("unit", json!(statement.uom.as_str()));
    put("unit_base", json!(statement.uom_base.as_str()));
    put("comparator", json!(statement.comparator_sign()));
    put("scope", json!(statement.scope));
    put("time", json!(statement.time.map(|time| fields(time_fields(time)))));
    put("time_text", json!(statement.time_text));
    put("accumulation", json!(statement.accumulation.code()));
    let coverage_of = statement.coverage_of.as_ref().map(|of| {
        json!({
            "indicator": of.indicator,
            "comparator": of.comparator_sign(),
            "threshold": number(of.threshold),
            "unit": of.uom.as_str(),
        })
    });
    put("coverage_of", json!(coverage_of));
    put("flags", json!(statement.flags));
    put("rules", json!(statement.rules));
    Value::Object(out)
}

fn quantity(found: &Quantity) -> Value {
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| drop(out.insert(name.to_owned(), value));
    put("text", json!(found.text));
    put("start", json!(found.span.start));
    put("end", json!(found.span.end));
    put("type", json!(found.kind.code()));
    match found.high {
        Some(high) => {
            put("low", json!(plain(found.value)));
            put("high", json!(plain(high)));
        }
        None => put("value", json!(plain(found.value))),
    }
    put("uom", json!(found.uom.as_str()));
    put("qualifier", json!(found.qualifier.to_string()));
    match found.base_high {
        Some(high) => {
            put("base_low", json!(plain(found.base)));
            put("base_high", json!(plain(high)));
        }
        None => put("base", json!(plain(found.base))),
    }
    Value::Object(out)
}

fn time_phrase(found: &TimePhrase) -> Value {
    json!({
        "text": found.text,
        "start": found.span.start,
        "end": found.span.end,
        "type": found.code(),
        "time": found.time.map(|time| fields(time_fields(time))),
    })
}

fn fields(fields: Vec<(&'static str, Option<String>)>) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect())
}

/// A decimal as a JSON number; a whole one without a point.
fn number(value: Decimal) -> Value {
    let text = plain(value);
    text.parse::<i64>()
        .map(Number::from)
        .ok()
        .or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64))
        .map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_json_numbers() {
        for (text, printed) in [
            ("400", "400"),
            ("400.0", "400"),
            ("0.547", "0.547"),
            ("-1.50", "-1.5"),
            ("8676000000", "8676000000"),
        ] {
            let value: Decimal = text.parse().expect("a number");
            assert_eq!(number(value).to_string(), printed);
        }
    }
}
