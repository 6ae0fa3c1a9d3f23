//! Reports in the real window, on the sample ledger: 总览 as a picture and on paper; a sentence is put differently, the report
//! goes out on the office's own paper and into the archive, a figure changes, and the archive says which and by whom.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use e2e::{Outcome, Window, ensure, journey};
use serde_json::json;
use zip::write::SimpleFileOptions;

const CONTROL_P: &str = "\u{e009}p\u{e000}";
const CONTROL_SHIFT_S: &str = "\u{e009}\u{e008}s\u{e000}";
const OWN_WORDS: &str = "（已会商）";

#[test]
fn the_overview_is_a_picture_and_a_printed_sheet() {
    journey("pictures", async |window| {
        window.resize(1366, 768).await?;
        open_sample(window).await?;
        window.see("[data-pane=list] table").await?;
        window.type_keys(CONTROL_SHIFT_S).await?;
        let picture = window.until("a picture", async || saved(window, "png")).await?;
        ensure(picture.starts_with(b"\x89PNG"), "it is no picture")?;
        prints(window, ".dz-print-sheet > img").await?;
        window.click("[data-testid=pictures]").await?;
        window.see(".ant-dropdown-menu-item").await?;
        window.keep_picture("overview-menu").await?;
        window.press("存为矢量图（SVG）").await?;
        let vectors = window.until("vectors", async || saved(window, "svg")).await?;
        ensure(String::from_utf8_lossy(&vectors).contains("任务进展总览"), "it bears no title")
    });
}

#[test]
fn a_report_goes_out_on_own_paper_and_the_archive_says_what_changed() {
    journey("reports", async |window| {
        window.resize(1366, 768).await?;
        open_sample(window).await?;
        window.go_to("reports").await?;
        window.see("[data-testid=bulletin-figure]").await?;
        differently(window).await?;
        on_paper(window).await?;
        let written = send_out(window).await?;
        prints(window, ".dz-print-sheet .dz-paper").await?;
        change_a_target(window).await?;
        look_in_the_archive(window).await?;
        verify(window, &written).await
    });
}

#[test]
fn a_long_report_says_what_is_being_done_and_is_stopped() {
    journey("long-report", async |window| {
        window.resize(1366, 768).await?;
        open_sample(window).await?;
        window.go_to("reports").await?;
        window.see("[data-testid=bulletin-figure]").await?;
        no_page_is_too_full(window).await?;
        window.click("[data-testid=with-derivations]").await?;
        window.click("[data-testid=export-pdf]").await?;
        window.see("[data-testid=export-going] [aria-current=step]").await?;
        no_faults(window, "long report").await?;
        window.click("[data-testid=export-stop]").await?;
        window.see_text("已停止，没有写出文件。").await?;
        window.gone("[data-testid=export-going]").await?;
        ensure(saved(window, "pdf").is_err(), "nothing is written")
    });
}

/// A paragraph is cut where a line of it begins, so that no page has a line too many.
async fn no_page_is_too_full(window: &Window) -> Outcome {
    let body = "return [...document.querySelectorAll('.dz-paper-block')].map((block) => {
        const box = block.getBoundingClientRect();
        const lowest = Math.max(box.top, ...[...block.querySelectorAll('p')].map((p) => p.getBoundingClientRect().bottom));
        return (lowest - box.top) / box.height;
    })";
    let seen = window.script(body, vec![]).await?;
    let filled: Vec<f64> = serde_json::from_value(seen).map_err(|e| e.to_string())?;
    ensure(filled.iter().any(|share| *share > 0.9), format!("a page is full: {filled:?}"))?;
    ensure(filled.iter().all(|share| *share < 1.01), format!("no page has a line too many: {filled:?}"))
}

/// The first sentence gets words of one's own before its figures.
async fn differently(window: &Window) -> Outcome {
    // It stands in the margin and is seen under the pointer or with the focus.
    let mark = ".dz-paper [data-testid=edit-sentence]";
    window.see(mark).await?;
    window.script("document.querySelector(arguments[0]).click()", vec![json!(mark)]).await?;
    window.see("[data-testid=sentence]").await?;
    no_faults(window, "editor").await?;
    window.keep_picture("reports-editor").await?;
    window.type_into("[data-testid=sentence]", OWN_WORDS).await?;
    window.click("[data-testid=sentence-keep]").await?;
    window.gone("[data-testid=sentence]").await?;
    window.expect("[data-testid=preview]", OWN_WORDS).await
}

/// A template with a paper of the office is saved and taken.
async fn on_paper(window: &Window) -> Outcome {
    let paper = window.folder().join("县办用纸.docx");
    write_paper(&paper)?;
    window.click("[data-testid=save-template]").await?;
    window.type_into("#template-name", "县办通报").await?;
    window.type_into("[data-testid=paper-input]", &paper.to_string_lossy()).await?;
    window.see_text("县办用纸.docx").await?;
    window.keep_picture("reports-paper").await?;
    window.press("保存模板").await?;
    window.gone("#template-name").await?;
    window.click("[data-testid=take-template]").await?;
    window.press("县办通报").await?;
    window.see("[data-testid=leave-paper]").await.map(drop)
}

