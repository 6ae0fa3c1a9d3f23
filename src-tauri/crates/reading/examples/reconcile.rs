//! Prints what the figures of texts say about the same things: `reconcile TEXT.txt…`. A date behind an @
//! is that of the text: `reconcile plan.txt@2022-01-18 report.txt`.

use std::path::Path;

use reading::{Finding, Source, discrepancies, extract};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut texts = Vec::new();
    for argument in std::env::args().skip(1) {
        let (path, date) = match argument.split_once('@') {
            Some((path, date)) => (path.to_owned(), Some(date.parse()?)),
            None => (argument, None),
        };
        let text = std::fs::read_to_string(&path)?.replace("\r\n", "\n");
        let name = Path::new(&path).file_stem().and_then(|stem| stem.to_str()).unwrap_or("text").to_owned();
        texts.push((name, text, date));
    }
    if texts.is_empty() {
        return Err("reconcile TEXT.txt[@YYYY-MM-DD]…".into());
    }
    let statements: Vec<_> = texts.iter().map(|(_, text, date)| extract(text, *date)).collect();
    let sources: Vec<Source<'_>> = texts
        .iter()
        .zip(&statements)
        .map(|((title, text, date), statements)| Source { title, text, date: *date, statements })
        .collect();
    for finding in discrepancies(&sources, &[]) {
        println!("{}", line(&sources, &finding));
    }
    Ok(())
}

fn line(sources: &[Source<'_>], finding: &Finding) -> String {
    let sides: Vec<String> = finding
        .sides
        .iter()
        .map(|side| {
            let title: String =
                sources.get(side.source).map_or("", |source| source.title).chars().take(3).collect();
            format!("[{title}:{}] {} = {}", side.span.start, side.indicator, side.quote)
        })
        .collect();
    let number = |value: Option<rust_decimal::Decimal>| {
        value.map_or_else(|| "-".to_owned(), |value| value.to_string())
    };
    format!(
        "{}\t{}\t{}\t{}\t{}\t{}",
        finding.class.code(),
        finding.rule.code(),
        sides.join(" | "),
        number(finding.check.expected),
        number(finding.check.found),
        finding.check.uom
    )
}
