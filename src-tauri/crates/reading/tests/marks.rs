//! Holds the marks of reading on annotated texts: those beside this file on every machine, the seeds
//! where `../shared` is. Counts as gold/score.py does: a proposal is a hit when it overlaps the place of
//! an item and has its value; kind, comparator, unit and time are then judged one by one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use reading::{Kind, Statement, Value, extract, time_fields};
use serde_json::Value as Json;

/// Hits on each level, beside what was proposed and what was wanted.
#[derive(Default, Debug)]
struct Tally {
    wanted: usize,
    proposed: usize,
    hits: BTreeMap<&'static str, usize>,
    targets: (usize, usize, usize),
    traps: usize,
}

impl Tally {
    fn f1(&self, level: &str) -> f64 {
        let hits = self.hits.get(level).copied().unwrap_or(0);
        2.0 * hits as f64 / (self.wanted + self.proposed).max(1) as f64
    }

    fn target_f1(&self) -> f64 {
        let (hits, proposed, wanted) = self.targets;
        2.0 * hits as f64 / (proposed + wanted).max(1) as f64
    }
}

fn items(path: &Path) -> Vec<Json> {
    fs::read_to_string(path)
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).expect("an item a line"))
        .collect()
}

fn spans(item: &Json, text: &str) -> Vec<(usize, usize)> {
    let quote = item["quote"].as_str().unwrap_or_default();
    let found: Vec<(usize, usize)> = text
        .match_indices(quote)
        .map(|(at, _)| {
            let start = text[..at].chars().count();
            (start, start + quote.chars().count())
        })
        .collect();
    match item["occurrence"].as_u64() {
        Some(n) if n >= 1 && (n as usize) <= found.len() => vec![found[n as usize - 1]],
        _ => found,
    }
}

fn overlap(spans: &[(usize, usize)], statement: &Statement) -> usize {
    let (start, end) = (statement.span.start, statement.span.end);
    spans.iter().map(|(a, b)| (*b).min(end).saturating_sub((*a).max(start))).max().unwrap_or(0)
}

fn number(value: &Json) -> Option<f64> {
    value.as_f64()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

fn as_float(value: reading::Value) -> (f64, Option<f64>) {
    let float = |value: domain::kernel::Decimal| value.to_string().parse::<f64>().expect("a decimal");
    match value {
        Value::One(value) => (float(value), None),
        Value::Range(low, high) => (float(low), Some(float(high))),
    }
}

fn same_value(item: &Json, statement: &Statement) -> bool {
    let (low, high) = as_float(statement.base);
    if let (Some(wanted_low), Some(wanted_high)) =
        (number(&item["value_base_low"]), number(&item["value_base_high"]))
    {
        return near(low, wanted_low) && high.is_some_and(|high| near(high, wanted_high));
    }
    let others = item["value_base_alt"].as_array().cloned().unwrap_or_default();
    high.is_none()
        && [&item["value_base"]].into_iter().chain(&others).filter_map(number).any(|wanted| near(low, wanted))
}

fn unit(words: &str) -> String {
    let plain: String =
        words.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '％' { '%' } else { c }).collect();
    if plain == "个百分点" { "百分点".to_owned() } else { plain }
}

fn same_unit(item: &Json, statement: &Statement) -> bool {
    let alternatives = item["unit_alt"].as_array().cloned().unwrap_or_default();
    let wanted = [&item["unit"]].into_iter().chain(&alternatives).filter_map(Json::as_str).map(unit);
    let base = unit(statement.uom_base.as_str());
    wanted.into_iter().any(|wanted| wanted == unit(statement.uom.as_str()))
        || !base.is_empty() && item["unit_base"].as_str().map(unit) == Some(base)
}

fn same_comparator(item: &Json, statement: &Statement) -> bool {
    let sign = statement.comparator_sign();
    let alternatives = item["comparator_alt"].as_array().cloned().unwrap_or_default();
    [&item["comparator"]]
        .into_iter()
        .chain(&alternatives)
        .filter_map(Json::as_str)
        .any(|wanted| wanted == sign)
}

/// First and last day of 2025, 2025-06, 2025-06-30, 2025-Q2.
fn interval(words: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = words.split('-').collect();
    let year: i32 = parts.first()?.parse().ok()?;
    let months = |from: u32, to: u32| {
        let last = chrono::NaiveDate::from_ymd_opt(year, to, 1)?
            .checked_add_months(chrono::Months::new(1))?
            .pred_opt()?;
        Some((format!("{year}-{from:02}-01"), last.to_string()))
    };
    match parts.as_slice() {
        [_] => months(1, 12),
        [_, part] if part.starts_with('Q') => {
            part[1..].parse::<u32>().ok().and_then(|q| months(3 * q - 2, 3 * q))
        }
        [_, part] if part.starts_with('H') => {
            part[1..].parse::<u32>().ok().and_then(|h| months(6 * h - 5, 6 * h))
        }
        [_, month] => month.parse().ok().and_then(|month| months(month, month)),
        [_, _, _] => Some((words.to_owned(), words.to_owned())),
        _ => None,
    }
}

