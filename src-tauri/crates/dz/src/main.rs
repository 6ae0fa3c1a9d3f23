//! `dz`: the program without a window, for scripts, scheduled jobs and servers.
//! `--json` prints one JSON value on stdout and nothing else there; messages go to stderr.
//! Exit 0: done · 1: refused, or problems were found · 2: wrong use.

mod host;
mod print;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use api::scripts::{self, Failure, Lens, ScalePlan, ScaleSize, WorkbookOrder};
use api::wire::workbooks::ExportFormRequest;
use clap::{Parser, Subcommand, ValueEnum};
use host::TerminalHost;
use serde_json::Value;

/// 对账：把文件里定的目标和报上来的结果放在一起对。
#[derive(Parser)]
#[command(name = "dz", version)]
struct Line {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// 新建台账：空白、示例，或由交换数据生成
    New {
        ledger: PathBuf,
        /// 建示例台账
        #[arg(long, conflicts_with = "from")]
        sample: bool,
        /// 由交换格式 duizhang/1 的 JSON 生成
        #[arg(long)]
        from: Option<PathBuf>,
        /// 台账名称
        #[arg(long, default_value = "台账")]
        title: String,
        /// 区划代码：连同其下乡镇、村一并带出
        #[arg(long)]
        division: Option<String>,
    },
    /// 建一本量性能用的台账：一个县、一个自治区或全国的规模，数据全是编的
    DemoScale {
        ledger: PathBuf,
        #[arg(long, value_enum, default_value = "county")]
        size: Size,
        /// 同一个种子建出同一本台账
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// 填报的指标数，不给则按规模
        #[arg(long)]
        indicators: Option<usize>,
        /// 填报的期数，不给则按规模
        #[arg(long)]
        periods: Option<usize>,
    },
    /// 把全部定义和数据打印为交换格式
    Data {
        ledger: PathBuf,
        /// 姓名、电话不遮盖；要有权限，并记入台账
        #[arg(long)]
        personal: bool,
    },
    /// 导入来源文件
    Import {
        ledger: PathBuf,
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[arg(long)]
        json: bool,
    },
    /// 读出文件中的目标和成效
    Extract {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// 成文日期，不给则从文中读
        #[arg(long)]
        date: Option<String>,
        /// 每行一个 JSON
        #[arg(long)]
        jsonl: bool,
    },
    /// 读出文件中的数量、日期和时段
    Quantities {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// 成文日期，用来推算“今年”“年底前”
        #[arg(long)]
        date: Option<String>,
        /// 每行一个 JSON
        #[arg(long)]
        jsonl: bool,
    },
    /// 对账：几份文件之间、一份文件之内，说法是否一致、数字能否勾稽
    Reconcile {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// 成文日期，不给则从文中读
        #[arg(long)]
        date: Option<String>,
        /// 每行一个 JSON
        #[arg(long)]
        jsonl: bool,
    },
    /// 各项目标的完成情况
    Status {
        ledger: PathBuf,
        /// 数据截止日，默认取台账中最近的
        #[arg(long)]
        as_of: Option<String>,
        /// 只看这个单位及其下级
        #[arg(long)]
        unit: Option<String>,
        /// 当时掌握情况：只用这一天（含）以前记入的内容
        #[arg(long)]
        known_on: Option<String>,
        /// 与这一天相比有哪些变化（只在 --json 中）
        #[arg(long, requires = "json")]
        compare_with: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// 一个目标是怎么算的
    Explain {
        ledger: PathBuf,
        id: String,
        #[arg(long)]
        as_of: Option<String>,
        #[arg(long)]
        unit: Option<String>,
        /// 当时掌握情况：只用这一天（含）以前记入的内容
        #[arg(long)]
        known_on: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// 指标及其汇总规则；给出一个，再列出谁用到它
    Indicators {
        ledger: PathBuf,
        id: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// 导出通报（.docx、.pdf）或附表（.xlsx、.csv、.json）
    Report {
        ledger: PathBuf,
        #[arg(short, long)]
        output: PathBuf,
        /// 下一级各单位各出一份，写入文件夹 OUTPUT；值为格式：pdf、docx、xlsx、csv、json
        #[arg(long, value_name = "FORMAT")]
        each: Option<String>,
        #[arg(long)]
        as_of: Option<String>,
        #[arg(long)]
        unit: Option<String>,
        /// 当时掌握情况：只用这一天（含）以前记入的内容
        #[arg(long)]
        known_on: Option<String>,
        /// 附上各项数字的计算说明（怎么算的）
        #[arg(long)]
        derivations: bool,
        /// 不附进展情况图
        #[arg(long)]
        no_charts: bool,
        /// Word 写进本单位自备的 .docx 模板（占位符见 docs/paper.md），不附图
        #[arg(long)]
        paper: Option<PathBuf>,
        /// 只报这些目标
        #[arg(long)]
        target: Vec<String>,
        /// 文种：progress_bulletin（通报）、progress_brief（简报）、progress_letter（函）、progress_summary（情况摘要）、
        /// unit_sheet（单位情况表）、target_list（目标清单）、change_report（变化情况表）、correction_notice（更正通知）
        #[arg(long, visible_alias = "kind", default_value = "progress_bulletin")]
        template: String,
        /// 与哪一天比，不写则为上月底
        #[arg(long)]
        compare_with: Option<String>,
        /// 标题、文号等，JSON 对象
        #[arg(long)]
        fields: Option<String>,
    },
    /// 核验一份已印发的通报：是否出自本台账、台账是否还是当时的样子、今天再出会有什么不同
    VerifyReport {
        ledger: PathBuf,
        /// 本程序写出的 .docx、.pdf、.xlsx 或 .json
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    /// 数据审核：一张报表一期的错误、核实和提示
    Check {
        ledger: PathBuf,
        /// 报表
        #[arg(long)]
        form: String,
        /// 报告期，如 2022-06
        #[arg(long)]
        period: String,
        /// 只看这个单位
        #[arg(long)]
        unit: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// 谁改了什么：一张报表里改过的数，改前、改后、谁、什么时候、为什么
    Changes {
        ledger: PathBuf,
        /// 报表
        #[arg(long)]
        form: String,
        /// 从什么时候起：submitted（各单位上次提交以后）、accepted（上次通过以后），或某一天，如 2022-07-01
        #[arg(long, default_value = "submitted")]
        since: String,
        #[arg(long)]
        json: bool,
    },
    /// 把一张报表导出为 Excel，不装本程序也能填，填好再读回来
    ExportForm {
        ledger: PathBuf,
        /// 报表
        #[arg(long)]
        form: String,
        /// 报告期，如 2022-06
        #[arg(long)]
        period: String,
        /// 只要这些单位；不给则全部
        #[arg(long)]
        unit: Vec<String>,
        /// 每个单位一个文件，放进 -o 给的文件夹
        #[arg(long)]
        each: bool,
        #[arg(short, long)]
        output: PathBuf,
    },
    /// 看一份 Excel 说了什么：读成哪张报表、哪些格、有什么问题；不写入
    ReadWorkbook {
        ledger: PathBuf,
        file: PathBuf,
        /// 各列、各行名称怎么对应，JSON 对象，形状同 --json 打出的 choices
        #[arg(long)]
        choices: Option<String>,
        /// 表里没写时期时，按这一天所在的报告期
        #[arg(long)]
        as_of: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// 把填好的 Excel 读回台账
    ImportWorkbook {
        ledger: PathBuf,
        file: PathBuf,
        /// 各列、各行名称怎么对应，JSON 对象，形状同 read-workbook --json 打出的 choices
        #[arg(long)]
        choices: Option<String>,
        /// 表里没写时期时，按这一天所在的报告期
        #[arg(long)]
        as_of: Option<String>,
        /// 记住这次的对应，下次同样的表直接用
        #[arg(long)]
        remember: bool,
        /// 表里空着、台账里有数的格，把数撤掉
        #[arg(long)]
        clear: bool,
        #[arg(long)]
        json: bool,
    },
    /// 查看或改动本台账的设置
    Settings {
        ledger: PathBuf,
        /// 名称=值，如 assessment.tolerance_points=1；可写多次，一次记账
        #[arg(long, value_name = "NAME=VALUE", value_parser = name_and_value)]
        set: Vec<(String, String)>,
        #[arg(long)]
        json: bool,
    },
    /// 逐字节校验：台账的摘要链、行、附件；包的签名、摘要、内容（.dzb，不需要台账）
    Verify {
        file: PathBuf,
        /// 打开加密包的口令所在的文件
        #[arg(long, value_name = "FILE")]
        passphrase: Option<PathBuf>,
        #[arg(long)]
        json: bool,
    },
    /// 打包：报送包、下达包、回执（含退回）或公钥名片，签名后写成一个 .dzb 文件
    Pack {
        ledger: PathBuf,
        #[arg(value_enum)]
        kind: Parcel,
        /// 报送包：报表
        #[arg(long, required_if_eq("kind", "submission"))]
        form: Vec<String>,
        /// 报送包：填报单位；下达包、回执：发给哪个单位
        #[arg(long)]
        unit: Option<String>,
        /// 报送包：报告期，如 2022-06
        #[arg(long)]
        period: Option<String>,
        /// 附上佐证（下达包：文件原件）
        #[arg(long)]
        evidence: bool,
        /// 密钥口令所在的文件，- 为标准输入
        #[arg(long, value_name = "FILE")]
        passphrase: PathBuf,
        /// 加密给这把公钥的持有单位
        #[arg(long, value_name = "KEY", conflicts_with = "seal_with")]
        seal_for: Option<String>,
        /// 用这个文件里的口令加密
        #[arg(long, value_name = "FILE")]
        seal_with: Option<PathBuf>,
        /// 写到这个文件或文件夹
        #[arg(short, long)]
        output: PathBuf,
        #[arg(long)]
        json: bool,
    },
    /// 接收：逐个查看收到的包，可以合并的一次合并；给文件夹则收其中所有 .dzb
    Receive {
        ledger: PathBuf,
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// 只看会带来什么，不合并
        #[arg(long)]
        look: bool,
        /// 打开加密包的口令所在的文件
        #[arg(long, value_name = "FILE")]
        passphrase: Option<PathBuf>,
        #[arg(long)]
        json: bool,
    },
    /// 收发情况：待报送、已发出、已收到、缺哪一批
    Exchange { ledger: PathBuf },
    /// 密钥与签名单位
    Keys {
        ledger: PathBuf,
        #[command(subcommand)]
        verb: Option<Keys>,
        #[arg(long, global = true)]
        json: bool,
    },
    /// 备份到一个新文件
    Backup {
        ledger: PathBuf,
        copy: PathBuf,
        /// 用这个文件里的口令加密；- 为标准输入
        #[arg(long, value_name = "FILE")]
        seal_with: Option<PathBuf>,
    },
    /// 由备份恢复；原文件留在旁边
    Restore {
        copy: PathBuf,
        ledger: PathBuf,
        /// 加密备份的口令，或恢复密钥的 48 位数字，所在的文件；自动备份用本机密钥的口令；- 为标准输入
        #[arg(long, value_name = "FILE")]
        passphrase: Option<PathBuf>,
    },
    /// 直接调用窗口所用的任何一条命令
    Call {
        ledger: PathBuf,
        command: String,
        /// 请求，JSON
        #[arg(default_value = "{}")]
        request: String,
    },
}

#[derive(Subcommand)]
enum Keys {
    /// 为一个单位新建密钥，存在本机
    Make {
        /// 单位，不给则为本人所在单位
        #[arg(long)]
        unit: Option<String>,
        /// 口令所在的文件，- 为标准输入
        #[arg(long, value_name = "FILE")]
        passphrase: PathBuf,
    },
    /// 把密钥文件另存一份
    Export { key: String, output: PathBuf },
    /// 把另存的密钥文件放回本机
    Restore {
        file: PathBuf,
        #[arg(long, value_name = "FILE")]
        passphrase: PathBuf,
    },
    /// 新建恢复密钥：加密备份忘了口令时用它打开；写成一页 PDF，供打印保存
    Recovery {
        #[arg(short, long)]
        output: PathBuf,
    },
    /// 自动备份从下次打开台账起加密：恢复密钥和本台账的密钥都打得开
    SealBackups {
        /// 不再加密
        #[arg(long)]
        off: bool,
    },
    /// 认定一把公钥是谁的、是否有效
    Trust {
        key: String,
        /// 单位
        #[arg(long)]
        unit: String,
        /// 单位名称
        #[arg(long)]
        name: String,
        #[arg(long, value_enum, value_name = "RELATION")]
        relation: Relation,
        #[arg(long, value_enum, default_value = "trusted")]
        state: KeyState,
        /// 原因；吊销时必填
        #[arg(long, default_value = "")]
        reason: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Parcel {
    Submission,
    Issue,
    Receipt,
    Card,
}

#[derive(Clone, Copy, ValueEnum)]
enum Relation {
    Own,
    Superior,
    Subordinate,
}

#[derive(Clone, Copy, ValueEnum)]
enum KeyState {
    Trusted,
    Retired,
    Revoked,
}

/// The word of a choice as the wire spells it.
fn word(choice: impl ValueEnum) -> String {
    choice.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

#[derive(Clone, Copy, ValueEnum)]
enum Size {
    County,
    Region,
    Nation,
}

impl Size {
    fn plan(self, seed: u64) -> ScalePlan {
        let size = match self {
            Self::County => ScaleSize::County,
            Self::Region => ScaleSize::Region,
            Self::Nation => ScaleSize::Nation,
        };
        ScalePlan::of(size, seed)
    }
}

fn main() -> ExitCode {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // Nothing can be done where even the terminal is gone.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match run(line.verb) {
        Ok(clean) => ExitCode::from(u8::from(!clean)),
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "{}", print::failure(&failure));
            ExitCode::from(if failure.wrong_use { 2 } else { 1 })
        }
    }
}

/// Runs a verb; answers whether nothing was found wrong.
fn run(verb: Verb) -> Result<bool, Failure> {
    let host = TerminalHost::boxed;
    match verb {
        Verb::New { ledger, sample, from, title, division } => {
            let made = match (sample, from) {
                (true, _) => scripts::new_sample(host(), &ledger)?,
                (false, Some(data)) => scripts::new_from(host(), &ledger, &data)?,
                (false, None) => scripts::new_empty(host(), &ledger, &title, division.as_deref())?,
            };
            say(&format!(
                "已建台账 {}：{} 个单位、{} 个指标、{} 个目标",
                ledger.display(),
                made.units,
                made.indicators,
                made.targets
            ));
            Ok(true)
        }
        Verb::DemoScale { ledger, size, seed, indicators, periods } => {
            let plan = size.plan(seed);
            let indicators = indicators.unwrap_or(plan.indicators);
            let periods = periods.unwrap_or(plan.periods);
            let plan = ScalePlan { indicators, periods, ..plan };
            let mut told = 0;
            let made = scripts::demo_scale(&ledger, plan, &mut |rows| {
                if rows >= told + 500_000 {
                    told = rows;
                    say(&format!("已写入 {rows} 行"));
                }
            })?;
            say(&print::scale(&ledger, &made));
            Ok(true)
        }
        Verb::Data { ledger, personal } => out(&scripts::data(host(), &ledger, personal)?),
        Verb::Import { ledger, files, json } => {
            let answers = scripts::import(host(), &ledger, &files)?;
            let clean = answers.iter().all(|answer| answer.get("error").is_none());
            if json {
                out_json(&Value::Array(answers))?
            } else {
                out(&print::imports(&answers))?
            };
            Ok(clean)
        }
        Verb::Extract { files, date, jsonl } => {
            each_file(&files, jsonl, print::statement, |file| scripts::extract(file, date.as_deref()))
        }
        Verb::Quantities { files, date, jsonl } => {
            each_file(&files, jsonl, print::quantity, |file| scripts::quantities(file, date.as_deref()))
        }
        Verb::Reconcile { files, date, jsonl } => {
            for value in scripts::reconcile(&files, date.as_deref())? {
                if jsonl {
                    out_json(&value)?
                } else {
                    out(&print::discrepancy(&value))?
                };
            }
            Ok(true)
        }
        Verb::Status { ledger, as_of, unit, known_on, compare_with, json } => {
            let lens = Lens { as_of, unit, known_on };
            let status = scripts::status(host(), &ledger, &lens, compare_with.as_deref())?;
            if json { out_json(&status.json) } else { out(&print::status(&status.lines)) }
        }
        Verb::Explain { ledger, id, as_of, unit, known_on, json } => {
            let derivation = scripts::explain(host(), &ledger, &id, &Lens { as_of, unit, known_on })?;
            if json { out_json(&derivation) } else { out(&print::derivation(&derivation)) }
        }
        Verb::Indicators { ledger, id, json } => {
            let (told, uses) = scripts::indicators(host(), &ledger, id.as_deref())?;
            match (told.as_slice(), uses) {
                (all, None) if json => out_json(&serde_json::json!(all)),
                (all, None) => out(&print::indicators(all)),
                (one, Some(uses)) if json => {
                    out_json(&serde_json::json!({ "indicator": one.first(), "uses": uses }))
                }
                (one, Some(uses)) => {
                    out(&one.iter().map(|one| print::indicator(one, &uses)).collect::<String>())
                }
            }
        }
        Verb::Report {
            ledger,
            output,
            each,
            as_of,
            unit,
            known_on,
            derivations,
            no_charts,
            paper,
            target,
            template,
            compare_with,
            fields,
        } => {
            let lens = Lens { as_of, unit, known_on };
            let charts = !no_charts;
            let targets = target;
            let request = scripts::ReportRequest {
                lens,
                targets,
                template,
                compare_with,
                derivations,
                charts,
                fields,
                paper,
            };
            let on_paper = match each {
                Some(format) => {
                    let told = |at, all, path: &Path| say(&format!("{at}/{all} {}", path.display()));
                    let (count, on_paper) =
                        scripts::report_each(host(), &ledger, &output, &format, &request, told)?;
                    say(&format!("已写出 {count} 份，在 {}", output.display()));
                    on_paper
                }
                None => {
                    let issued = scripts::report(host(), &ledger, &output, &request)?;
                    say(&format!("已写出 {}（SM3 {}）", output.display(), issued.digest));
                    issued.on_paper
                }
            };
            on_paper.iter().for_each(|problem| say(&print::problem(problem)));
            Ok(!on_paper.iter().any(|problem| problem.severity == "error"))
        }
        Verb::VerifyReport { ledger, file, json } => {
            let verdict = scripts::verify_report(host(), &ledger, &file)?;
            if json {
                out_json(&serde_json::json!(verdict))?
            } else {
                out(&print::report_verdict(&verdict))?
            };
            Ok(verdict.held.is_some_and(|held| held.damaged == 0))
        }
        Verb::Check { ledger, form, period, unit, json } => {
            let found = scripts::check(host(), &ledger, &form, &period, unit.as_deref())?;
            if json {
                out_json(&serde_json::json!(found))?
            } else {
                out(&print::checks(&found))?
            };
            Ok(!found.findings.iter().any(|finding| finding.blocks))
        }
        Verb::Changes { ledger, form, since, json } => {
            let found = scripts::changes(host(), &ledger, &form, &since)?;
            if json { out_json(&serde_json::json!(found)) } else { out(&print::changes(&found)) }
        }
        Verb::ExportForm { ledger, form, period, unit, each, output } => {
            let path = Some(output.display().to_string());
            let request = ExportFormRequest { form, period, org_units: unit, each, choose: false, path };
            let written = scripts::export_form(host(), &ledger, request)?;
            say(&format!("已写出 {}（{} 个文件）", output.display(), written.files));
            Ok(true)
        }
        Verb::ReadWorkbook { ledger, file, choices, as_of, json } => {
            let order = WorkbookOrder { choices, as_of, ..WorkbookOrder::default() };
            let view = scripts::read_workbook(host(), &ledger, &file, &order)?;
            if json {
                out_json(&serde_json::json!(view))?
            } else {
                out(&print::workbook(&view))?
            };
            Ok(view.counts.refused == 0 && view.counts.drafts == 0)
        }
        Verb::ImportWorkbook { ledger, file, choices, as_of, remember, clear, json } => {
            let order = WorkbookOrder { choices, as_of, clear, remember };
            let answer = scripts::import_workbook(host(), &ledger, &file, &order)?;
            let clean = answer.refused.is_empty() && answer.drafts == 0;
            if json {
                out_json(&serde_json::json!(answer))?
            } else {
                out(&print::imported(&answer))?
            };
            Ok(clean)
        }
        Verb::Settings { ledger, set, json } => {
            let held = scripts::settings(host(), &ledger, &set)?;
            if json { out_json(&held) } else { out(&print::settings(&held)) }
        }
        Verb::Verify { file, passphrase, json } if is_package(&file) => {
            let passphrase = passphrase.as_deref().map(secret).transpose()?;
            let found = scripts::inspect(&file, passphrase.as_deref())?;
            if json { out_json(&found) } else { out(&print::package(&found)) }
        }
        Verb::Verify { file, json, .. } => {
            let found = scripts::verify(host(), &file)?;
            if json {
                out_json(&found)?
            } else {
                out(&print::verify(&found))?
            };
            Ok(found.get("problems").and_then(Value::as_array).is_some_and(Vec::is_empty))
        }
        Verb::Pack {
            ledger,
            kind,
            form,
            unit,
            period,
            evidence,
            passphrase,
            seal_for,
            seal_with,
            output,
            json,
        } => {
            let report = matches!(kind, Parcel::Submission).then(|| scripts::ReportKey {
                form: form.first().cloned().unwrap_or_default(),
                org_unit: unit.clone().unwrap_or_default(),
                period: period.unwrap_or_default(),
            });
            let request = scripts::PackRequest {
                kind: word(kind),
                report,
                forms: form,
                to: unit,
                evidence,
                passphrase: secret(&passphrase)?,
                seal_for,
                seal_with: seal_with.as_deref().map(secret).transpose()?,
                path: Some(output.display().to_string()),
            };
            let packed = scripts::pack(host(), &ledger, request)?;
            if json { out_json(&packed) } else { out(&print::packed(&packed)) }
        }
        Verb::Receive { ledger, files, look, passphrase, json } => {
            let passphrase = passphrase.as_deref().map(secret).transpose()?;
            let came = scripts::receive(host(), &ledger, &files, passphrase, look)?;
            if json {
                out_json(&came)?
            } else {
                out(&print::received(&came))?
            };
            Ok(print::all_came_in(&came))
        }
        Verb::Exchange { ledger } => out_json(&scripts::exchange(host(), &ledger)?),
        Verb::Keys { ledger, verb, json } => {
            let answer = scripts::keys(host(), &ledger, key_verb(verb)?)?;
            if json { out_json(&answer) } else { out(&print::keys(&answer)) }
        }
        Verb::Backup { ledger, copy, seal_with } => {
            let passphrase = seal_with.as_deref().map(secret).transpose()?;
            scripts::backup(host(), &ledger, &copy, passphrase.as_deref())?;
            say(&format!("已备份到 {}", copy.display()));
            Ok(true)
        }
        Verb::Restore { copy, ledger, passphrase } => {
            let word = passphrase.as_deref().map(secret).transpose()?;
            scripts::restore(host(), &copy, &ledger, word.as_deref())?;
            say(&format!("已由 {} 恢复 {}", copy.display(), ledger.display()));
            Ok(true)
        }
        Verb::Call { ledger, command, request } => {
            out_json(&scripts::call(host(), &ledger, &command, &request)?)
        }
    }
}

fn is_package(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("dzb"))
}

fn key_verb(verb: Option<Keys>) -> Result<scripts::KeyVerb, Failure> {
    use scripts::KeyVerb;
    Ok(match verb {
        None => KeyVerb::List,
        Some(Keys::Make { unit, passphrase }) => {
            KeyVerb::Make(scripts::MakeKeyRequest { org_unit: unit, passphrase: secret(&passphrase)? })
        }
        Some(Keys::Export { key, output }) => {
            let path = Some(output.display().to_string());
            KeyVerb::Export(scripts::ExportKeyRequest { key, path })
        }
        Some(Keys::Recovery { output }) => {
            let path = Some(output.display().to_string());
            KeyVerb::Recovery(scripts::MakeRecoveryRequest { path })
        }
        Some(Keys::SealBackups { off }) => KeyVerb::SealBackups(scripts::SealBackupsRequest { sealed: !off }),
        Some(Keys::Restore { file, passphrase }) => {
            let path = file.display().to_string();
            let file = scripts::PackageFile { name: path.clone(), bytes: None, path: Some(path) };
            KeyVerb::Restore(scripts::RestoreKeyRequest { file, passphrase: secret(&passphrase)? })
        }
        Some(Keys::Trust { key, unit, name, relation, state, reason }) => {
            let (relation, state) = (word(relation), word(state));
            KeyVerb::Judge(scripts::JudgeSignerRequest { key, org_unit: unit, name, relation, state, reason })
        }
    })
}

/// A passphrase: the first line of a file, or of what is typed. Never an argument, which others could see.
fn secret(path: &Path) -> Result<String, Failure> {
    let text = match path.as_os_str() == "-" {
        true => std::io::read_to_string(std::io::stdin()),
        false => std::fs::read_to_string(path),
    };
    let text = text.map_err(|error| scripts::cannot_read(path, &error))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// `name=value`; a value may hold more of them (`behind<=10:yellow`).
fn name_and_value(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("应写作 名称=值")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// Prints what is read from each file, a value a line; of several files each value names its own. A file that
/// cannot be read is named and the others go on.
fn each_file(
    files: &[PathBuf],
    json: bool,
    words: fn(&Value) -> String,
    read: impl Fn(&Path) -> Result<Vec<Value>, Failure>,
) -> Result<bool, Failure> {
    let mut clean = true;
    for file in files {
        match read(file) {
            Ok(mut values) => {
                for value in &mut values {
                    if let Some(fields) = value.as_object_mut().filter(|_| files.len() > 1) {
                        fields.insert("file".to_owned(), Value::from(file.display().to_string()));
                    }
                    if json {
                        out_json(value)?
                    } else {
                        out(&words(value))?
                    };
                }
            }
            Err(failure) if failure.wrong_use => return Err(failure),
            Err(failure) => {
                say(&print::failure(&failure));
                clean = false;
            }
        }
    }
    Ok(clean)
}

fn say(message: &str) {
    let _ = writeln!(std::io::stderr(), "{message}");
}

/// A closed pipe (`dz data … | head`) is no error of ours.
fn out(text: &str) -> Result<bool, Failure> {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = stdout.write_all(b"\n");
    }
    Ok(true)
}

fn out_json(value: &Value) -> Result<bool, Failure> {
    out(&value.to_string())
}
