//! A form out of the real window as a workbook, filled in by a script as somebody without the program would, with its
//! rows sorted and a column moved, and back through the import room; by keyboard but for the desktop's own file dialog.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use e2e::{Outcome, Window, ensure, journey};
use rust_xlsxwriter::Workbook;
use serde_json::json;
use tokio::process::Command;

const ENTER: &str = "\u{e007}";
const F6: &str = "\u{e036}";
const CONTROL_ENTER: &str = "\u{e009}\u{e007}\u{e000}";

/// Of the sample: townships, two figures each, every month; some have not reported in June.
const FORM: &str = "包头市入户走访月报";
const FORM_ID: &str = "f-visits";
const PERIOD: &str = "2022-06";
/// What is written in for those.
const FIGURES: [f64; 2] = [812.0, 37.0];
/// Where the two figures stand on the paper, and what beside its rows says what they are.
const COLUMNS: [usize; 2] = [2, 3];
const KEY: &str = "dz:unit|";
/// What stands above the figures of a workbook that no form is for.
const NEW_TABLE: &str = "包头市2022年6月垃圾清运月报,,\n苏木乡镇,垃圾清运量（吨）,出动车辆（辆次）\n";
const HIDDEN_SHEET: &str = "_dz";
/// LibreOffice needs its time on a busy machine.
const SAVING: Duration = Duration::from_secs(120);

#[test]
fn a_form_filled_in_elsewhere_comes_back_sorted_and_with_a_column_moved() {
    journey("workbook", async |window| {
        window.resize(1366, 768).await?;
        window.tab_to(".st-ways button").await?;
        window.type_keys(ENTER).await?;
        window.see("[data-pane=list] table").await?;

        window.find(FORM).await?;
        window.see("[data-testid=grid] textarea:focus").await?;
        window.type_keys(F6).await?;
        window.tab_to("[data-testid=export-form]").await?;
        window.type_keys(ENTER).await?;
        window.see(".ant-dropdown-menu-item:focus, .ant-dropdown-menu-item-active").await?;
        window.type_keys(ENTER).await?;
        let paper = window.until("the paper", async || paper_in(window.folder())).await?;

        let filled = window.folder().join("filled/调度表.xlsx");
        let towns = fill(&paper, &filled)?;
        save_as_libreoffice(&filled).await?;

        window.find("填报").await?;
        window.tab_to("[data-testid=to-workbooks]").await?;
        window.type_keys(ENTER).await?;
        window.type_into("[data-testid=workbook-input]", &filled.to_string_lossy()).await?;
        window.expect("[data-testid=workbook-write]:enabled", &(towns.len() * 2).to_string()).await?;
        window.keep_picture("workbook-read").await?;
        let faults = window.serious_faults().await?;
        ensure(faults.is_empty(), faults.join("\n"))?;
        window.type_keys(CONTROL_ENTER).await?;
        window.see("[data-testid=grid] [role=gridcell]").await?;
        for town in &towns {
            for (column, figure) in FIGURES.iter().enumerate() {
                window
                    .until("the figure is in its cell", async || {
                        let text = text_of(window, town, column).await?;
                        ensure(text == figure.to_string(), format!("{town} says {text}"))
                    })
                    .await?;
            }
        }
        window.expect("[data-testid=grid]", "812").await?;
        window.keep_picture("workbook-written").await?;
        new_form(window, &towns).await
    });
}

/// A workbook that no form is for: its form is made from its own words, and its figures stand on that form.
async fn new_form(window: &Window, towns: &[String]) -> Outcome {
    let path = window.folder().join("filled/清运.csv");
    let lines = towns.iter().map(|town| format!("{town},35.5,12\n")).collect::<String>();
    std::fs::write(&path, format!("{NEW_TABLE}{lines}")).map_err(|e| format!("{}: {e}", path.display()))?;
    window.find("填报").await?;
    window.tab_to("[data-testid=to-workbooks]").await?;
    window.type_keys(ENTER).await?;
    window.type_into("[data-testid=workbook-input]", &path.to_string_lossy()).await?;
    window.tab_to("[data-testid=new-form]").await?;
    window.type_keys(ENTER).await?;
    window.see("[data-testid=new-form-name]:focus").await?;
    window.see("[data-testid=make-form]:enabled").await?;
    window.keep_picture("workbook-new-form").await?;
    let faults = window.serious_faults().await?;
    ensure(faults.is_empty(), format!("new form: {}", faults.join("\n")))?;
    window.type_keys(CONTROL_ENTER).await?;
    window.gone("[data-testid=new-form-name]").await?;
    window.expect("[data-testid=workbook-write]:enabled", &(towns.len() * 2).to_string()).await?;
    window.type_keys(CONTROL_ENTER).await?;
    window.expect("[data-testid=grid]", "35.5").await?;
    window.keep_picture("workbook-new-written").await
}