type Bounds = Option<(Option<String>, Option<String>)>;

fn bounds<'a>(field: impl Fn(&str) -> Option<&'a str>) -> Bounds {
    let start = field("from").and_then(interval).map(|found| found.0);
    let end = ["deadline", "as_of", "to", "period"]
        .into_iter()
        .find_map(|name| field(name).and_then(interval))
        .map(|found| found.1);
    (start.is_some() || end.is_some()).then_some((start, end))
}

fn same_time(item: &Json, statement: &Statement) -> bool {
    let wanted = bounds(|name| item["time"][name].as_str());
    let fields = statement.time.map(time_fields).unwrap_or_default();
    let found = bounds(|name| {
        fields.iter().find(|(field, _)| *field == name).and_then(|(_, value)| value.as_deref())
    });
    match (wanted, found) {
        (None, None) => true,
        (None, _) | (_, None) => item["time_implicit"].as_bool().unwrap_or(false),
        (Some((a, b)), Some((c, d))) if (b.is_none() || d.is_none()) && a.is_some() => {
            a == c || item["time_implicit"] == true && b == d
        }
        (Some((a, b)), Some((c, d))) => b == d && (a.is_none() || c.is_none() || a == c),
    }
}

fn is_target(item: &Json) -> bool {
    item["kind"] == "target"
}

fn judge(text: &str, gold: &[Json], traps: &[Json], neutral: &[Json]) -> Tally {
    let statements = extract(text, None);
    let mut tally = Tally::default();
    let mut pairs: Vec<(i64, usize, usize)> = Vec::new();
    for (at, item) in gold.iter().enumerate() {
        let places = spans(item, text);
        for (other, statement) in statements.iter().enumerate() {
            let shared = overlap(&places, statement);
            if shared > 0 && same_value(item, statement) {
                let kind = is_target(item) == (statement.kind == Kind::Target);
                let good = [
                    kind,
                    same_comparator(item, statement),
                    same_unit(item, statement),
                    same_time(item, statement),
                ];
                let required = i64::from(item["optional"] != true);
                let score = required * 10_000
                    + 1_000 * good.iter().filter(|good| **good).count() as i64
                    + shared.min(200) as i64;
                pairs.push((score, at, other));
            }
        }
    }
    pairs.sort_by_key(|(score, at, other)| (-score, *at, *other));
    let mut by_item: BTreeMap<usize, usize> = BTreeMap::new();
    let mut by_statement: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, at, other) in pairs {
        if !by_item.contains_key(&at) && !by_statement.contains_key(&other) {
            by_item.insert(at, other);
            by_statement.insert(other, at);
        }
    }
    for (at, item) in gold.iter().enumerate().filter(|(_, item)| item["optional"] != true) {
        tally.wanted += 1;
        tally.targets.2 += usize::from(is_target(item));
        let Some(statement) = by_item.get(&at).map(|other| &statements[*other]) else { continue };
        let kind = is_target(item) == (statement.kind == Kind::Target);
        tally.targets.0 += usize::from(kind && is_target(item));
        for (level, good) in [
            ("detection", true),
            ("kind", kind),
            ("comparator", same_comparator(item, statement)),
            ("unit", same_unit(item, statement)),
            ("time", same_time(item, statement)),
        ] {
            *tally.hits.entry(level).or_default() += usize::from(good);
        }
    }
    for (other, statement) in statements.iter().enumerate() {
        let matched = by_statement.get(&other);
        let optional = matched.is_some_and(|at| gold[*at]["optional"] == true);
        let left = matched.is_none() && neutral.iter().any(|item| overlap(&spans(item, text), statement) > 0);
        if optional || left {
            continue;
        }
        tally.proposed += 1;
        tally.targets.1 += usize::from(statement.kind == Kind::Target);
        let figure = as_float(statement.value).0;
        let fell = |trap: &&Json| {
            trap["figure"].as_str().and_then(|figure| figure.parse::<f64>().ok()) == Some(figure)
                && overlap(&spans(trap, text), statement) > 0
        };
        tally.traps += usize::from(matched.is_none() && traps.iter().any(|trap| fell(&trap)));
    }
    tally
}

fn add(sum: &mut Tally, one: &Tally) {
    sum.wanted += one.wanted;
    sum.proposed += one.proposed;
    sum.traps += one.traps;
    sum.targets =
        (sum.targets.0 + one.targets.0, sum.targets.1 + one.targets.1, sum.targets.2 + one.targets.2);
    for (level, hits) in &one.hits {
        *sum.hits.entry(level).or_default() += hits;
    }
}