/// A document as an office keeps one, with places for title and text.
fn write_paper(path: &Path) -> Outcome {
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body: String = ["县办用纸", "{{标题}}", "{{正文}}", "{{附件}}"].map(paragraph).concat();
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"#
            ),
        ),
        (
            "word/document.xml",
            format!(r#"<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>"#),
        ),
    ];
    let file = std::fs::File::create(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut archive = zip::ZipWriter::new(file);
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).map_err(|e| e.to_string())?;
        archive.write_all(text.as_bytes()).map_err(|e| e.to_string())?;
    }
    archive.finish().map(drop).map_err(|e| e.to_string())
}

/// Word on the office's paper asks nothing about faces; it bears the own words, and goes into the archive.
async fn send_out(window: &Window) -> Outcome<PathBuf> {
    window.click("[data-testid=export-docx]").await?;
    let path = PathBuf::from(window.text_of("[data-testid=exported-path]").await?.trim());
    let words = words_of(&path)?;
    for wanted in ["县办用纸", OWN_WORDS, "指标完成情况表"] {
        ensure(words.contains(wanted), format!("{} holds no {wanted}", path.display()))?;
    }
    window.click("[data-testid=archive-report]").await?;
    window.see("#archive-title").await?;
    window.type_into("#archive-number", "县办发〔2022〕7号").await?;
    window.click(".ant-modal-footer .ant-btn-primary").await?;
    window.gone("#archive-title").await?;
    Ok(path)
}

/// Since then a target was corrected.
async fn change_a_target(window: &Window) -> Outcome {
    let asked = json!({ "target": "t-sewage", "valid_from": "2022-01-01" });
    let mut draft = window.rpc("target_draft", asked).await?;
    draft["value"] = json!("800");
    let change = json!({ "type": "correct", "valid_from": "2022-01-01" });
    let revision = json!({ "target": "t-sewage", "change": change, "draft": draft, "reason": "调整任务" });
    window.rpc("revise_target", revision).await.map(drop)
}

async fn look_in_the_archive(window: &Window) -> Outcome {
    window.click("[data-testid=open-archive]").await?;
    window.see_text("县办发〔2022〕7号").await?;
    window.click("[data-testid=archived]").await?;
    window.expect("[data-testid=archived-report]", "调整任务").await?;
    no_faults(window, "archive").await?;
    window.keep_picture("reports-archive").await?;
    window.click("[data-testid=archive-close]").await?;
    window.gone("[data-testid=archived-report]").await
}

/// The file itself is known again, and held against the ledger.
async fn verify(window: &Window, file: &Path) -> Outcome {
    window.type_into("[data-testid=verify-input]", &file.to_string_lossy()).await?;
    window.expect("[data-testid=verdict][data-kept=held]", "800").await?;
    no_faults(window, "verdict").await?;
    window.keep_picture("reports-verdict").await?;
    window.click("[data-testid=verdict-close]").await?;
    window.gone("[data-testid=verdict]").await
}

async fn open_sample(window: &Window) -> Outcome {
    window.press("打开示例").await?;
    window.see("[data-pane=list] table").await.map(drop)
}

async fn no_faults(window: &Window, place: &str) -> Outcome {
    let faults = window.serious_faults().await?;
    ensure(faults.is_empty(), format!("{place}: {}", faults.join("\n")))
}

/// The text of a Word file, without its tags.
fn words_of(path: &Path) -> Outcome<String> {
    let file = std::fs::File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut archive = zip::ZipArchive::new(file).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut xml = String::new();
    let mut part = archive.by_name("word/document.xml").map_err(|e| e.to_string())?;
    part.read_to_string(&mut xml).map_err(|e| e.to_string())?;
    Ok(xml.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect())
}

/// The first file of a kind among those that the program wrote.
fn saved(window: &Window, kind: &str) -> Outcome<Vec<u8>> {
    let files =
        std::fs::read_dir(window.folder()).map_err(|e| e.to_string())?.flatten().map(|entry| entry.path());
    let mut of_kind = files.filter(|path| path.extension().is_some_and(|ending| ending == kind));
    let path = of_kind.next().ok_or_else(|| format!("there is no .{kind} yet"))?;
    std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Ctrl+P puts sheets in place of the window; the printer's own dialog cannot be worked from here.
async fn prints(window: &Window, sheet: &str) -> Outcome {
    window.script("window.print = () => { window.printed = (window.printed ?? 0) + 1 }", vec![]).await?;
    window.type_keys(CONTROL_P).await?;
    window
        .until("printing", async || {
            let body = "return [window.printed ?? 0, document.querySelectorAll(arguments[0]).length]";
            let seen = window.script(body, vec![json!(sheet)]).await?;
            let counts: Vec<u64> = serde_json::from_value(seen).map_err(|e| e.to_string())?;
            ensure(matches!(counts[..], [1, sheets] if sheets > 0), format!("{counts:?}"))
        })
        .await?;
    window.script("dispatchEvent(new Event('afterprint')); delete window.printed", vec![]).await?;
    window.gone(".dz-print").await
}
