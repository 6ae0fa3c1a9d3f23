//! The bulletin as a whole and the rules for generated prose, on facts that are really assessed.

mod charts;
mod sentences;
mod told;
mod world;

use super::*;
use crate::assessment::testing::day;
use crate::kernel::{Qualifier, Severity, Uom};
use crate::programmes::Indicator;
use crate::results::CellState;
use sentences::count;
use world::{World, indicator, target};

/// Three targets: on schedule, far behind, exceeded.
fn three() -> World {
    let mut world = World::new();
    for (id, name, done, before) in [
        ("a", "污水治理村数", "213", "100"),
        ("b", "卫生厕所户数", "100", "90"),
        ("d", "文化广场个数", "432", "300"),
    ] {
        world.add(
            Indicator { decimals: 0, ..indicator(id, name, "个") },
            target(&format!("t{id}"), id, "400"),
        );
        world.ytd(id, "c", "2022-06", done).ytd(id, "c", "2022-05", before);
    }
    world
}

fn texts(bulletin: &Bulletin) -> Vec<String> {
    bulletin.blocks.iter().map(Block::text).collect()
}

#[test]
fn own_words_stand_behind_the_generated_ones_and_stay_when_figures_change() {
    let mut world = three();
    let written = |world: &World, template: Template| {
        let bulletin = world.bulletin("2022-06-30", Some("2022-05-31"), |input| {
            input.template = template;
            input.fields.overall = Some("  6月召开现场会。\n\n各镇参加。 ".to_owned());
            input.fields.progress = Some("其中两镇提前启动。".to_owned());
            input.fields.shortfalls = Some("有的台账未更新。".to_owned());
        });
        texts(&bulletin)
    };
    let at = |texts: &[String], words: &str| {
        texts.iter().position(|text| text.contains(words)).unwrap_or_else(|| panic!("{words}: {texts:?}"))
    };
    let first = written(&world, Template::Bulletin);
    let order = [
        "一、总体情况",
        "已完成",
        "6月召开现场会。",
        "各镇参加。",
        "二、主要指标",
        "213个",
        "其中两镇提前启动。",
    ];
    let places = order.map(|words| at(&first, words));
    assert!(places.is_sorted(), "{places:?} in {first:?}");
    let last = [at(&first, "存在问题"), at(&first, "有的台账未更新。"), at(&first, "下步工作要求")];
    assert!(last.is_sorted(), "{last:?} in {first:?}");

    world.ytd("a", "c", "2022-06", "260");
    let again = written(&world, Template::Bulletin);
    assert!(
        again.iter().any(|text| text.contains("260个")) && !again.iter().any(|text| text.contains("213个"))
    );
    let own = ["6月召开现场会。", "各镇参加。", "其中两镇提前启动。", "有的台账未更新。"];
    for words in own {
        assert!(again.contains(&words.to_owned()), "{words} is a paragraph of its own: {again:?}");
    }
    // A brief leaves the indicators to its annex, and a summary is one page of the program's own.
    assert!(!written(&world, Template::Brief).contains(&own[2].to_owned()));
    assert!(own.iter().all(|words| !written(&world, Template::Summary).contains(&(*words).to_owned())));
}