/// The workbook that was written, once it is whole.
fn paper_in(folder: &Path) -> Outcome<PathBuf> {
    let files = std::fs::read_dir(folder).map_err(|e| e.to_string())?.flatten().map(|entry| entry.path());
    let mut papers = files.filter(|path| path.extension().is_some_and(|end| end == "xlsx"));
    let paper = papers.next().ok_or("no workbook yet")?;
    open_workbook::<Xlsx<_>, _>(&paper).map_err(|e| format!("{}: {e}", paper.display()))?;
    Ok(paper)
}

/// Writes the figures in for the towns that have none, turns the order of the rows round and puts the second figure before
/// the first; what is hidden stays where a spreadsheet would keep it. Answers the towns.
fn fill(paper: &Path, filled: &Path) -> Outcome<Vec<String>> {
    let said = |e: &dyn std::fmt::Display| format!("{}: {e}", paper.display());
    let mut read: Xlsx<_> = open_workbook(paper).map_err(|e: calamine::XlsxError| said(&e))?;
    let mut written = Workbook::new();
    let mut towns = Vec::new();
    for name in read.sheet_names() {
        let mut cells = read.worksheet_range(&name).map_err(|e| said(&e))?;
        let sheet = written.add_worksheet().set_name(&name).map_err(|e| said(&e))?;
        let (rows, columns) = cells.get_size();
        let mut order: Vec<usize> = (0..rows).collect();
        if name == HIDDEN_SHEET {
            sheet.set_hidden(true);
        } else {
            let key = columns - 1;
            towns = write_figures(&mut cells, key)?;
            let is_unit = |row: &usize| cells[(*row, key)].to_string().starts_with(KEY);
            let body: Vec<usize> = (0..rows).filter(is_unit).collect();
            for (place, row) in body.iter().zip(body.iter().rev()) {
                order[*place] = *row;
            }
            sheet.set_column_hidden(key as u16).map_err(|e| said(&e))?;
            sheet.set_row_hidden(rows as u32 - 1).map_err(|e| said(&e))?;
        }
        for (row, from) in (0..).zip(order) {
            for column in 0..columns {
                let moved = match COLUMNS.iter().position(|at| *at == column) {
                    Some(at) if name != HIDDEN_SHEET => COLUMNS[1 - at],
                    _ => column,
                };
                let put = match &cells[(from, moved)] {
                    Data::Float(number) => sheet.write_number(row, column as u16, *number),
                    Data::Empty => continue,
                    other => sheet.write_string(row, column as u16, other.to_string()),
                };
                put.map_err(|e| said(&e))?;
            }
        }
    }
    std::fs::create_dir_all(filled.parent().ok_or("no folder")?).map_err(|e| said(&e))?;
    written.save(filled).map_err(|e| said(&e))?;
    Ok(towns)
}

fn write_figures(cells: &mut Range<Data>, key: usize) -> Outcome<Vec<String>> {
    let is_free = |row: &usize| {
        let is_empty = |column: &usize| cells[(*row, *column)] == Data::Empty;
        cells[(*row, key)].to_string().starts_with(KEY) && COLUMNS.iter().all(is_empty)
    };
    let rows: Vec<usize> = (0..cells.height()).filter(is_free).collect();
    ensure(!rows.is_empty(), "every town has reported")?;
    for row in &rows {
        for (column, figure) in COLUMNS.into_iter().zip(FIGURES) {
            cells.set_value((*row as u32, column as u32), Data::Float(figure));
        }
    }
    Ok(rows.into_iter().map(|row| cells[(row, 1)].to_string()).collect())
}

/// Opens it in LibreOffice and saves it from there; where there is none it stays as it was written.
async fn save_as_libreoffice(path: &Path) -> Outcome {
    let folder = path.parent().ok_or("no folder")?;
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let saved = folder.join("saved");
    let begun = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .args([&saved, path])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let Ok(mut program) = begun else {
        println!("no soffice: the workbook comes back as a library wrote it");
        return Ok(());
    };
    let ended = tokio::time::timeout(SAVING, program.wait()).await.map_err(|_| "soffice does not end")?;
    let ended = ended.map_err(|e| e.to_string())?;
    ensure(ended.success(), format!("soffice: {ended}"))?;
    let name = path.file_name().ok_or("no name")?;
    std::fs::rename(saved.join(name), path).map_err(|e| format!("soffice wrote nothing: {e}"))
}

/// What stands in a town's cell of a column, as printed.
async fn text_of(window: &Window, town: &str, column: usize) -> Outcome<String> {
    let request =
        json!({ "form": FORM_ID, "period": PERIOD, "layout": "units_indicators", "indicator": null });
    let grid = window.rpc("grid", request).await?;
    let list = |name: &str| grid[name].as_array().cloned().unwrap_or_default();
    let rows = list("rows");
    let row = rows.iter().find(|row| row["title"] == town).ok_or_else(|| format!("no row {town}"))?;
    Ok(e2e::text_at(&grid, row["key"].as_str().ok_or("no key")?, column).to_owned())
}
