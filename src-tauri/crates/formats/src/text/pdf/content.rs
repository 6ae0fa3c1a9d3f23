//! What a page draws: letters with their places, and straight lines. Follows the operators of its content and of
//! the forms it draws; counts them, since a form may draw others many times over.

use std::collections::HashMap;

use hayro_font::UNITS_PER_EM;
use hayro_font::kurbo::{Affine, Point, Vec2};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page as PdfPage, Resources};

use super::font::{Fonts, Typeface, UNKNOWN};

/// Most operators and letters of a document that are followed.
const MOST_STEPS: usize = if cfg!(test) { 200_000 } else { 12_000_000 };
/// Most letters of a page.
const MOST_GLYPHS: usize = 200_000;
/// Most ruled lines of a page.
const MOST_RULES: usize = 20_000;
/// Deepest nesting of forms, and of saved states.
const DEEPEST: usize = 12;
const MOST_SAVED: usize = 512;
/// A filled rectangle up to this height or width is a ruled line, in points.
const THIN: f64 = 3.0;
/// Moved by so many thousandths of the size within a line, a letter is at a place of its own.
const JUMP: f64 = 200.0;
/// How far a line may lean and be straight.
const STRAIGHT: f64 = 1.0;

/// A letter at its place; the page is upright, measured in points from the left and from the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub letter: char,
    /// Where it begins and ends.
    pub from: f32,
    pub to: f32,
    /// The line it stands on.
    pub base: f32,
    /// The size of the type.
    pub size: f32,
    /// Whether it was put at a place of its own, not behind the letter before.
    pub placed: bool,
}

impl Glyph {
    pub(super) fn is_unknown(&self) -> bool {
        self.letter == UNKNOWN
    }
}

/// A straight line along the page or down it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub upright: bool,
    /// Its distance from the left if upright, else from the top.
    pub at: f32,
    pub from: f32,
    pub to: f32,
}

/// What a page draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    /// How many pictures it has.
    pub pictures: usize,
}

/// Which way the letters of a page run: most pages that were turned have all of them turned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Upright,
    Down,
    Over,
    Up,
}

const TURNS: [Turn; 4] = [Turn::Upright, Turn::Down, Turn::Over, Turn::Up];

impl Turn {
    fn of(along: Vec2) -> Option<Self> {
        let leans = along.x.abs().min(along.y.abs()) * 8.0 > along.x.abs().max(along.y.abs());
        match along {
            _ if leans || !(along.x + along.y).is_finite() => None,
            Vec2 { x, y } if x.abs() > y.abs() => Some(if x > 0.0 { Self::Upright } else { Self::Over }),
            Vec2 { y, .. } => Some(if y > 0.0 { Self::Down } else { Self::Up }),
        }
    }

    /// The place as it is once the page has been turned so that the letters stand upright.
    fn upright(self, at: Point, width: f64, height: f64) -> Point {
        match self {
            Self::Upright => at,
            Self::Down => Point::new(at.y, width - at.x),
            Self::Over => Point::new(width - at.x, height - at.y),
            Self::Up => Point::new(height - at.y, at.x),
        }
    }
}

/// The part of the state that is saved and restored.
#[derive(Clone)]
struct State<'a> {
    place: Affine,
    font: Option<Typeface<'a>>,
    size: f64,
    between_letters: f64,
    between_words: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    shown: bool,
}

/// Reads the pages of a document one after the other.
pub(super) struct Reader<'a> {
    fonts: Fonts<'a>,
    steps: usize,
}

/// The page that is being read.
struct Drawing<'r, 'a> {
    reader: &'r mut Reader<'a>,
    state: State<'a>,
    saved: Vec<State<'a>>,
    text: Affine,
    line: Affine,
    /// Whether the next letter is put at a place of its own.
    placed: bool,
    path: Path,
    /// Letters by the way they run; the hidden ones of a scan that was recognised apart.
    shown: [Vec<Glyph>; 4],
    hidden: [Vec<Glyph>; 4],
    rules: Vec<(Point, Point)>,
    pictures: usize,
    width: f64,
    height: f64,
    /// The fonts of the resources at hand by name.
    typefaces: HashMap<Vec<u8>, Option<Typeface<'a>>>,
}

/// The straight lines of the path that is being drawn.
#[derive(Default)]
struct Path {
    lines: Vec<(Point, Point)>,
    boxes: Vec<(Point, Point)>,
    start: Point,
    at: Point,
}

impl<'a> Reader<'a> {
    pub(super) fn new() -> Self {
        Self { fonts: Fonts::new(), steps: 0 }
    }

