//! The course of a target: what was reached, what should have been, the goal, and where it leads if it goes on so.

use chrono::{Datelike as _, NaiveDate};
use domain::reports::{Course, Drawn, Outlook};

use super::canvas::{Anchor, Area, Canvas, Dash, FAINT, HAIR, INK, SMALL, TYPE, cut};
use super::{WIDTH, axis, shade};

/// Small ones stand in rows of so many.
const IN_A_ROW: usize = 3;
const PANEL: f64 = 40.0;
const GAP: f64 = 4.0;

/// One, over the whole width.
pub(crate) fn large(canvas: &mut Canvas, course: &Course) {
    legend(canvas, course.outlook.is_some());
    canvas.words((WIDTH, 3.2), SMALL, Anchor::End, FAINT, &format!("单位：{}", course.uom));
    let frame = Frame::new(course, Area { x: 16.0, y: 9.0, width: 112.0, height: 60.0 });
    let Area { x, y, width, height } = frame.area;
    for tick in frame.scale.ticks() {
        let at = frame.down(tick);
        canvas.line("grid", &[(x, at), (x + width, at)], HAIR, 0.15, Dash::Full);
        canvas.words((x - 1.5, at + 1.1), SMALL, Anchor::End, FAINT, &tick.to_string());
    }
    canvas.line("axis", &[(x, y + height), (x + width, y + height)], FAINT, 0.25, Dash::Full);
    for (day, name) in axis::dates(course.from, course.to, 7) {
        let at = frame.across(day);
        canvas.line("tick", &[(at, y + height), (at, y + height + 1.0)], FAINT, 0.25, Dash::Full);
        canvas.words((at, y + height + 4.4), SMALL, Anchor::Middle, FAINT, &name);
    }
    frame.draw(canvas, course, 0.9);
    // Labels at the right keep their distance: the goal stands where it is, the others give way.
    let mut labels = vec![(frame.down(axis::number(&course.goal)), format!("目标{}", course.goal.text))];
    if let Some(outlook) = &course.outlook {
        labels.push((frame.down(axis::number(&outlook.value)), format!("外推{}", outlook.value.text)));
    }
    if let Some((day, last)) = course.actual.last() {
        let (at, text) = (frame.down(axis::number(last)), format!("{}　{}", last.text, course.standing.text));
        let ends = frame.across(*day) >= x + width - 12.0;
        if ends {
            labels.push((at, text));
        } else {
            canvas.words((frame.across(*day) + 1.0, at + 4.4), TYPE, Anchor::Start, INK, &text);
        }
    }
    for (at, text) in apart(labels, TYPE + 0.8) {
        canvas.words((x + width + 1.5, at + 1.1), TYPE, Anchor::Start, INK, &text);
    }
    canvas.reach(y + height + 6.0);
}

/// Many, in rows.
pub(crate) fn small(canvas: &mut Canvas, courses: &[Course]) {
    legend(canvas, courses.iter().any(|course| course.outlook.is_some()));
    let width = (WIDTH - GAP * (IN_A_ROW - 1) as f64) / IN_A_ROW as f64;
    for (at, course) in courses.iter().enumerate() {
        let x = (at % IN_A_ROW) as f64 * (width + GAP);
        let y = 7.0 + (at / IN_A_ROW) as f64 * PANEL;
        panel(canvas, course, Area { x, y, width, height: PANEL - 4.0 });
    }
}

fn panel(canvas: &mut Canvas, course: &Course, area: Area) {
    let Area { x, y, width, height } = area;
    canvas.words((x, y + 3.0), TYPE, Anchor::Start, INK, &cut(&course.name, width, TYPE));
    let last = course.actual.last().map_or("—", |(_, last)| last.text.as_str());
    let figures = format!("{last}／{}{}", course.goal.text, course.uom);
    let standing = &course.standing.text;
    canvas.words((x, y + 7.0), SMALL, Anchor::Start, FAINT, &cut(&figures, width - 18.0, SMALL));
    canvas.words((x + width, y + 7.0), SMALL, Anchor::End, INK, standing);
    let frame = Frame::new(course, Area { x, y: y + 9.0, width: width - 1.0, height: height - 13.0 });
    let bottom = frame.area.y + frame.area.height;
    canvas.line("axis", &[(x, bottom), (x + width, bottom)], FAINT, 0.25, Dash::Full);
    let room = if course.from.year() == course.to.year() { 4 } else { 3 };
    for (day, name) in axis::dates(course.from, course.to, room) {
        let at = frame.across(day);
        let anchor = if at + 4.0 > x + width { Anchor::End } else { Anchor::Middle };
        let at = if at + 4.0 > x + width { x + width } else { at };
        canvas.words((at, bottom + 3.2), 2.5, anchor, FAINT, &name);
    }
    frame.draw(canvas, course, 0.7);
    if let Some(outlook) = &course.outlook {
        let (end, goal) = (frame.down(axis::number(&outlook.value)), frame.down(axis::number(&course.goal)));
        // Below its end where the goal is just above it.
        let low = end >= goal - 0.5 && end < goal + 5.0;
        let at = if low { end + 4.6 } else { (end - 1.4).max(y + 11.5) };
        let words = format!("外推{}", outlook.value.text);
        canvas.plate((x + width - 2.0, at), 2.5, Anchor::End, INK, &words);
    }
    canvas.reach(y + height);
}

