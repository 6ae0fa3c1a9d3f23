//! Answers as text for a terminal. Columns are aligned by what a terminal shows: a Chinese
//! character is two wide.

use std::path::Path;
use std::time::Duration;

use api::scripts::{Failure, IndicatorTold, ScaleMade};
use api::wire::assessment::{Figure, TargetLine};
use api::wire::checks::ChecksView;
use api::wire::ledger::ProblemView;
use api::wire::programmes::IndicatorUsesView;
use api::wire::reports::ReportVerdict;
use api::wire::results::{ChangesView, FigureChange};
use api::wire::workbooks::{ImportWorkbookAnswer, WorkbookCell, WorkbookView};
use api::{ErrorCode, WireError};
use serde_json::Value;

/// The progress table.
pub fn status(lines: &[TargetLine]) -> String {
    let figure = |figure: &Option<Figure>| figure.as_ref().map_or("—".to_owned(), |f| f.text.clone());
    let mut rows =
        vec![["状态", "指标", "单位", "目标", "完成", "完成率%", "序时差", "缺口"].map(str::to_owned)];
    for line in lines {
        let actual = match (&line.coverage, &line.actual) {
            (Some(coverage), _) => coverage.clone(),
            (None, Some(actual)) => format!("{}{}", line.qualifier, actual.text),
            (None, None) => "—".to_owned(),
        };
        rows.push([
            line.status.word.clone(),
            line.name.clone(),
            line.org_unit_name.clone(),
            line.goal.clone(),
            actual,
            figure(&line.rate),
            figure(&line.variance),
            figure(&line.gap),
        ]);
    }
    table(&rows)
}

/// What a workbook says.
pub fn workbook(view: &WorkbookView) -> String {
    let counts = &view.counts;
    let mut text = format!(
        "{}\n新填 {}，改动 {}，相同 {}，空着而台账有数 {}，读不成数 {}，不能写入 {}\n",
        view.form_name,
        counts.new,
        counts.changed,
        counts.same,
        counts.emptied,
        counts.drafts,
        counts.refused
    );
    for problem in &view.problems {
        text.push_str(&format!("{}：{} {}\n", problem.place, problem.code, problem.detail.join(" ")));
    }
    text + &cells(&view.cells)
}

/// What became of a workbook.
pub fn imported(answer: &ImportWorkbookAnswer) -> String {
    let counts = format!(
        "写入 {}，相同 {}，读不成数留作草稿 {}，空着而台账有数、未动 {}，不能写入 {}\n",
        answer.written,
        answer.same,
        answer.drafts,
        answer.kept,
        answer.refused.len()
    );
    counts + &cells(&answer.refused)
}

fn cells(cells: &[WorkbookCell]) -> String {
    let mut rows = vec![["位置", "单位", "指标", "时期", "表中", "台账", "结果"].map(str::to_owned)];
    for cell in cells {
        let why = cell.problem.as_ref().map_or(String::new(), |problem| format!(" {}", problem.code));
        rows.push([
            cell.place.clone(),
            cell.org_unit_name.clone(),
            cell.indicator_name.clone(),
            cell.period_label.clone(),
            cell.text.clone(),
            cell.before.clone().unwrap_or_default(),
            format!("{}{why}", cell.fate),
        ]);
    }
    if cells.is_empty() { String::new() } else { table(&rows) }
}

fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let widths: [usize; N] = std::array::from_fn(|at| {
        rows.iter().map(|row| width(row.get(at).map_or("", String::as_str))).max().unwrap_or(0)
    });
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, wanted) in row.iter().zip(widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(wanted.saturating_sub(width(cell)) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum()
}

/// A statement of a text.
pub fn statement(value: &Value) -> String {
    let word = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or("");
    let number = |name: &str| value.get(name).map(Value::to_string);
    let amount = number("value").unwrap_or_else(|| {
        [number("value_low"), number("value_high")].into_iter().flatten().collect::<Vec<_>>().join("—")
    });
    let kind = if word("kind") == "target" { "目标" } else { "成效" };
    let time = value.get("time").filter(|time| !time.is_null()).map_or(String::new(), times);
    format!(
        "{kind}  {}  {} {amount}{}  {time}  {}",
        word("indicator"),
        word("comparator"),
        word("unit"),
        one_line(word("quote"))
    )
}

/// A quantity or a time of a text.
pub fn quantity(value: &Value) -> String {
    let word = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or("");
    let amount = match (word("low"), word("high")) {
        ("", "") => word("value").to_owned(),
        (low, high) => format!("{low}—{high}"),
    };
    let time = value.get("time").map_or(String::new(), times);
    format!(
        "{}  {}  {}  {amount}{}{time}",
        value.get("start").map(Value::to_string).unwrap_or_default(),
        word("type"),
        one_line(word("text")),
        word("uom"),
    )
}

/// Figures held against each other.
pub fn discrepancy(value: &Value) -> String {
    let word = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
    let class = match word(value, "class").as_str() {
        "contradiction" => "矛盾",
        "does_not_add_up" => "勾稽不通过",
        "implausible" => "异常",
        "definition" => "口径待核",
        "same_name" => "疑为同一指标",
        "outdated" => "数据期早于报告期",
        "rounding" => "舍入相容",
        "bounds" => "区间相容",
        "implied" => "推算",
        "adds_up" => "勾稽通过",
        _ => "一致",
    };
    let mut text = format!("{class}  {}", word(value, "rule"));
    for (name, label) in [("expected", "应为"), ("found", "实为"), ("difference", "相差")] {
        if let Some(number) = value.get(name).and_then(Value::as_str) {
            text.push_str(&format!("  {label} {number}"));
        }
    }
    for side in value.get("sides").and_then(Value::as_array).into_iter().flatten() {
        text.push_str(&format!(
            "\n    {}  {}：{}",
            word(side, "file"),
            word(side, "quote"),
            one_line(&word(side, "sentence"))
        ));
    }
    text
}

/// The fields of a time: as_of 2022-05-31.
fn times(time: &Value) -> String {
    let fields = time.as_object().into_iter().flatten();
    let words = fields.map(|(name, value)| format!("{name} {}", value.as_str().unwrap_or("—")));
    words.collect::<Vec<_>>().join(" ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What became of each file.
pub fn imports(answers: &[Value]) -> String {
    let mut text = String::new();
    for answer in answers {
        let word = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or("");
        match answer.get("error") {
            Some(error) => {
                let error = serde_json::from_value(error.clone())
                    .map_or_else(|_| error.to_string(), |error| refusal(&error));
                text.push_str(&format!("未导入 {}：{error}\n", word("file")));
            }
            None => text.push_str(&format!("已导入 {}：{}\n", word("file"), word("title"))),
        }
    }
    text
}

/// A derivation as an indented tree.
pub fn derivation(value: &Value) -> String {
    fn walk(node: &Value, depth: usize, text: &mut String) {
        let word = |name: &str| node.get(name).and_then(Value::as_str).unwrap_or("");
        text.push_str(&format!("{}{}：{}", "  ".repeat(depth), word("label"), word("value")));
        if !word("rule").is_empty() {
            text.push_str(&format!("（{}）", word("rule")));
        }
        text.push('\n');
        if let Some(quote) = node.pointer("/source/quote").and_then(Value::as_str) {
            text.push_str(&format!("{}原文：{quote}\n", "  ".repeat(depth + 1)));
        }
        for input in node.get("inputs").and_then(Value::as_array).into_iter().flatten() {
            walk(input, depth + 1, text);
        }
    }
    let mut text = String::new();
    walk(value, 0, &mut text);
    text
}

/// The indicators with their rules.
pub fn indicators(all: &[IndicatorTold]) -> String {
    let mut rows =
        vec![["编号", "指标", "计量单位", "数据类型", "跨期汇总", "跨单位汇总", "引用"].map(str::to_owned)];
    rows.extend(all.iter().map(|told| {
        [
            told.indicator.id.clone(),
            told.indicator.name.clone(),
            told.indicator.uom.clone(),
            told.accumulation_word.to_owned(),
            told.time_rule_word.to_owned(),
            told.place_rule_word.to_owned(),
            told.indicator.uses.to_string(),
        ]
    }));
    table(&rows)
}

/// One indicator: its rules, and what uses it.
pub fn indicator(told: &IndicatorTold, uses: &IndicatorUsesView) -> String {
    let mut lines = vec![
        ("指标", told.indicator.name.clone()),
        ("口径", told.indicator.definition.clone().unwrap_or_default()),
        ("计量单位", told.indicator.uom.clone()),
        ("小数位数", told.indicator.decimals.to_string()),
        ("数据类型", told.accumulation_word.to_owned()),
        ("指标方向", told.direction_word.to_owned()),
        ("跨期汇总", told.time_rule_word.to_owned()),
        ("跨单位汇总", told.place_rule_word.to_owned()),
        ("本级与下级不一致时", told.authority_word.to_owned()),
        ("所属方案", told.indicator.programme_path.join(" › ")),
    ];
    lines.extend(told.parts.iter().map(|(field, name)| (part(field), name.clone())));
    for (label, uses) in [("目标", &uses.targets), ("报表", &uses.forms), ("指标", &uses.indicators)] {
        lines.extend(uses.iter().map(|one| {
            let unit = one.org_unit_name.as_ref().map_or(String::new(), |unit| format!("（{unit}）"));
            ("用到它的", format!("{label}：{}{unit}", one.name))
        }));
    }
    lines.push(("采用的成效", format!("{}条", uses.outcomes)));
    lines.push(("已报数据", format!("{}个", uses.cells)));
    let told = lines.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(label, value)| format!("{label}：{value}\n")).collect()
}

fn part(field: &str) -> &'static str {
    match field {
        "numerator" => "分子",
        "denominator" => "分母",
        "weight" => "权数",
        _ => "接续的指标",
    }
}

/// What was found on a form: hardness, unit, indicator, code and figures, and whether it is explained.
pub fn checks(found: &ChecksView) -> String {
    let mut rows = vec![["程度", "审核", "单位", "指标", "问题", "说明"].map(str::to_owned)];
    for finding in &found.findings {
        let hardness = match finding.problem.severity.as_str() {
            "error" => "错误",
            "query" => "核实",
            _ => "提示",
        };
        let explanation = match (&finding.explanation, finding.explained) {
            (Some(text), true) => text.clone(),
            (Some(text), false) => format!("{text}（数已改，须重写）"),
            (None, _) => String::new(),
        };
        rows.push([
            hardness.to_owned(),
            finding.class_word.clone(),
            finding.unit_name.clone(),
            finding.indicator_name.clone(),
            format!("{} {}", finding.problem.code, finding.problem.detail.join(" ")),
            explanation,
        ]);
    }
    let (errors, queries, explained, hints) = (found.errors, found.queries, found.explained, found.hints);
    format!("{}错误 {errors} · 核实 {queries}（已说明 {explained}）· 提示 {hints}\n", table(&rows))
}

/// Figures that were changed: where, what stood there and what does now, how, by whom, when and why.
pub fn changes(found: &ChangesView) -> String {
    let mut rows = vec![["单位", "指标", "报告期", "改动", "方式", "谁", "时间", "原因"].map(str::to_owned)];
    for FigureChange { change, indicator_name, .. } in &found.changes {
        // The minute is enough, as the office that wrote it read its clock.
        let time: String = change.time.replace('T', " ").chars().take(16).collect();
        rows.push([
            change.org_unit_name.clone(),
            indicator_name.clone(),
            change.period_label.clone(),
            format!("{} → {}", change.replaced.as_deref().unwrap_or_default(), change.value),
            change.operation.clone(),
            change.author.clone(),
            time,
            change.reason.clone().unwrap_or_default(),
        ]);
    }
    let count = found.changes.len();
    match (count, found.more) {
        (0, _) => "没有改过数。\n".to_owned(),
        (_, true) => format!("{}最近{count}处改动\n", table(&rows)),
        (_, false) => format!("{}{count}处改动\n", table(&rows)),
    }
}

/// What is set, a value a line, by the names under which it can be set.
pub fn settings(held: &Value) -> String {
    let mut text = String::new();
    for (group, values) in held.as_object().into_iter().flatten() {
        for (name, value) in values.as_object().into_iter().flatten() {
            text.push_str(&format!("{group}.{name}={}\n", value.as_str().unwrap_or_default()));
        }
    }
    text
}

/// What a check of the whole ledger found.
pub fn verify(found: &Value) -> String {
    let count = |name: &str| found.get(name).and_then(Value::as_u64).unwrap_or(0);
    let mut text = format!(
        "已校验 {} 条记账、{} 行、{} 个附件：",
        count("entries"),
        count("rows"),
        count("attachments")
    );
    let problems = found.get("problems").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if problems.is_empty() {
        text.push_str("正常\n");
    } else {
        text.push_str(&format!("发现 {} 处问题\n", problems.len()));
        for problem in problems {
            text.push_str(&format!("  {problem}\n"));
        }
    }
    text
}

/// What became of a report that was issued.
pub fn report_verdict(verdict: &ReportVerdict) -> String {
    let Some(held) = &verdict.held else {
        let said = match verdict.kept.as_str() {
            "unmarked" => "这个文件没有台账标记，无法核验：不是本程序写出的，或者另存时丢了文档属性",
            "foreign" => "不是本台账的通报",
            "shorter" => "台账比出通报时短：后面的记账没有了，或者换成了较早的备份",
            _ => "台账已不是出通报时的样子：改动过，或者通报出自收件次序不同的另一份台账",
        };
        return format!("{said}\n");
    };
    let mut text = format!(
        "是本台账的通报，数据截止日 {}，截至记账 {}（{}）；其后又有 {} 次\n",
        verdict.as_of.as_deref().unwrap_or_default(),
        held.entry,
        held.received_at,
        held.since
    );
    text.push_str(&match held.damaged {
        0 => "台账仍是当时的样子，摘要链完好\n".to_owned(),
        count => format!("台账有 {count} 处与摘要不符，先校验台账\n"),
    });
    if held.gone.is_empty() && held.new.is_empty() {
        text.push_str("今天再出，内容相同\n");
    }
    for (mark, lines) in [("-", &held.gone), ("+", &held.new)] {
        for line in lines {
            text.push_str(&format!("{mark} {line}\n"));
        }
    }
    text.push_str("文件里的字有没有被人改过，不在核验之列\n");
    text
}

/// Why a verb was not done.
pub fn failure(failure: &Failure) -> String {
    format!("未完成：{}", refusal(&failure.error))
}

/// What was refused, and what to do about it.
fn refusal(error: &WireError) -> String {
    let mut text = error.code.code().to_owned();
    for data in error.data.iter().filter(|data| !data.is_empty()) {
        text.push_str(&format!(" {data}"));
    }
    text.extend(error.problems.iter().map(|of| format!("\n{}", problem(of))));
    let todo = todo(error.code);
    if !todo.is_empty() {
        text.push_str(&format!("\n  {todo}"));
    }
    text
}

/// What stands in the way, or does not go together, in a line of its own.
pub fn problem(problem: &ProblemView) -> String {
    let told = told(&problem.code);
    format!("  [{}] {} {}{told}", problem.code, problem.place, problem.detail.join(" "))
}

/// What to do about a problem.
fn told(code: &str) -> &'static str {
    match code {
        "disk.full" => "磁盘已满，这一步没有做成，此前的都在。腾出空间后再试。",
        "file.missing" => "没有这个文件。U盘是否已经拔出，名称是否写错？",
        "text.damaged" => "文件已损坏，请向发件单位要一份完好的。",
        "file.exists" => "已有同名文件，没有动它。请换一个名称。",
        "package.sealed" => "文件是加密的。用 --passphrase 给出口令所在的文件。",
        "package.opening" => "口令不对，或文件被改动过。",
        "passphrase.short" => "口令太短。",
        "personal.number" => "文字里有身份证号或银行卡号，没有写入：请去掉号码。",
        "paper.unknown" => "：模板里的这些占位符不认识，原样留在文件里，请对照 docs/paper.md 改写。",
        "paper.misplaced" => "：这些占位符要单独成段，没有填上。",
        "paper.no_text" => "模板里没有{{正文}}，正文没有写进去。",
        "paper.no_annexes" => "模板里没有{{附件}}，附表没有写进去。",
        "recovery.missing" => "本台账还没有恢复密钥，自动备份不能加密。先用 dz keys 台账 recovery 制作。",
        "recovery.length" => "恢复密钥是 48 位数字，请对照纸上的 8 组补齐。",
        "recovery.group" => "恢复密钥的这一组输错了，请对照纸上的这一组。",
        _ => "",
    }
}