fn of_text(rows: &[Json], text: &Path) -> Vec<Json> {
    let name = text.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    rows.iter().filter(|row| row["doc"].as_str().is_some_and(|doc| name.starts_with(doc))).cloned().collect()
}

/// What was counted on one text.
struct Scored {
    stem: String,
    tally: Tally,
}

fn score(gold: &Path, texts: &Path, text_of: impl Fn(&str, &[PathBuf]) -> Option<PathBuf>) -> Vec<Scored> {
    let mut all: Vec<PathBuf> =
        fs::read_dir(texts).expect("a folder").filter_map(Result::ok).map(|entry| entry.path()).collect();
    all.sort();
    let traps = items(&gold.join("hard-negatives.jsonl"));
    let neutral = items(&gold.join("neutral.jsonl"));
    let mut files: Vec<PathBuf> =
        fs::read_dir(gold).expect("a folder").filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "jsonl")) {
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let Some(path) = text_of(stem, &all) else { continue };
        let text = fs::read_to_string(&path).expect("a text").replace("\r\n", "\n");
        let tally = judge(&text, &items(file), &of_text(&traps, &path), &of_text(&neutral, &path));
        found.push(Scored { stem: stem.to_owned(), tally });
    }
    found
}

fn sum<'s>(texts: impl IntoIterator<Item = &'s Scored>) -> Tally {
    let mut sum = Tally::default();
    for text in texts {
        add(&mut sum, &text.tally);
    }
    sum
}

/// What has to be reached: F1 of each level, that of targets alone, and the most traps.
struct Marks {
    levels: [(&'static str, f64); 5],
    target: f64,
    traps: usize,
}

const fn marks(levels: [f64; 5], target: f64, traps: usize) -> Marks {
    let [detection, kind, comparator, unit, time] = levels;
    let levels = [
        ("detection", detection),
        ("kind", kind),
        ("comparator", comparator),
        ("unit", unit),
        ("time", time),
    ];
    Marks { levels, target, traps }
}

/// On documents nobody here has seen; what each style of our own has to hold too.
const UNSEEN: Marks = marks([0.92, 0.88, 0.88, 0.90, 0.80], 0.85, 5);
const SEEDS: Marks = marks([0.96, 0.94, 0.92, 0.95, 0.88], 0.88, 5);
const OWN: Marks = marks([0.98, 0.97, 0.97, 0.98, 0.95], 0.96, 2);

/// Prints the figures beside the marks and fails where one is missed.
fn hold(name: &str, sum: &Tally, marks: &Marks) {
    let figures = marks.levels.iter().map(|(level, mark)| (*level, sum.f1(level), *mark)).chain([(
        "target",
        sum.target_f1(),
        marks.target,
    )]);
    let mut line = format!("{name}: {} items", sum.wanted);
    let mut missed = Vec::new();
    for (level, found, mark) in figures {
        line.push_str(&format!("  {level} {found:.3} (mark {mark:.2})"));
        if found < mark {
            missed.push(level);
        }
    }
    line.push_str(&format!("  traps {} (at most {})", sum.traps, marks.traps));
    println!("{line}");
    assert!(missed.is_empty() && sum.traps <= marks.traps, "missed {missed:?} on {line}");
}

/// Our own texts by their number.
const STYLES: [(&str, &[&str]); 6] = [
    ("work reports", &["01", "12", "14", "15", "17", "26", "31", "38"]),
    ("livelihood lists", &["02", "16", "23", "32", "39"]),
    ("plan tables", &["03", "21", "22", "33"]),
    ("progress tables", &["04", "11", "19", "20", "28", "34", "40", "42", "45"]),
    ("news", &["05", "06", "10", "13", "18", "24", "27", "35", "41", "43", "44"]),
    ("garbled", &["07", "08", "09", "25", "29", "30", "36", "37"]),
];

#[test]
fn own_texts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reading");
    let texts = score(&folder, &folder, |stem, _| {
        Some(folder.join(format!("{stem}.txt"))).filter(|path| path.exists())
    });
    let listed: usize = STYLES.iter().map(|(_, numbers)| numbers.len()).sum();
    assert_eq!(texts.len(), listed, "every annotated text has a style");
    for (style, numbers) in STYLES {
        let of_style =
            |text: &&Scored| numbers.iter().any(|number| text.stem.starts_with(&format!("{number}-")));
        hold(style, &sum(texts.iter().filter(of_style)), &UNSEEN);
    }
    hold("own texts", &sum(&texts), &OWN);
}

#[test]
fn seeds() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared");
    if !shared.join("gold").is_dir() {
        println!("passed over: ../shared is not here, so the seeds are not scored");
        return;
    }
    let texts = score(&shared.join("gold"), &shared.join("seeds"), |stem, all| {
        let number = stem.strip_prefix("seed-")?;
        all.iter()
            .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(number)))
            .cloned()
    });
    hold("seeds", &sum(&texts), &SEEDS);
}