#[test]
fn the_bulletin_has_its_sections_in_order() {
    let bulletin = three().bulletin("2022-06-30", Some("2022-05-31"), |input| {
        input.fields.basis = Some("2022年重点任务分解方案".to_owned());
        input.fields.requirements = Some("一要抓进度。\n\n二要抓质量。".to_owned());
    });
    assert_eq!(bulletin.title, "关于青原县2022年上半年重点任务进展情况的通报");
    assert_eq!(bulletin.recipients.as_deref(), Some("各乡镇人民政府、街道办事处，县直各有关部门"));
    let texts = texts(&bulletin);
    assert_eq!(
        texts[0],
        "按照《2022年重点任务分解方案》要求，现将截至2022年6月底全县重点任务进展情况通报如下："
    );
    let headings: Vec<&str> = bulletin
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level: 1, text } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        headings,
        [
            "一、总体情况",
            "二、主要指标完成情况",
            "三、工作推进较好的单位和事项",
            "四、存在问题",
            "五、下步工作要求"
        ]
    );
    assert_eq!(
        texts[2],
        "截至6月底，全县纳入调度的3项指标中，已完成1项（占33.4%）、达到序时进度1项（33.3%）、未达序时进度1项（33.3%）。未达序时进度的指标中，严重滞后1项。按自然月计算，当前时间进度为50.0%。比5月底新完成1项、少滞后1项。"
    );
    assert_eq!(&texts[texts.len() - 2..], ["一要抓进度。", "二要抓质量。"]);
    assert_eq!(bulletin.annexes.len(), 1);
    assert_eq!(bulletin.annexes[0].label, "附件");
}

#[test]
fn praise_stands_only_with_the_rule_that_fired() {
    let bulletin = three().bulletin("2022-06-30", Some("2022-05-31"), |_| {});
    for block in &bulletin.blocks {
        let Block::Paragraph { rules, .. } = block else { continue };
        let praises = block.text().contains("超额完成目标任务。") || block.text().contains("目前已赶上");
        assert_eq!(praises, !rules.is_empty(), "{}", block.text());
    }
    let mut plain = World::of(count("污水治理村数", "个"), target("t", "i", "400"));
    plain.ytd("i", "c", "2022-06", "213");
    let headings = texts(&plain.bulletin("2022-06-30", None, |_| {})).join("\n");
    assert!(!headings.contains("较好"), "no rule fired, no section: {headings}");
    assert!(headings.contains("三、存在问题"), "and the numbers move up");
}

#[test]
fn no_sentence_gives_a_cause_or_blames() {
    let bulletin = three().bulletin("2022-06-30", Some("2022-05-31"), |_| {});
    let text = texts(&bulletin).join("");
    for word in ["因为", "由于", "导致", "不力", "截止", "增长-", "重视不够"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

#[test]
fn every_figure_of_a_target_points_to_it() {
    let bulletin = three().bulletin("2022-06-30", Some("2022-05-31"), |_| {});
    let figures: Vec<&Run> = bulletin
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph { runs, .. } => Some(runs),
            Block::Heading { .. } => None,
        })
        .flatten()
        .filter(|run| run.figure.is_some())
        .collect();
    assert!(figures.iter().any(|run| run.text == "53.3%"));
    for run in figures {
        let figure = run.figure.as_ref().unwrap();
        let over_all = matches!(
            figure.figure,
            Figure::Count | Figure::Share | Figure::SinceLast | Figure::TimeProgress | Figure::NotReported
        );
        assert!(figure.target.is_some() || over_all, "{} points nowhere", run.text);
    }
}

#[test]
fn reports_that_are_missing_late_or_corrected() {
    let households = |value: i64| CellState::Number {
        value: value.into(),
        uom: Uom::new("户"),
        qualifier: Qualifier::Exact,
    };
    let bulletin = three().bulletin("2022-06-30", None, |input| {
        input.reporting = Reporting {
            due: day("2022-07-05").and_hms_opt(17, 0, 0),
            missing: vec!["t1".into(), "t2".into()],
            late: vec![LateReport { org_unit: "t3".into(), on: day("2022-07-06") }],
            corrections: vec![Correction {
                org_unit: "t4".into(),
                indicator: "卫生厕所".to_owned(),
                period: "2022-03".parse().unwrap(),
                accepted: households(1200),
                corrected: households(1020),
                reason: "录入有误。".to_owned(),
            }],
        };
    });
    let text = texts(&bulletin).join("\n");
    assert!(text.contains("截至7月5日17时，甲镇、乙镇未按时报送，丙镇于7月6日补报。"), "{text}");
    assert!(
        text.contains("往期数据中，丁镇2022年3月卫生厕所“1200户”更正为“1020户”，原因：录入有误。"),
        "{text}"
    );
    assert!(text.contains("请甲镇、乙镇尽快补报本期数据"), "{text}");
}

