//! 总览 as one picture: the conclusion, how many stand where, what has to be looked at, and a ranking.

use domain::reports::{Chart, Plot, Standing};

use super::canvas::{Anchor, Canvas, Dash, FAINT, HAIR, INK, SMALL, TYPE, cut, lines};
use super::{Picture, WIDTH, bars, shade};

/// 总览, every word as it stands on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// 包头市任务进展总览.
    pub title: String,
    /// 截至2022年6月底, at the left below it.
    pub as_of: String,
    /// 时间进度50.0%, at the right.
    pub time_progress: String,
    /// The conclusion, and what changed since the month before.
    pub said: Vec<String>,
    /// How many stand where.
    pub tallies: Vec<Tally>,
    /// What the list holds: 需要处理　9项.
    pub heading: String,
    /// The list.
    pub lines: Vec<BoardLine>,
    /// What the list leaves out.
    pub more: Option<String>,
    /// The ranking that is looked at.
    pub ranking: Option<Chart>,
    /// Where the figures come from.
    pub source: String,
}

/// How many have a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The status.
    pub standing: Standing,
    /// How many.
    pub count: String,
    /// 上月 3.
    pub note: String,
}

/// A target of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardLine {
    /// How it stands.
    pub standing: Standing,
    /// 指标名称.
    pub name: String,
    /// Whose it is and who answers for it, below the name.
    pub of: String,
    /// 目标值, 完成, 缺口, 完成率, 序时差.
    pub cells: [String; COLUMNS.len()],
}

/// Where columns begin, or end where they hold numbers; and how much room they have.
struct Place {
    head: &'static str,
    x: f64,
    room: f64,
    anchor: Anchor,
}

const STANDING: f64 = 22.0;
const NAME: f64 = 62.0;
const COLUMNS: [Place; 5] = [
    Place { head: "目标值", x: 86.0, room: 20.0, anchor: Anchor::Start },
    Place { head: "完成", x: 122.0, room: 16.0, anchor: Anchor::End },
    Place { head: "缺口", x: 135.0, room: 12.0, anchor: Anchor::End },
    Place { head: "完成率", x: 146.0, room: 10.0, anchor: Anchor::End },
    Place { head: "序时差", x: 156.0, room: 9.5, anchor: Anchor::End },
];

const TITLE: f64 = 5.6;
const SAID: f64 = 3.7;
const ROW: f64 = 5.6;
/// A line of the list, with what stands below the name.
const ENTRY: f64 = 9.0;
/// Around a picture that stands alone.
const MARGIN: f64 = 10.0;
/// Tallies beside each other.
const IN_A_ROW: usize = 6;

impl Board {
    /// Draws it whole, with a margin around it.
    pub fn draw(&self) -> Picture {
        self.whole().finish_within(MARGIN)
    }

    fn whole(&self) -> Canvas {
        let mut canvas = self.head();
        self.list(&mut canvas);
        if let Some(ranking) = &self.ranking {
            canvas.append(ranked(ranking), 6.0);
        }
        self.foot(&mut canvas);
        canvas
    }

    /// Draws it for the printer: the ranking has a sheet of its own where one sheet is not high enough for all.
    pub fn sheets(&self, height: f64) -> Vec<Picture> {
        let whole = self.whole();
        let Some(ranking) = self.ranking.as_ref().filter(|_| whole.bottom() > height) else {
            return vec![whole.finish()];
        };
        let first = Self { ranking: None, ..self.clone() }.whole().finish();
        let mut second = Canvas::new(&self.title);
        self.titled(&mut second);
        second.append(ranked(ranking), 4.0);
        self.foot(&mut second);
        vec![first, second.finish()]
    }

    fn titled(&self, canvas: &mut Canvas) {
        canvas.words((0.0, TITLE), TITLE, Anchor::Start, INK, &cut(&self.title, WIDTH, TITLE));
        let base = TITLE + 6.2;
        canvas.words((0.0, base), TYPE, Anchor::Start, FAINT, &self.as_of);
        canvas.words((WIDTH, base), TYPE, Anchor::End, FAINT, &self.time_progress);
        canvas.line("rule", &[(0.0, base + 2.4), (WIDTH, base + 2.4)], INK, 0.4, Dash::Full);
        canvas.reach(base + 2.6);
    }