/// Where a course is drawn.
struct Frame {
    area: Area,
    from: NaiveDate,
    days: f64,
    scale: axis::Scale,
}

impl Frame {
    fn new(course: &Course, area: Area) -> Self {
        let drawn = course.actual.iter().chain(&course.plan).map(|(_, drawn)| axis::number(drawn));
        let band = |outlook: &Outlook| {
            let ends = [outlook.low, outlook.high].map(|end| axis::decimal(&end.to_string()));
            [axis::number(&outlook.value), ends[0], ends[1]]
        };
        let ahead = course.outlook.iter().flat_map(band);
        let scale = axis::Scale::over(drawn.chain([axis::number(&course.goal)]).chain(ahead), f64::MAX);
        let days = (course.to - course.from).num_days().max(1) as f64;
        Self { area, from: course.from, days, scale }
    }

    fn across(&self, day: NaiveDate) -> f64 {
        let share = ((day - self.from).num_days() as f64 / self.days).clamp(0.0, 1.0);
        self.area.x + share * self.area.width
    }

    fn down(&self, value: f64) -> f64 {
        self.area.y + (1.0 - self.scale.share(value)) * self.area.height
    }

    fn points(&self, line: &[(NaiveDate, Drawn)]) -> Vec<(f64, f64)> {
        line.iter().map(|(day, drawn)| (self.across(*day), self.down(axis::number(drawn)))).collect()
    }

    fn draw(&self, canvas: &mut Canvas, course: &Course, dot: f64) {
        let right = self.area.x + self.area.width;
        let goal = self.down(axis::number(&course.goal));
        canvas.line("goal", &[(self.area.x, goal), (right, goal)], INK, 0.3, Dash::Dotted);
        let plan = self.points(&course.plan);
        if plan.len() > 1 {
            canvas.line("plan", &plan, FAINT, 0.35, Dash::Dashed);
        }
        let actual = self.points(&course.actual);
        let ink = shade::colours(course.standing.lamp).1;
        canvas.line("actual", &actual, ink, 0.6, Dash::Full);
        for place in &actual {
            canvas.dot(*place, dot, ink);
        }
        if let (Some(outlook), Some(last)) = (&course.outlook, actual.last()) {
            let at = |value: f64| self.down(value);
            let end = (right, at(axis::number(&outlook.value)));
            canvas.line("outlook", &[*last, end], INK, 0.3, Dash::Mixed);
            let [low, high] = [outlook.low, outlook.high].map(|value| at(axis::decimal(&value.to_string())));
            canvas.line("band", &[(right, low), (right, high)], INK, 0.3, Dash::Full);
            for y in [low, high] {
                canvas.line("band", &[(right - 0.8, y), (right + 0.8, y)], INK, 0.3, Dash::Full);
            }
        }
    }
}

fn legend(canvas: &mut Canvas, outlook: bool) {
    let lines =
        [("累计完成", Dash::Full, 0.6), ("序时计划", Dash::Dashed, 0.35), ("目标", Dash::Dotted, 0.3)];
    let ahead = [("外推", Dash::Mixed, 0.3)];
    let mut x = 0.0;
    for (name, dash, width) in lines.into_iter().chain(ahead.into_iter().filter(|_| outlook)) {
        canvas.line("key", &[(x, 2.2), (x + 7.0, 2.2)], INK, width, dash);
        canvas.words((x + 8.0, 3.2), SMALL, Anchor::Start, FAINT, name);
        x += 12.0 + SMALL * name.chars().count() as f64;
    }
}

/// Moves labels apart that would touch; the first keeps its place.
fn apart(labels: Vec<(f64, String)>, distance: f64) -> Vec<(f64, String)> {
    let mut placed: Vec<(f64, String)> = Vec::new();
    for (wanted, text) in labels {
        let free = |at: f64| placed.iter().all(|(other, _)| (other - at).abs() >= distance);
        let steps = (0..20).flat_map(|step| {
            let away = f64::from(step) * distance / 2.0;
            [wanted + away, wanted - away]
        });
        let at = steps.into_iter().find(|at| free(*at)).unwrap_or(wanted);
        placed.push((at, text));
    }
    placed
}