#[test]
fn a_brief_leaves_the_figures_to_its_annex() {
    let bulletin = three().bulletin("2022-06-30", None, |input| input.template = Template::Brief);
    assert_eq!(bulletin.letterhead.as_deref(), Some("督查通报"));
    assert_eq!(bulletin.recipients, None);
    let text = texts(&bulletin).join("\n");
    assert!(!text.contains("主要指标完成情况") && text.contains("一、总体情况"));
    assert_eq!(bulletin.annexes[0].rows.len(), 3);
}

#[test]
fn checks_before_issue() {
    let check = |change: &dyn Fn(&mut BulletinInput<'_>), code: &str, severity: Severity| {
        let bulletin = three().bulletin("2022-06-30", None, |input| change(input));
        let found = bulletin.checks.iter().find(|problem| problem.code == code);
        assert_eq!(found.map(|problem| problem.severity), Some(severity), "{code}");
    };
    check(&|_| {}, "bulletin.no_doc_number", Severity::Query);
    check(&|_| {}, "bulletin.no_signer", Severity::Query);
    check(&|_| {}, "bulletin.no_issued_on", Severity::Hint);
    check(&|input| input.items.clear(), "bulletin.no_targets", Severity::Error);
    check(&|input| input.items[0].example = true, "bulletin.example", Severity::Query);
    check(&|input| input.reporting.missing = vec!["t1".into()], "bulletin.not_reported", Severity::Query);
    check(
        &|input| input.fields.issued_on = Some(day("2022-06-01")),
        "bulletin.issued_before_as_of",
        Severity::Error,
    );
    let clean = three().bulletin("2022-06-30", None, |input| {
        input.fields.doc_number = Some("青政办发〔2022〕15号".to_owned());
        input.fields.signer = Some("青原县人民政府办公室".to_owned());
        input.fields.letterhead = Some("青原县人民政府办公室文件".to_owned());
        input.fields.issued_on = Some(day("2022-07-05"));
    });
    assert_eq!(clean.checks, [], "nothing is left to ask");
}

#[test]
fn the_conclusion_on_screen() {
    use crate::assessment::Status::*;
    let world = World::new();
    let tree = world.tree(day("2022-06-30"));
    let check = |now: &[crate::assessment::Status],
                 before: Option<&[crate::assessment::Status]>,
                 sentence: &str,
                 comparison: Option<&str>| {
        let before = before.map(|statuses| (day("2022-05-31"), statuses));
        let found = conclusion(day("2022-06-30"), None, &tree, now, before);
        let text = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
        assert_eq!(text(&found.sentence), sentence);
        assert_eq!(text(&found.comparison), comparison.unwrap_or_default());
        for run in found.sentence.iter().chain(&found.comparison) {
            let counts = run.text.split('项').any(|before| before.ends_with(|c: char| c.is_ascii_digit()));
            assert!(!counts || run.figure.is_some(), "{} opens", run.text);
        }
    };
    check(
        &[Done, Exceeded, OnTrack, Behind, FarBehind, NoReport, NoTask],
        Some(&[Done, Behind, OnTrack, Behind, FarBehind, NotStarted]),
        "截至6月底，全县纳入调度的6项指标中，已完成2项、达到序时1项、滞后2项、未报1项。",
        Some("比5月底新完成1项、少滞后1项。"),
    );
    check(
        &[Done, Done, NoReport, OnTrack],
        Some(&[NoReport, Behind, FarBehind, NoTask]),
        "截至6月底，全县纳入调度的4项指标中，已完成2项、达到序时1项、未报1项。",
        Some("比5月底新完成1项、少滞后1项。"),
    );
    check(&[Done], Some(&[NoReport]), "截至6月底，全县纳入调度的1项指标中，已完成1项。", None);
    check(
        &[Done],
        Some(&[Done]),
        "截至6月底，全县纳入调度的1项指标中，已完成1项。",
        Some("完成和滞后的项数与5月底持平。"),
    );
    check(
        &[Overdue],
        Some(&[Done]),
        "截至6月底，全县纳入调度的1项指标中，逾期1项。",
        Some("比5月底少完成1项、多滞后1项。"),
    );
    check(&[], Some(&[]), "截至6月底，全县没有纳入调度的指标。", None);
    check(&[OnTrack], None, "截至6月底，全县纳入调度的1项指标中，达到序时1项。", None);
}