    fn head(&self) -> Canvas {
        let mut canvas = Canvas::new(&self.title);
        self.titled(&mut canvas);
        let mut base = canvas.bottom() + 6.0;
        for line in self.said.iter().flat_map(|said| lines(said, WIDTH, SAID)) {
            canvas.words((0.0, base), SAID, Anchor::Start, INK, &line);
            base += 6.0;
        }
        let top = base - 2.0;
        let width = WIDTH / IN_A_ROW as f64;
        for (at, tally) in self.tallies.iter().enumerate() {
            let (x, y) = ((at % IN_A_ROW) as f64 * width, top + (at / IN_A_ROW) as f64 * 15.0);
            standing(&mut canvas, &tally.standing, (x, y + 3.2), width - 2.0);
            canvas.words((x, y + 9.8), 5.6, Anchor::Start, INK, &tally.count);
            canvas.words((x + 9.0, y + 9.6), SMALL, Anchor::Start, FAINT, &tally.note);
            canvas.reach(y + 12.0);
        }
        canvas
    }

    fn list(&self, canvas: &mut Canvas) {
        let mut base = canvas.bottom() + 6.0;
        canvas.words((0.0, base), SAID, Anchor::Start, INK, &self.heading);
        if self.lines.is_empty() {
            return;
        }
        base += ROW;
        for Place { head, x, anchor, .. } in &COLUMNS {
            canvas.words((*x, base), SMALL, *anchor, FAINT, head);
        }
        canvas.line("rule", &[(0.0, base + 1.8), (WIDTH, base + 1.8)], FAINT, 0.25, Dash::Full);
        base -= ENTRY - ROW;
        for line in &self.lines {
            base += ENTRY;
            standing(canvas, &line.standing, (0.0, base), STANDING);
            canvas.words((STANDING, base), TYPE, Anchor::Start, INK, &cut(&line.name, NAME, TYPE));
            canvas.words((STANDING, base + 3.6), 2.5, Anchor::Start, FAINT, &cut(&line.of, NAME, 2.5));
            for (cell, Place { x, room, anchor, .. }) in line.cells.iter().zip(&COLUMNS) {
                canvas.words((*x, base), SMALL, *anchor, INK, &cut(cell, *room, SMALL));
            }
            canvas.line("grid", &[(0.0, base + 5.2), (WIDTH, base + 5.2)], HAIR, 0.15, Dash::Full);
        }
        base += ENTRY - ROW;
        if let Some(more) = &self.more {
            base += ROW;
            canvas.words((STANDING, base), SMALL, Anchor::Start, FAINT, more);
        }
        canvas.reach(base + 2.0);
    }

    fn foot(&self, canvas: &mut Canvas) {
        let top = canvas.bottom() + 5.0;
        canvas.line("rule", &[(0.0, top), (WIDTH, top)], FAINT, 0.25, Dash::Full);
        for (at, line) in lines(&self.source, WIDTH, SMALL).iter().enumerate() {
            canvas.words((0.0, top + 4.2 + at as f64 * 4.2), SMALL, Anchor::Start, FAINT, line);
        }
    }
}

/// The word with its shape, in the colour of its lamp.
fn standing(canvas: &mut Canvas, standing: &Standing, at: (f64, f64), room: f64) {
    let ink = shade::colours(standing.lamp).1;
    canvas.words(at, TYPE, Anchor::Start, ink, &cut(&standing.text, room, TYPE));
}

fn ranked(chart: &Chart) -> Canvas {
    let mut canvas = Canvas::new("");
    canvas.words((0.0, SAID), SAID, Anchor::Start, INK, &cut(&chart.title, WIDTH, SAID));
    if let Plot::Ranking { bars, cut, due } = &chart.plot {
        let mut plot = Canvas::new("");
        bars::ranking(&mut plot, bars, *cut, due.as_ref());
        canvas.append(plot, 3.0);
    }
    canvas
}
