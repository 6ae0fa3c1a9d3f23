//! Prints the statements of texts, one JSON value a line: `extract TEXT.txt [YYYY-MM-DD]`, or
//! `extract --into FOLDER TEXT.txt…`, which writes FOLDER/seed-NNN.jsonl for a text NNN_….txt and
//! FOLDER/NAME.jsonl for any other. `extract --passed TEXT.txt…` lists the numbers passed over.

use std::fmt::Write as _;
use std::path::Path;

use reading::{Kind, Statement, Value, extract, passed_over, time_fields};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((first, rest)) if first == "--into" => {
            let Some((folder, texts)) = rest.split_first() else { return Err("no folder".into()) };
            for text in texts {
                let name = Path::new(text).file_stem().and_then(|stem| stem.to_str()).unwrap_or("text");
                let seed = name.split_once('_').filter(|(number, _)| number.len() == 3);
                let name = seed.map_or(name.to_owned(), |(number, _)| format!("seed-{number}"));
                let content = std::fs::read_to_string(text)?.replace("\r\n", "\n");
                std::fs::write(Path::new(folder).join(format!("{name}.jsonl")), lines(&content, None))?;
            }
        }
        Some((first, rest)) if first == "--passed" => {
            for path in rest {
                for over in passed_over(&std::fs::read_to_string(path)?.replace("\r\n", "\n"), None) {
                    println!("{}\t{}", over.rule, over.quote);
                }
            }
        }
        Some((text, rest)) => {
            let date = rest.first().map(|date| date.parse()).transpose()?;
            print!("{}", lines(&std::fs::read_to_string(text)?.replace("\r\n", "\n"), date));
        }
        None => return Err("extract TEXT.txt [YYYY-MM-DD] | --into FOLDER TEXT.txt…".into()),
    }
    Ok(())
}

fn lines(text: &str, date: Option<chrono::NaiveDate>) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    extract(text, date).iter().fold(String::new(), |mut lines, statement| {
        lines.push_str(&line(statement));
        lines.push('\n');
        lines
    })
}

fn line(statement: &Statement) -> String {
    let mut out = String::from("{");
    let _ = write!(
        out,
        "\"quote\":{},\"start\":{},\"end\":{}",
        text(&statement.quote),
        statement.span.start,
        statement.span.end
    );
    let kind = if statement.kind == Kind::Target { "target" } else { "outcome" };
    let _ = write!(out, ",\"kind\":\"{kind}\",\"indicator\":{}", text(&statement.indicator));
    for (name, value) in [("value", statement.value), ("value_base", statement.base)] {
        match value {
            Value::One(value) => {
                let _ = write!(out, ",\"{name}\":{value}");
            }
            Value::Range(low, high) => {
                let _ = write!(out, ",\"{name}_low\":{low},\"{name}_high\":{high}");
            }
        }
    }
    let _ = write!(
        out,
        ",\"unit\":{},\"unit_base\":{}",
        text(statement.uom.as_str()),
        text(statement.uom_base.as_str())
    );
    let _ = write!(
        out,
        ",\"comparator\":\"{}\",\"scope\":{}",
        statement.comparator_sign(),
        optional(statement.scope.as_deref())
    );
    let time = statement.time.map(|time| {
        let fields: Vec<String> = time_fields(time)
            .into_iter()
            .map(|(name, value)| format!("\"{name}\":{}", optional(value.as_deref())))
            .collect();
        format!("{{{}}}", fields.join(","))
    });
    let _ = write!(
        out,
        ",\"time\":{},\"time_text\":{}",
        time.as_deref().unwrap_or("null"),
        optional(statement.time_text.as_deref())
    );
    let _ = write!(out, ",\"accumulation\":\"{}\"", statement.accumulation.code());
    let coverage = statement.coverage_of.as_ref().map_or("null".to_owned(), |of| {
        let comparator = of.comparator_sign();
        format!(
            "{{\"indicator\":{},\"comparator\":\"{comparator}\",\"threshold\":{},\"unit\":{}}}",
            text(&of.indicator),
            of.threshold,
            text(of.uom.as_str())
        )
    });
    let _ = write!(out, ",\"coverage_of\":{coverage}");
    let flags: Vec<String> = statement.flags.iter().map(|flag| text(flag)).collect();
    let rules: Vec<String> = statement.rules.iter().map(|rule| text(rule)).collect();
    let _ = write!(out, ",\"flags\":[{}],\"rules\":[{}]}}", flags.join(","), rules.join(","));
    out
}

fn optional(value: Option<&str>) -> String {
    value.map_or_else(|| "null".to_owned(), text)
}

fn text(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