#[test]
fn a_bulletin_of_nothing_is_still_one() {
    let bulletin = World::new().bulletin("2022-06-30", None, |_| {});
    assert!(bulletin.annexes.is_empty());
    assert_eq!(
        texts(&bulletin).last().map(String::as_str),
        Some("各单位要按时限报送进展情况，对数据的真实性、准确性负责，佐证材料同步归档备查。")
    );
}

#[test]
fn every_template_has_its_title_its_paper_and_its_tables() {
    let check = |template: Template, title: &str, layout: Layout, tables: usize| {
        let bulletin = three().bulletin("2022-06-30", Some("2022-05-31"), |input| {
            input.template = template;
            input.fields.letterhead = Some("青原县人民政府办公室文件".to_owned());
            input.fields.doc_number = Some("第1期".to_owned());
            input.fields.copies = Some("县委办".to_owned());
        });
        assert_eq!(bulletin.title, title);
        assert_eq!(bulletin.layout(), layout, "{title}");
        assert_eq!(bulletin.annexes.len(), tables, "{title}");
        let headed = matches!(layout, Layout::Document | Layout::Letter | Layout::Issue);
        assert_eq!(bulletin.letterhead.is_some(), headed, "{title}");
        assert_eq!(bulletin.copies_line().is_some(), headed, "{title}");
        assert_eq!(bulletin.blocks.is_empty(), layout == Layout::Tables, "{title}");
        if layout == Layout::Tables {
            assert!(bulletin.annexes.iter().all(|table| table.label.is_empty()), "{title}");
            assert!(bulletin.annex_list().is_empty(), "{title}");
        }
    };
    let plain = "青原县2022年上半年重点任务进展情况";
    check(Template::Bulletin, &format!("关于{plain}的通报"), Layout::Document, 1);
    check(Template::Brief, &format!("关于{plain}的通报"), Layout::Issue, 1);
    check(Template::Letter, &format!("关于{plain}的函"), Layout::Letter, 1);
    check(Template::Summary, &format!("{plain}摘要"), Layout::Plain, 0);
    check(Template::UnitSheet, "青原县2022年上半年指标完成情况表", Layout::Tables, 1);
    check(Template::TargetList, "青原县重点任务目标清单", Layout::Tables, 1);
    check(Template::Changes, "青原县2022年5月底至6月底重点任务变化情况表", Layout::Tables, 1);
    check(Template::Corrections, "关于更正青原县2022年1—5月部分数据的通知", Layout::Document, 0);
}

#[test]
fn a_summary_says_where_things_stand_and_what_is_behind() {
    let summary =
        three().bulletin("2022-06-30", Some("2022-05-31"), |input| input.template = Template::Summary);
    let texts = texts(&summary);
    assert!(texts[0].starts_with("截至6月底，全县纳入调度的3项指标中"), "{texts:?}");
    assert!(
        texts.iter().any(|text| text.starts_with("1项指标未达序时进度或未达要求：卫生厕所户数")),
        "{texts:?}"
    );
    assert!(texts.iter().all(|text| !text.contains("附件")), "it has no annex to point to: {texts:?}");
}