/// What to do about a refusal; the problems that stand under it say it themselves.
fn todo(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::ReadOnly => {
            "台账只读：已损坏或没有写的权限。先 dz verify；或复制到可写的位置，或 dz restore 最近的备份。"
        }
        ErrorCode::NewerFile => "台账来自更新的版本，没有动它。请先升级程序。",
        ErrorCode::NotALedger => "这个文件不是台账。请给出扩展名为 .dz 的文件。",
        ErrorCode::Damaged => "台账已损坏，没有动它。用 dz restore 恢复最近的备份；损坏的文件会另外保留。",
        ErrorCode::Busy => "台账正被别的程序占用，什么也没有写。等它做完后再试。",
        ErrorCode::Io => "磁盘、U盘或文件夹读写出错，这一步没有做成，此前的都在。检查后再试。",
        ErrorCode::NotFound => "台账里没有所指的内容。",
        ErrorCode::Malformed | ErrorCode::UnknownCommand => "请求写得不对，见 dz --help。",
        ErrorCode::Broken | ErrorCode::Panic => {
            "程序内部出错，这一步没有做成，此前的都在。请把这段文字发给维护人员。"
        }
        ErrorCode::Refused | ErrorCode::Cancelled | ErrorCode::NoLedger => "",
    }
}

/// What a ledger to measure with holds, how quickly it came in and how much room it takes.
pub fn scale(ledger: &Path, made: &ScaleMade) -> String {
    let per_second = |time: Duration| made.rows as f64 / time.as_secs_f64().max(1e-9);
    let per_row = |bytes: u64| bytes as f64 / made.rows.max(1) as f64;
    format!(
        "已建台账 {}：{} 个单位、{} 行数据；每秒 {:.0} 行（按处理器时间 {:.0} 行），每行 {:.0} 字节",
        ledger.display(),
        made.units,
        made.rows,
        per_second(made.loading),
        per_second(made.busy),
        per_row(made.bytes.0.saturating_sub(made.bytes.1)),
    )
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or("")
}