    /// Whether a limit was met, so that the rest was not read.
    pub(super) fn is_spent(&self) -> bool {
        self.steps >= MOST_STEPS
    }

    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps < MOST_STEPS
    }

    /// What a page draws.
    pub(super) fn page(&mut self, page: &PdfPage<'a>) -> Page {
        let (width, height) = page.render_dimensions();
        let state = State {
            place: Affine::new(page.initial_transform(true).as_coeffs()),
            font: None,
            size: 0.0,
            between_letters: 0.0,
            between_words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            shown: true,
        };
        let mut drawing = Drawing {
            reader: self,
            state,
            saved: Vec::new(),
            text: Affine::IDENTITY,
            line: Affine::IDENTITY,
            placed: true,
            path: Path::default(),
            shown: Default::default(),
            hidden: Default::default(),
            rules: Vec::new(),
            pictures: 0,
            width: width.into(),
            height: height.into(),
            typefaces: HashMap::new(),
        };
        if let Some(content) = page.page_stream() {
            drawing.follow(content, page.resources(), 0);
        }
        drawing.finish()
    }
}

impl<'a> Drawing<'_, 'a> {
    fn follow(&mut self, content: &[u8], resources: &Resources<'a>, depth: usize) {
        let mut steps = TypedIter::new(content);
        while let Some(step) = steps.next() {
            if !self.reader.step() {
                return;
            }
            self.state(&step, resources);
            self.path(&step);
            self.text(&step);
            match step {
                TypedInstruction::XObject(named) => self.object(named.0, resources, depth),
                TypedInstruction::InlineImage(_) => self.pictures += 1,
                _ => {}
            }
        }
    }

    fn state(&mut self, step: &TypedInstruction<'_, '_>, resources: &Resources<'a>) {
        let state = &mut self.state;
        match step {
            TypedInstruction::SaveState(_) if self.saved.len() < MOST_SAVED => self.saved.push(state.clone()),
            TypedInstruction::RestoreState(_) => {
                if let Some(saved) = self.saved.pop() {
                    *state = saved;
                }
            }
            TypedInstruction::Transform(m) => state.place *= affine([m.0, m.1, m.2, m.3, m.4, m.5]),
            TypedInstruction::CharacterSpacing(by) => state.between_letters = by.0.as_f64(),
            TypedInstruction::WordSpacing(by) => state.between_words = by.0.as_f64(),
            TypedInstruction::HorizontalScaling(by) => state.stretch = by.0.as_f64() / 100.0,
            TypedInstruction::TextLeading(by) => state.leading = by.0.as_f64(),
            TypedInstruction::TextRise(by) => state.rise = by.0.as_f64(),
            TypedInstruction::TextRenderingMode(mode) => state.shown = !matches!(mode.0.as_i64(), 3 | 7),
            TypedInstruction::TextFont(font) => {
                let fonts = &self.reader.fonts;
                let get = || resources.get_font(font.0).and_then(|dict| fonts.get(&dict));
                state.font = self.typefaces.entry(font.0.to_vec()).or_insert_with(get).clone();
                state.size = font.1.as_f64();
            }
            _ => {}
        }
    }

    fn object(&mut self, name: &Name<'_>, resources: &Resources<'a>, depth: usize) {
        let Some(object) = resources.get_x_object(name) else { return };
        let dict: &Dict<'a> = object.dict();
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Image") => self.pictures += 1,
            Some(b"Form") if depth < DEEPEST => self.form(&object, resources, depth),
            _ => {}
        }
    }

    fn form(&mut self, form: &Stream<'a>, resources: &Resources<'a>, depth: usize) {
        let Ok(content) = form.decoded_data() else { return };
        let own = form.dict().get::<Dict<'a>>("Resources").map(Resources::new);
        let saved = (self.state.clone(), std::mem::take(&mut self.saved), self.text, self.line);
        let fonts = own.is_some().then(|| std::mem::take(&mut self.typefaces));
        if let Some(matrix) = form.dict().get::<[f32; 6]>("Matrix") {
            self.state.place *= Affine::new(matrix.map(f64::from));
        }
        self.follow(&content, own.as_ref().unwrap_or(resources), depth + 1);
        (self.state, self.saved, self.text, self.line) = saved;
        if let Some(fonts) = fonts {
            self.typefaces = fonts;
        }
        // A form costs its unpacking too.
        self.reader.steps = self.reader.steps.saturating_add(content.len() / 16);
    }

    fn path(&mut self, step: &TypedInstruction<'_, '_>) {
        use TypedInstruction as Op;
        let place = self.state.place;
        let at = |x: Number, y: Number| place * Point::new(x.as_f64(), y.as_f64());
        let path = &mut self.path;
        match step {
            Op::MoveTo(to) => {
                path.at = at(to.0, to.1);
                path.start = path.at;
            }
            Op::LineTo(to) => {
                let to = at(to.0, to.1);
                path.line(to);
            }
            Op::CubicTo(to) => path.at = at(to.4, to.5),
            Op::CubicStartTo(to) => path.at = at(to.2, to.3),
            Op::CubicEndTo(to) => path.at = at(to.2, to.3),
            Op::ClosePath(_) => path.line(path.start),
            Op::RectPath(r) => {
                let (x, y, w, h) = (r.0.as_f64(), r.1.as_f64(), r.2.as_f64(), r.3.as_f64());
                path.box_of(place * Point::new(x, y), place * Point::new(x + w, y + h));
            }
            Op::StrokePath(_) => self.paint(true, false),
            Op::CloseAndStrokePath(_) => {
                path.line(path.start);
                self.paint(true, false);
            }
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => {
                self.paint(false, true);
            }
            Op::FillAndStrokeNonZero(_)
            | Op::FillAndStrokeEvenOdd(_)
            | Op::CloseFillAndStrokeNonZero(_)
            | Op::CloseFillAndStrokeEvenOdd(_) => self.paint(true, true),
            Op::EndPath(_) => self.path = Path::default(),
            _ => {}
        }
    }

    fn paint(&mut self, stroked: bool, filled: bool) {
        let path = std::mem::take(&mut self.path);
        let room = MOST_RULES.saturating_sub(self.rules.len());
        let corners = |(a, b): &(Point, Point)| {
            let (c, d) = (Point::new(b.x, a.y), Point::new(a.x, b.y));
            [(*a, c), (c, *b), (*b, d), (d, *a)]
        };
        if stroked {
            let sides = path.boxes.iter().flat_map(corners);
            self.rules.extend(path.lines.iter().copied().chain(sides).take(room));
        } else if filled {
            let drawn = path.outline();
            let thin = path.boxes.iter().copied().chain(drawn).filter_map(|(a, b)| {
                let (wide, high) = ((a.x - b.x).abs(), (a.y - b.y).abs());
                let (x, y) = ((a.x + b.x) / 2.0, (a.y + b.y) / 2.0);
                if high <= THIN && wide > high {
                    Some((Point::new(a.x, y), Point::new(b.x, y)))
                } else if wide <= THIN && high > wide {
                    Some((Point::new(x, a.y), Point::new(x, b.y)))
                } else {
                    None
                }
            });
            self.rules.extend(thin.take(room));
        }
    }

    fn text(&mut self, step: &TypedInstruction<'_, '_>) {
        use TypedInstruction as Op;
        match step {
            Op::BeginText(_) => {
                (self.text, self.line, self.placed) = (Affine::IDENTITY, Affine::IDENTITY, true);
            }
            Op::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                self.state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::SetTextMatrix(m) => {
                self.line = affine([m.0, m.1, m.2, m.3, m.4, m.5]);
                (self.text, self.placed) = (self.line, true);
            }
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Op::ShowText(shown) => self.show(shown.0.as_bytes()),
            Op::NextLineAndShowText(shown) => {
                self.next_line(0.0, -self.state.leading);
                self.show(shown.0.as_bytes());
            }
            Op::ShowTextWithParameters(shown) => {
                self.state.between_words = shown.0.as_f64();
                self.state.between_letters = shown.1.as_f64();
                self.next_line(0.0, -self.state.leading);
                self.show(shown.2.as_bytes());
            }
            Op::ShowTexts(shown) => self.show_all(shown.0),
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        (self.text, self.placed) = (self.line, true);
    }

    fn show_all(&mut self, parts: &Array<'_>) {
        for part in parts.iter::<Object<'_>>() {
            match part {
                Object::String(bytes) => self.show(bytes.as_bytes()),
                Object::Number(back) => {
                    self.placed |= back.as_f64().abs() >= JUMP;
                    let by = -back.as_f64() / f64::from(UNITS_PER_EM) * self.state.size;
                    let upright = self.state.font.as_ref().is_some_and(|font| !font.is_horizontal());
                    let by = if upright { (0.0, by) } else { (by * self.state.stretch, 0.0) };
                    self.text *= Affine::translate(by);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(font) = self.state.font.clone() else { return };
        let mut at = 0;
        while at < bytes.len() && self.reader.step() {
            let (code, length) = font.code(bytes, at);
            at += length;
            let advance = font.advance(code) / f64::from(UNITS_PER_EM) * self.state.size;
            let word = if code == 32 && length == 1 { self.state.between_words } else { 0.0 };
            let extra = self.state.between_letters + word;
            self.letters(&font.letters(code, length), advance);
            let by = if font.is_horizontal() {
                ((advance.x + extra) * self.state.stretch, 0.0)
            } else {
                (0.0, advance.y + extra)
            };
            self.text *= Affine::translate(by);
        }
    }

    /// Puts letters at the current place.
    fn letters(&mut self, letters: &str, advance: Vec2) {
        let state = &self.state;
        let place = state.place * self.text * Affine::new([state.stretch, 0.0, 0.0, 1.0, 0.0, state.rise]);
        let [a, b, c, d, ..] = place.as_coeffs();
        let Some(turn) = Turn::of(Vec2::new(a, b) * state.size) else { return };
        let size = Vec2::new(c, d).hypot() * state.size.abs();
        let origin = turn.upright(place * Point::ORIGIN, self.width, self.height);
        let long = Vec2::new(a, b).hypot() * advance.x.abs();
        let (width, height) = match turn {
            Turn::Upright | Turn::Over => (self.width, self.height),
            Turn::Down | Turn::Up => (self.height, self.width),
        };
        let inside = origin.x >= -size && origin.x <= width && origin.y >= 0.0 && origin.y <= height + size;
        if !inside || size < 0.5 || !(long + size).is_finite() {
            return;
        }
        let turned = TURNS.iter().position(|one| *one == turn).unwrap_or(0);
        let glyphs = if state.shown { &mut self.shown[turned] } else { &mut self.hidden[turned] };
        let count = letters.chars().count().max(1) as f64;
        for (at, letter) in letters.chars().enumerate() {
            if glyphs.len() < MOST_GLYPHS {
                glyphs.push(Glyph {
                    letter,
                    from: (origin.x + long * at as f64 / count) as f32,
                    to: (origin.x + long * (at + 1) as f64 / count) as f32,
                    base: origin.y as f32,
                    size: size as f32,
                    placed: std::mem::take(&mut self.placed),
                });
            }
        }
    }

    fn finish(self) -> Page {
        let seen =
            |glyphs: &[Vec<Glyph>; 4]| glyphs.iter().flatten().any(|glyph| !glyph.letter.is_whitespace());
        let mut letters = if seen(&self.shown) { self.shown } else { self.hidden };
        let most = (0..TURNS.len()).max_by_key(|at| (letters[*at].len(), TURNS.len() - at)).unwrap_or(0);
        let turn = TURNS[most];
        let rules = self.rules.iter().filter_map(|(a, b)| {
            let (a, b) =
                (turn.upright(*a, self.width, self.height), turn.upright(*b, self.width, self.height));
            let (wide, high) = ((a.x - b.x).abs(), (a.y - b.y).abs());
            let upright = wide < high;
            if wide.min(high) > STRAIGHT || !(wide + high).is_finite() {
                return None;
            }
            let (at, from, to) = if upright { (a.x, a.y, b.y) } else { (a.y, a.x, b.x) };
            Some(Rule { upright, at: at as f32, from: from.min(to) as f32, to: from.max(to) as f32 })
        });
        let sideways = matches!(turn, Turn::Down | Turn::Up);
        let (width, height) = if sideways { (self.height, self.width) } else { (self.width, self.height) };
        Page {
            width: width as f32,
            height: height as f32,
            rules: rules.collect(),
            glyphs: std::mem::take(&mut letters[most]),
            pictures: self.pictures,
        }
    }
}

impl Path {
    fn line(&mut self, to: Point) {
        if self.lines.len() < MOST_RULES {
            self.lines.push((self.at, to));
        }
        self.at = to;
    }

    fn box_of(&mut self, a: Point, b: Point) {
        if self.boxes.len() < MOST_RULES {
            self.boxes.push((a, b));
        }
        (self.start, self.at) = (a, a);
    }

    /// The box around the lines where they are one closed figure, as some programs draw a rectangle.
    fn outline(&self) -> Option<(Point, Point)> {
        if !(3..=5).contains(&self.lines.len()) {
            return None;
        }
        let points = || self.lines.iter().flat_map(|(a, b)| [*a, *b]);
        let least = |of: fn(Point) -> f64| points().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(Point) -> f64| points().map(of).fold(f64::NEG_INFINITY, f64::max);
        Some((Point::new(least(|p| p.x), least(|p| p.y)), Point::new(most(|p| p.x), most(|p| p.y))))
    }
}

fn affine(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}