#[test]
fn a_notice_lists_what_was_corrected_and_why() {
    let notice = three().bulletin("2022-06-30", Some("2022-05-31"), |input| {
        input.template = Template::Corrections;
        input.reporting.corrections = vec![Correction {
            org_unit: "t1".into(),
            indicator: "污水治理村数".to_owned(),
            period: "2022-03".parse().unwrap(),
            accepted: CellState::Nil,
            corrected: CellState::NotApplicable,
            reason: "漏报。".to_owned(),
        }];
    });
    assert_eq!(
        texts(&notice)[..2],
        [
            "经核实，截至2022年5月底已接收的数据中，以下1处需要更正，现通知如下：",
            "1.甲镇2022年3月污水治理村数“零报告”更正为“不适用”，原因：漏报。"
        ]
    );
    let none =
        three().bulletin("2022-06-30", Some("2022-05-31"), |input| input.template = Template::Corrections);
    assert_eq!(texts(&none), ["2022年6月1日以来，截至2022年5月底已接收的数据没有更正。"]);
}

#[test]
fn a_table_of_changes_says_which_way_each_target_went() {
    let changes =
        three().bulletin("2022-06-30", Some("2022-05-31"), |input| input.template = Template::Changes);
    let table = &changes.annexes[0];
    let rows: Vec<Vec<&str>> =
        table.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(
        rows[0][1..],
        ["污水治理村数", "个", "100", "25.0", "■严重滞后", "213", "53.3", "●达到序时", "+28.3", "好转"]
    );
    assert_eq!(
        rows[2][1..],
        ["文化广场个数", "个", "300", "75.0", "●达到序时", "432", "108.0", "★超额完成", "+33.0", "好转"]
    );
    assert!(table.notes[0].starts_with("与5月底相比，"), "{}", table.notes[0]);
    let alone = three().bulletin("2022-06-30", None, |input| input.template = Template::Changes);
    assert!(alone.annexes[0].rows.iter().all(|row| row.last().unwrap().text == "新增"));
}

#[test]
fn a_list_of_targets_names_the_sentence_each_stands_in() {
    let list = three().bulletin("2022-06-30", None, |input| {
        input.template = Template::TargetList;
        input.items[0].source =
            Some(Quote { title: "任务分解方案".to_owned(), words: "治理400个村".to_owned() });
    });
    let rows = &list.annexes[0].rows;
    let texts: Vec<&str> = rows[0].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts[2..4], ["污水治理村数", "400"]);
    assert_eq!(texts[5], "2022年底");
    assert_eq!(texts[7..], ["县生态环境局", "《任务分解方案》", "治理400个村"]);
    assert_eq!(rows[1].last().unwrap().text, "—");
}

#[test]
fn many_annexes_of_one_kind_are_named_together() {
    let mut bulletin = three().bulletin("2022-06-30", None, |_| {});
    let table = |title: &str, kind| Table { title: title.to_owned(), kind, ..bulletin.annexes[0].clone() };
    let named = |annexes: &[Table]| -> Vec<String> {
        let bulletin = Bulletin { annexes: annexes.to_vec(), ..bulletin.clone() };
        bulletin.annex_list().iter().map(Listed::words).collect()
    };
    let ranking = |title| table(title, Some("各项指标进度表"));
    let few = [table("总表", None), ranking("甲"), ranking("乙"), table("清单", Some("各项清单"))];
    assert_eq!(named(&few[..1]), ["总表"]);
    assert_eq!(named(&few), ["1.总表", "2.甲", "3.乙", "4.清单"]);
    let more = [few.to_vec(), ["丙", "丁", "戊"].map(ranking).to_vec()].concat();
    assert_eq!(named(&more), ["1.总表", "2—3.各项指标进度表", "4.清单", "5—7.各项指标进度表"]);
    bulletin.annexes = more;
    assert_eq!(bulletin.annex_list()[1].number_width(), 2 + 4 + 2 + 1);
}

#[test]
fn the_longer_of_the_documents_and_the_sentences_has_the_wider_column() {
    let widths = |title: usize, words: usize| {
        let list = three().bulletin("2022-06-30", None, |input| {
            input.template = Template::TargetList;
            input.items[0].source = Some(Quote { title: "案".repeat(title), words: "句".repeat(words) });
        });
        let columns: Vec<u32> = list.annexes[0].columns.iter().map(|column| column.width).collect();
        (columns[8], columns[9])
    };
    assert_eq!(widths(20, 20), (17, 17));
    assert_eq!(widths(20, 200), (10, 24));
    assert_eq!(widths(30, 4), (18, 16));
}