fn count(value: &Value, pointer: &str) -> u64 {
    value.pointer(pointer).and_then(Value::as_u64).unwrap_or_default()
}

/// What was packed.
pub fn packed(value: &Value) -> String {
    format!(
        "已写出 {}（{}，第{}批，{}行，{}字节）",
        text(value, "/path"),
        text(value, "/label/kind_word"),
        count(value, "/label/number"),
        count(value, "/label/rows"),
        count(value, "/bytes"),
    )
}

/// What files bring, or brought.
pub fn received(value: &Value) -> String {
    let mut rows =
        vec![["文件", "包", "签名单位", "单位", "期", "版", "批", "结果", "新/改/冲突"].map(str::to_owned)];
    let mut below = String::new();
    for offer in list(value, "/offers") {
        let number = |pointer: &str| match offer.pointer(pointer).and_then(Value::as_u64) {
            Some(number) => number.to_string(),
            None => "—".to_owned(),
        };
        let merged = offer.pointer("/merged").and_then(Value::as_bool).unwrap_or_default();
        rows.push([
            text(offer, "/name").to_owned(),
            text(offer, "/label/kind_word").to_owned(),
            text(offer, "/label/from_name").to_owned(),
            text(offer, "/label/unit_name").to_owned(),
            text(offer, "/label/period_name").to_owned(),
            number("/label/version"),
            number("/label/number"),
            if merged { "已合并".to_owned() } else { verdict(text(offer, "/verdict")).to_owned() },
            format!(
                "{}/{}/{}",
                count(offer, "/new"),
                count(offer, "/changing"),
                count(offer, "/conflicting")
            ),
        ]);
        for problem in list(offer, "/problems") {
            below.push_str(&format!(
                "  {}：[{}] {}\n",
                text(offer, "/name"),
                text(problem, "/code"),
                text(problem, "/place")
            ));
        }
        if text(offer, "/verdict") == "stranger" {
            let (key, digits) = (text(offer, "/label/key"), text(offer, "/label/fingerprint"));
            below.push_str(&format!("  {}：公钥 {key}，指纹 {digits}\n", text(offer, "/name")));
        }
    }
    for gap in list(value, "/missing") {
        let numbers = gap.pointer("/numbers").and_then(Value::as_array).into_iter().flatten();
        let numbers: Vec<String> = numbers.map(|number| format!("第{number}批")).collect();
        below.push_str(&format!("  {}：{}缺失\n", text(gap, "/name"), numbers.join("、")));
    }
    table(&rows) + &below
}

