//! 总览 as a picture: what the screen shows, drawn on one sheet with its day and where it comes from.

use std::collections::HashMap;

use app::Desk;
use app::assessment::RankWish;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::assessment::{Lamp, Status};
use domain::kernel::{Date, OrgUnitId, Problem, TargetId};
use domain::reports::{Chart, Standing, ranking_chart};
use drawing::{Board, BoardLine, Tally};

use super::assessment::overview_of;
use super::documents::refused;
use super::reports::{file_name, free_name, put};
use crate::session::FileKind;
use crate::wire::assessment::{
    BoardRequest, BoardSheets, ExportOverviewRequest, Figure, Overview, StatusView, TargetLine,
};
use crate::wire::reports::ExportAnswer;
use crate::{Session, WireError};

/// Most lines of the list; the rest is counted.
const MOST_LINES: usize = 24;

/// Millimetres of a sheet of A4 that a printer reaches.
const SHEET: f64 = 257.0;

pub fn export(session: &Session, request: ExportOverviewRequest) -> Result<ExportAnswer, WireError> {
    let (title, kind, bytes) = session.with_context(&request.board.context, |desk, as_of| {
        let board = board(desk, as_of, &request.board)?;
        let picture = board.draw();
        let (kind, bytes) = match request.format.as_str() {
            "png" => (FileKind::Png, picture.png().map_err(undrawn)?),
            "svg" => (FileKind::Svg, picture.svg.into_bytes()),
            other => return Err(refused(Problem::error("word.unknown", "format").with(other))),
        };
        Ok((format!("{}（{}）", board.title, board.as_of), kind, bytes))
    })?;
    let name = format!("{}.{}", file_name(&title), kind.extension());
    let path = match request.choose {
        true => session.host().choose_save(kind, &name),
        false => Some(free_name(&session.host().documents_dir(), &name)),
    };
    let Some(path) = path else { return Ok(ExportAnswer { path: None, digest: None }) };
    put(&path, &bytes)?;
    Ok(ExportAnswer { path: Some(path.display().to_string()), digest: None })
}

pub fn print(session: &Session, request: BoardRequest) -> Result<BoardSheets, WireError> {
    session.with_context(&request.context, |desk, as_of| {
        let sheets = board(desk, as_of, &request)?.sheets(SHEET);
        let encoded = |sheet: &drawing::Picture| Ok(STANDARD.encode(sheet.png().map_err(undrawn)?));
        Ok(BoardSheets { pictures: sheets.iter().map(encoded).collect::<Result<_, WireError>>()? })
    })
}

fn undrawn(error: drawing::DrawingError) -> WireError {
    app::AppError::Broken(error.to_string()).into()
}

fn board(desk: &mut Desk, as_of: Date, request: &BoardRequest) -> Result<Board, WireError> {
    let view = overview_of(desk, as_of, request.context.org_unit.as_deref())?;
    let ranking = request.ranking.as_deref().map(|target| ranking(desk, as_of, target, &request.without));
    let ranking = ranking.transpose()?;
    let title = desk.title()?;
    let head = desk.ledger().read().ledger_head().map_err(app::AppError::from)?.to_string();
    let by_key: HashMap<(&str, &str), &TargetLine> =
        view.lines.iter().map(|line| ((line.target.as_str(), line.org_unit.as_str()), line)).collect();
    let shown = request.lines.iter().filter_map(|line| {
        by_key.get(&(line.target.as_str(), line.org_unit.as_str())).map(|line| board_line(&view, line))
    });
    let mut lines: Vec<BoardLine> = shown.collect();
    let heading = format!("{}　{}项", request.heading, lines.len());
    let left_out = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    let words =
        |runs: &[crate::wire::reports::Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let said = [words(&view.sentence), words(&view.comparison)];
    let place = if view.scope == "全部" { String::new() } else { view.scope.clone() };
    let mark: String = head.chars().take(8).collect();
    let example = if view.example { "含示例数据，仅供演示。" } else { "" };
    Ok(Board {
        title: format!("{place}任务进展总览"),
        as_of: format!("截至{}", view.as_of_label),
        time_progress: format!("时间进度{}{}", view.time_progress.text, view.time_progress.uom),
        said: said.into_iter().filter(|said| !said.is_empty()).collect(),
        tallies: view
            .counts
            .iter()
            .map(|count| Tally {
                standing: standing(&count.status),
                count: count.count.to_string(),
                note: format!("上月{}", count.before),
            })
            .collect(),
        heading,
        lines,
        more: (left_out > 0).then(|| format!("另有{left_out}项未列")),
        ranking,
        source: format!("来源：台账“{title}”，台账标记{mark}。{example}"),
    })
}

fn ranking(desk: &mut Desk, as_of: Date, target: &str, without: &[String]) -> Result<Chart, WireError> {
    let wish = RankWish { group: None, without: without.iter().map(OrgUnitId::new).collect() };
    let found = app::assessment::ranking(desk, &TargetId::new(target), as_of, &wish)?;
    let book = desk.book()?;
    let tree = book.tree(as_of);
    let name = &book.indicator(&found.whole.target.indicator)?.name;
    let units = found.parts.iter().map(|part| part.now.as_ref()).collect();
    Ok(ranking_chart(name, &found.whole.now, units, |unit| tree.name(unit).to_owned()))
}

fn standing(status: &StatusView) -> Standing {
    let (code, lamp) = (status.code.parse(), status.lamp.parse());
    Standing::of(code.unwrap_or(Status::NoTask), lamp.unwrap_or(Lamp::None))
}

fn board_line(view: &Overview, line: &TargetLine) -> BoardLine {
    let figure = |figure: &Option<Figure>| match figure {
        Some(figure) if figure.uom == "%" => format!("{}%", figure.text),
        Some(figure) => figure.text.clone(),
        None => "—".to_owned(),
    };
    let place = Some(line.org_unit_name.clone()).filter(|name| *name != view.scope);
    let answers = line.responsible.as_ref().map(|who| format!("责任单位：{who}"));
    let of: Vec<String> = [place, answers].into_iter().flatten().collect();
    let actual = line.coverage.clone().unwrap_or_else(|| figure(&line.actual));
    BoardLine {
        standing: standing(&line.status),
        name: line.name.clone(),
        of: of.join("　"),
        cells: [
            line.goal.clone(),
            format!("{}{actual}", line.qualifier),
            figure(&line.gap),
            figure(&line.rate),
            line.variance.as_ref().map_or_else(|| "—".to_owned(), |variance| variance.text.clone()),
        ],
    }
}