/// The sentence of the target, put as `已完成□，达□。`: words of one's own around two of its figures.
fn put_differently(bulletin: &Bulletin) -> Edit {
    let found = bulletin.blocks.iter().find_map(|block| match block {
        Block::Paragraph { runs, sentence: Some(sentence), .. } if sentence.key.starts_with("progress|") => {
            Some((runs, sentence))
        }
        _ => None,
    });
    let (runs, sentence) = found.expect("the sentence of the target");
    let figure = |of: Figure| {
        let run = runs.iter().find(|run| run.figure.as_ref().is_some_and(|figure| figure.figure == of));
        Run::figure("不算数", run.expect("the figure").figure.clone().expect("a figure"))
    };
    let runs = vec![
        Run::words("各镇抓紧，已完成"),
        figure(Figure::Actual),
        Run::words("，达"),
        figure(Figure::Rate),
        Run::words("。"),
    ];
    Edit { sentence: sentence.key.clone(), basis: sentence.basis.clone(), runs }
}

#[test]
fn a_sentence_put_differently_keeps_its_words_and_its_figures_follow_the_data() {
    let world = |done: &str| {
        let mut world = World::of(indicator("i", "生活污水治理", "个"), target("t", "i", "400"));
        world.ytd("i", "c", "2022-06", done);
        world
    };
    let edit = put_differently(&world("213").bulletin("2022-06-30", None, |_| {}));
    let with = |world: &World, edits: Vec<Edit>| {
        world.bulletin("2022-06-30", None, |input| input.edits = edits.clone())
    };
    let codes = |bulletin: &Bulletin| {
        let of_sentences = bulletin.checks.iter().filter(|check| check.place.starts_with("sentence:"));
        of_sentences.map(|check| check.code).collect::<Vec<_>>()
    };

    let put = with(&world("213"), vec![edit.clone()]);
    assert!(texts(&put).contains(&"各镇抓紧，已完成213个，达53.3%。".to_owned()), "{:?}", texts(&put));
    assert_eq!(codes(&put), [""; 0]);
    let generated = put.blocks.iter().find_map(|block| match block {
        Block::Paragraph { sentence: Some(sentence), .. } => sentence.generated.clone(),
        _ => None,
    });
    assert!(generated.is_some(), "what the program says is still there");

    // Other figures in a sentence of the same words: the figures follow, nothing is asked.
    let more = with(&world("216"), vec![edit.clone()]);
    assert!(texts(&more).contains(&"各镇抓紧，已完成216个，达54.0%。".to_owned()), "{:?}", texts(&more));
    assert_eq!(codes(&more), [""; 0]);

    // The program would use other words now: the person's stay, and a check says what the program says.
    let behind = with(&world("100"), vec![edit.clone()]);
    assert!(texts(&behind).contains(&"各镇抓紧，已完成100个，达25.0%。".to_owned()));
    assert_eq!(codes(&behind), ["bulletin.sentence_changed"]);

    // Nothing reported: a figure that is not there is shown as such, and the bulletin is not to be issued so.
    let empty = World::of(indicator("i", "生活污水治理", "个"), target("t", "i", "400"));
    let gone = with(&empty, vec![edit.clone()]);
    assert!(
        texts(&gone).iter().any(|text| text.starts_with("各镇抓紧，已完成〔无此数〕")),
        "{:?}",
        texts(&gone)
    );
    assert!(codes(&gone).contains(&"bulletin.figure_gone"), "{:?}", codes(&gone));

    // The sentence itself is not there any more.
    let other = Edit { sentence: "progress||x|1".to_owned(), ..edit };
    assert_eq!(codes(&with(&world("213"), vec![other])), ["bulletin.sentence_gone"]);
}