fn list<'v>(value: &'v Value, pointer: &str) -> impl Iterator<Item = &'v Value> {
    value.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}

fn verdict(code: &str) -> &str {
    match code {
        "ready" => "可以合并",
        "known" => "已有",
        "card" => "公钥名片",
        "stranger" => "签名单位未认定",
        "sealed" => "加密，打不开",
        "refused" => "不能接收",
        other => other,
    }
}

/// Whether nothing was left out.
pub fn all_came_in(value: &Value) -> bool {
    list(value, "/offers").all(|offer| matches!(text(offer, "/verdict"), "ready" | "known" | "card"))
}

/// What a package says of itself.
pub fn package(value: &Value) -> String {
    format!(
        "签名、摘要、内容均无误\n{} {} 第{}批 {}\n{} {} {}\n{}条记账 {}行 {}份佐证\n指纹 {}\n公钥 {}\n",
        text(value, "/kind"),
        text(value, "/from_name"),
        count(value, "/number"),
        text(value, "/made"),
        text(value, "/report/form_name"),
        text(value, "/report/org_unit"),
        text(value, "/report/period"),
        count(value, "/entries"),
        count(value, "/rows"),
        count(value, "/evidence"),
        text(value, "/fingerprint"),
        text(value, "/key"),
    )
}

/// Keys and whose signatures count.
pub fn keys(value: &Value) -> String {
    if let Some(path) = value.pointer("/path").and_then(Value::as_str) {
        return format!("已写出 {path}");
    }
    let mut rows = vec![["单位", "关系", "状态", "在本机", "指纹", "公钥"].map(str::to_owned)];
    for signer in list(value, "/signers") {
        let here = signer.pointer("/on_device").and_then(Value::as_bool).unwrap_or_default();
        rows.push([
            text(signer, "/key/name").to_owned(),
            text(signer, "/relation_word").to_owned(),
            text(signer, "/state_word").to_owned(),
            if here { "是" } else { "" }.to_owned(),
            text(signer, "/key/fingerprint").to_owned(),
            text(signer, "/key/key").to_owned(),
        ]);
    }
    table(&rows)
}
