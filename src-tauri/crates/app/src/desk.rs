//! The open ledger on somebody's desk: the file, who writes, and what was read from it and is still
//! true. Every change passes [`Desk::write`].

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};
use domain::documents::SameName;
use domain::kernel::{Date, DocumentId, EntryId, IndicatorId, OfficeId, Period, PersonId};
use domain::ledger::{Batch, Digest, Moment, Operation, Row, RowKind, RowTree};
use domain::org::{Person, Tree};
use domain::results::ResultKey;
use reading::Statement;
use store::{
    Change, Condition, DeviceMemory, DraftCell, DraftRow, EntryDraft, Ledger, Many, NewAttachment, Outcome,
    Ports, Received, Replaces, UndoLabel, Who,
};

use crate::assessment::{Evidence, Kept};
use crate::checks::Checking;
use crate::documents::{Discrepancy, find_discrepancies};
use crate::permission::Rights;
use crate::results::HandedIn;
use crate::{AppError, Book};

/// What a ledger asks of its surroundings: the wall clock, ids nobody made before, the memory of
/// this device. Dialogs and windows are deliberately not here.
#[derive(Clone)]
pub struct Surroundings {
    /// The wall clock.
    pub now: Arc<dyn Fn() -> Moment + Send + Sync>,
    /// A new id: `a-z0-9`, random enough that two devices never make the same.
    pub fresh_id: Arc<dyn Fn() -> String + Send + Sync>,
    /// The memory of this device.
    pub memory: Arc<dyn Fn() -> Box<dyn DeviceMemory> + Send + Sync>,
}

impl Surroundings {
    fn ports(&self) -> Ports {
        let fresh = Arc::clone(&self.fresh_id);
        Ports { memory: (self.memory)(), ids: Box::new(move || fresh()) }
    }
}

/// The setting that holds 台账名称.
const TITLE: &str = "title";

/// The setting that marks the sample ledger.
const SAMPLE: &str = "sample";

/// The person who writes where nobody is defined, as in a ledger made by a script.
const NOBODY: &str = "local";

/// Clocks of two devices on which one ledger lies differ by so much and are not wrong.
const APART: TimeDelta = TimeDelta::minutes(10);

/// Whether a clock that showed one moment had shown a later one before.
pub(crate) fn is_set_back(now: &Moment, before: &Moment) -> bool {
    *now + APART < *before
}

/// Up to so many definitions of an entry are followed in the book; after more it is read again.
const FOLLOWED: usize = 2000;

/// An open ledger.
pub struct Desk {
    ledger: Ledger,
    path: PathBuf,
    surroundings: Surroundings,
    author: PersonId,
    office: OfficeId,
    /// The person has a passcode and has not said it since the file was opened.
    locked: bool,
    book: Option<Book>,
    kept: Option<Kept>,
    /// What was last looked back on.
    past: Option<Past>,
    checking: Option<Checking>,
    readings: BTreeMap<(DocumentId, Option<Date>), Arc<[Statement]>>,
    discrepancies: Option<(Compared, Arc<[Discrepancy]>)>,
    /// What the texts were that the entries of this sitting changed beside their rows.
    texts_before: HashMap<EntryId, Texts>,
    /// Texts of this sitting that changed no row, the last one last,
    typed: Vec<Typed>,
    /// and those of them that were taken back.
    untyped: Vec<Typed>,
}

/// An action that may be taken back or put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undoable {
    /// What was done.
    pub operation: Operation,
    /// To how many rows, or cells.
    pub rows: u32,
}

impl From<&UndoLabel> for Undoable {
    fn from(label: &UndoLabel) -> Self {
        Self { operation: label.operation, rows: label.rows }
    }
}

/// An action that left nothing but texts that are not yet values.
struct Typed {
    operation: Operation,
    by: PersonId,
    /// The entry that would have been undone then.
    after: Option<EntryId>,
    before: Texts,
    texts: Texts,
}

impl Typed {
    /// Whether somebody typed them right after the entry that would be undone now.
    fn follows(&self, by: &PersonId, done: Option<&UndoLabel>) -> bool {
        self.by == *by && self.after.as_ref() == done.map(|label| &label.entry)
    }
}

impl From<&Typed> for Undoable {
    fn from(typed: &Typed) -> Self {
        Self { operation: typed.operation, rows: u32::try_from(typed.texts.len()).unwrap_or(u32::MAX) }
    }
}

/// Cells, each with the text that is to stand in it and is not yet a value, if any.
pub(crate) type Texts = BTreeMap<String, Option<DraftCell>>;

/// What was held against each other: the documents with their dates, and the names that are the same.
type Compared = (Vec<(DocumentId, Option<Date>)>, BTreeSet<SameName>);

/// What was read of the ledger as it was known when everything up to an arrival had come. That never changes.
struct Past {
    arrival: i64,
    book: Option<Book>,
    kept: Option<Kept>,
}

/// A desk that looks back; it looks at what is again when this is let go, whatever happened meanwhile.
struct LookingBack<'d> {
    desk: &'d mut Desk,
    arrival: i64,
    present: (Option<Book>, Option<Kept>),
}

impl<'d> LookingBack<'d> {
    fn to(desk: &'d mut Desk, arrival: i64) -> Self {
        let past = desk.past.take().filter(|past| past.arrival == arrival);
        let (book, kept) = past.map_or((None, None), |past| (past.book, past.kept));
        let present = (std::mem::replace(&mut desk.book, book), std::mem::replace(&mut desk.kept, kept));
        desk.ledger.look_from(Some(arrival));
        Self { desk, arrival, present }
    }
}

impl Drop for LookingBack<'_> {
    fn drop(&mut self) {
        let (book, kept) = std::mem::take(&mut self.present);
        let book = std::mem::replace(&mut self.desk.book, book);
        let kept = std::mem::replace(&mut self.desk.kept, kept);
        self.desk.past = Some(Past { arrival: self.arrival, book, kept });
        self.desk.ledger.look_from(None);
    }
}

impl Desk {
    /// Makes a ledger file. An existing file is never overwritten.
    pub fn create(path: &Path, title: &str, surroundings: Surroundings) -> Result<Self, AppError> {
        let ledger = Ledger::create(path, surroundings.ports())?;
        ledger.set_setting(TITLE, Some(title))?;
        Ok(Self::around(ledger, path, surroundings))
    }

    /// Opens a ledger file: a newer one is refused untouched, a damaged one is opened for reading.
    pub fn open(path: &Path, surroundings: Surroundings) -> Result<Self, AppError> {
        let now = (surroundings.now)();
        let mut ledger = Ledger::open(path, surroundings.ports(), &now)?;
        if *ledger.condition() == Condition::Sound {
            match crate::ledger::sealer(&ledger.read())? {
                Some(sealer) => ledger.backup_sealed(&now, sealer)?,
                None => ledger.backup(&now)?,
            };
        }
        let mut desk = Self::around(ledger, path, surroundings);
        desk.recognise()?;
        Ok(desk)
    }

    fn around(ledger: Ledger, path: &Path, surroundings: Surroundings) -> Self {
        Self {
            ledger,
            path: path.to_owned(),
            surroundings,
            author: PersonId::new(NOBODY),
            office: OfficeId::new(NOBODY),
            locked: false,
            book: None,
            kept: None,
            past: None,
            checking: None,
            readings: BTreeMap::new(),
            discrepancies: None,
            texts_before: HashMap::new(),
            typed: Vec::new(),
            untyped: Vec::new(),
        }
    }

    /// The person who last wrote on this device, or the first who is defined.
    fn recognise(&mut self) -> Result<(), AppError> {
        let remembered = self.ledger.setting("person")?.map(PersonId::new);
        let mut people = Vec::new();
        // The people only: what else is defined is read when it is looked at.
        for head in self.ledger.read().heads(RowKind::Person)? {
            if let Some(version) = head.settled() {
                people.push(Person::from_fields(&head.key, &version.row.content)?);
            }
        }
        let known = remembered.and_then(|id| people.iter().find(|person| person.id == id));
        let person = known.or(people.first()).cloned();
        if let Some(person) = person {
            self.locked = crate::org::has_passcode(self, &person.id)?;
            self.author = person.id;
            self.office = person.office;
        }
        Ok(())
    }

    /// From now on this person writes.
    pub fn sign_in(&mut self, person: &Person) -> Result<(), AppError> {
        self.author = person.id.clone();
        self.office = person.office.clone();
        self.locked = false;
        Ok(self.ledger.set_setting("person", Some(person.id.as_str()))?)
    }

    /// Whether the passcode has to be said before anything is written.
    pub fn is_locked(&self) -> bool {
        self.locked
    }

    /// From now on the passcode has to be said again, if the person has one.
    pub fn lock(&mut self) -> Result<(), AppError> {
        self.locked = crate::org::has_passcode(self, &self.author.clone())?;
        Ok(())
    }

    /// Who writes.
    pub fn author(&self) -> &PersonId {
        &self.author
    }

    /// The office the writer acts for.
    pub fn office(&self) -> &OfficeId {
        &self.office
    }

    /// 台账名称.
    pub fn title(&self) -> Result<String, AppError> {
        Ok(self.ledger.setting(TITLE)?.unwrap_or_default())
    }

    /// 示例: built by the program, with invented values among the real ones.
    pub fn is_sample(&self) -> Result<bool, AppError> {
        Ok(self.ledger.setting(SAMPLE)?.is_some())
    }

    /// Marks the ledger as the sample.
    pub fn mark_sample(&self) -> Result<(), AppError> {
        Ok(self.ledger.set_setting(SAMPLE, Some("1"))?)
    }

    /// Gives the ledger another title.
    pub fn set_title(&self, title: &str) -> Result<(), AppError> {
        Ok(self.ledger.set_setting(TITLE, Some(title))?)
    }

    /// The ledger file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The store, for reading.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Whether the file is sound and can be written.
    pub fn condition(&self) -> &Condition {
        self.ledger.condition()
    }

    /// The moment on the wall.
    pub(crate) fn now(&self) -> Moment {
        (self.surroundings.now)()
    }

    /// What a clock on the wall of the place shows.
    pub fn clock(&self) -> NaiveDateTime {
        self.now().naive_local()
    }

    /// The day on the wall.
    pub fn today(&self) -> Date {
        self.now().date_naive()
    }

    /// The day up to which time has come: today, or a later one that the clock showed before it was set back.
    pub fn reached(&self, today: Date) -> Result<Date, AppError> {
        let latest = self.ledger.read().latest_received()?;
        Ok(latest.map_or(today, |latest| today.max(latest.date_naive())))
    }

    /// What the clock showed when something came, if it shows less now: it was set back, or is wrong.
    pub fn clock_behind(&self) -> Result<Option<Moment>, AppError> {
        let now = self.now();
        let latest = self.ledger.read().latest_received()?;
        Ok(latest.filter(|latest| is_set_back(&now, latest)))
    }

    /// A new id with a prefix that says what it is of.
    pub fn new_id(&self, prefix: &str) -> String {
        format!("{prefix}-{}", (self.surroundings.fresh_id)())
    }

    /// The current definitions.
    pub fn book(&mut self) -> Result<&Book, AppError> {
        if self.book.is_none() {
            self.book = Some(Book::read(&self.ledger)?);
        }
        self.book.as_ref().ok_or_else(|| AppError::Broken("the book is gone".into()))
    }

    /// The units as they stand today.
    pub fn tree_today(&mut self) -> Result<Arc<Tree>, AppError> {
        let today = self.today();
        Ok(self.book()?.tree(today))
    }

    /// What the person at the desk may do.
    pub(crate) fn rights(&mut self) -> Result<Rights<'_>, AppError> {
        let (author, today, locked) = (self.author.clone(), self.today(), self.locked);
        Ok(Rights::of(self.book()?, &author, today, locked))
    }

    /// What assessments look at: the current definitions, and of what was reported as much as is asked for.
    pub fn evidence(&mut self) -> Result<Evidence<'_>, AppError> {
        self.book()?;
        let Some(book) = self.book.as_ref() else { return Err(AppError::Broken("the book is gone".into())) };
        if self.kept.is_none() {
            self.kept = Some(Kept::new(&self.ledger, book)?);
        }
        match self.kept.as_mut() {
            Some(kept) => Evidence::new(&self.ledger, book, kept),
            None => Err(AppError::Broken("the evidence is gone".into())),
        }
    }

    /// Looks at the ledger as it was known here at the end of a day: only what had come by then, judged by the
    /// targets, units and settings that had come by then. None: as it is known now. Nothing is written meanwhile.
    pub fn as_known_on<T, E: From<AppError>>(
        &mut self,
        day: Option<Date>,
        look: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(day) = day else { return look(self) };
        let arrival = self.ledger.read().arrival_of_day(day).map_err(AppError::from)?;
        self.when_known(arrival, look)
    }

    /// Looks at the ledger as it was when everything up to an arrival had come.
    pub(crate) fn when_known<T, E: From<AppError>>(
        &mut self,
        arrival: i64,
        look: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        if arrival == self.ledger.read().last_arrival().map_err(AppError::from)? {
            return look(self);
        }
        look(LookingBack::to(self, arrival).desk)
    }

    /// Looks at the ledger with its definitions.
    pub(crate) fn with_book<T>(
        &mut self,
        look: impl FnOnce(&Ledger, &Book) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        self.book()?;
        match self.book.as_ref() {
            Some(book) => look(&self.ledger, book),
            None => Err(AppError::Broken("the book is gone".into())),
        }
    }

    /// The sheet that was checked last, if everything it rests on still holds.
    pub(crate) fn take_checking(&mut self) -> Option<Checking> {
        self.checking.take()
    }

    /// Keeps a checked sheet: the next edit touches little of it.
    pub(crate) fn keep_checking(&mut self, checking: Checking) {
        self.checking = Some(checking);
    }

    /// What reading finds in a document. Its text never changes; with another date it is read again.
    pub(crate) fn reading(&mut self, document: &DocumentId) -> Result<Arc<[Statement]>, AppError> {
        let key = (document.clone(), self.book()?.document(document)?.issued_on);
        if let Some(found) = self.readings.get(&key) {
            return Ok(Arc::clone(found));
        }
        let document = self.book()?.document(document)?;
        let found: Arc<[Statement]> = reading::extract(&document.text, document.issued_on).into();
        self.readings.insert(key, Arc::clone(&found));
        Ok(found)
    }

    /// What is found between the documents; found anew when a document or a same name comes or goes.
    pub(crate) fn discrepancies(&mut self) -> Result<Arc<[Discrepancy]>, AppError> {
        let book = self.book()?;
        let ids: Vec<(DocumentId, Option<Date>)> =
            book.documents.values().map(|document| (document.id.clone(), document.issued_on)).collect();
        let compared = (ids, book.same_names.clone());
        if let Some((_, found)) = self.discrepancies.as_ref().filter(|(of, _)| *of == compared) {
            return Ok(Arc::clone(found));
        }
        let mut readings = Vec::with_capacity(compared.0.len());
        for (id, _) in &compared.0 {
            readings.push(self.reading(id)?);
        }
        let book = self.book()?;
        let documents: Vec<_> = book.documents.values().zip(readings).collect();
        let same: Vec<(String, String)> =
            compared.1.iter().map(|names| (names.a.clone(), names.b.clone())).collect();
        let found: Arc<[Discrepancy]> = find_discrepancies(&documents, &same).into();
        self.discrepancies = Some((compared, Arc::clone(&found)));
        Ok(found)
    }

    /// Forgets what was read; it will be read again.
    pub fn forget_cached(&mut self) {
        self.book = None;
        self.kept = None;
        self.checking = None;
    }

    /// Nobody asks for anything: lets go of what takes much memory and can be brought again.
    pub fn rest(&mut self) -> Result<(), AppError> {
        self.past = None;
        if let Some(kept) = self.kept.as_mut() {
            kept.rest();
        }
        Ok(self.ledger.rest()?)
    }

    /// Forgets what was read and computed of figures, as if each of them had been written anew; what is defined
    /// stays.
    pub fn forget_figures(&mut self) {
        if let Some(kept) = self.kept.as_mut() {
            kept.forget_figures();
        }
    }

    /// Writes one entry. Rows that say what is current already are left out; if none is left,
    /// nothing is written.
    pub(crate) fn write(
        &mut self,
        operation: Operation,
        reason: &str,
        rows: Vec<DraftRow>,
    ) -> Result<(), AppError> {
        self.write_with(operation, reason, rows, Vec::new()).map(drop)
    }

    /// Writes one entry of cells, and keeps beside it the texts that are not yet values: taken back with it.
    pub(crate) fn write_cells(
        &mut self,
        operation: Operation,
        rows: Vec<DraftRow>,
        mut texts: Texts,
    ) -> Result<(), AppError> {
        let mut before = self.texts_at(&texts)?;
        texts.retain(|key, text| text.is_some() || before.get(key).is_some_and(Option::is_some));
        before.retain(|key, _| texts.contains_key(key));
        let made = self.write_with(operation, "", rows, Vec::new())?;
        self.put_texts(&texts)?;
        match made {
            _ if texts.is_empty() => {}
            Some(made) => drop(self.texts_before.insert(made, before)),
            None => {
                let (by, after) = (self.author.clone(), self.last_entry()?);
                self.typed.push(Typed { operation, by, after, before, texts });
                self.untyped.clear();
            }
        }
        Ok(())
    }

    /// Writes one entry with attachments; tells which, if anything in it was new.
    pub(crate) fn write_with(
        &mut self,
        operation: Operation,
        reason: &str,
        rows: Vec<DraftRow>,
        attachments: Vec<NewAttachment>,
    ) -> Result<Option<EntryId>, AppError> {
        if rows.is_empty() && attachments.is_empty() {
            return Ok(None);
        }
        self.rights()?.need_some()?.check(operation, &rows)?;
        crate::org::need_impersonal(reason, &rows, &attachments)?;
        let only_results = rows.iter().all(|row| matches!(row.kind, RowKind::Result | RowKind::Explanation));
        let now = (self.surroundings.now)();
        let draft = EntryDraft {
            reason: reason.to_owned(),
            rows,
            attachments,
            ..EntryDraft::new(operation, &self.author, &self.office, now)
        };
        let made = self.ledger.change(&draft)?.entry.map(|entry| entry.id());
        self.untyped.clear();
        self.forget_touched(&draft.rows);
        self.checking.take_if(|checking| !checking.follow(&draft.rows));
        if let Some(mut book) = self.book.take_if(|_| !only_results) {
            // Many rows at once are read again sooner than followed one by one.
            let simple = |row: &DraftRow| row.replaces == Replaces::Current;
            let few = draft.rows.len() <= FOLLOWED && draft.rows.iter().all(simple);
            let followed = few && draft.rows.iter().all(|row| book.follow(row).is_ok());
            self.book = followed.then_some(book);
        }
        Ok(made)
    }

    /// Takes in what came from elsewhere, with one entry that says what came. None: it was stopped, and nothing
    /// happened. What the packages may bring was looked at before.
    pub(crate) fn receive(
        &mut self,
        batches: &[Batch],
        next: &mut dyn FnMut() -> ControlFlow<()>,
        record: &dyn Fn(&[Outcome]) -> Vec<DraftRow>,
    ) -> Result<Option<Received>, AppError> {
        let now = self.now();
        let draft = EntryDraft::new(Operation::Receive, &self.author, &self.office, now);
        let record = |receipts: &[_]| EntryDraft { rows: record(receipts), ..draft.clone() };
        let received = self.ledger.receive_many(&mut Many { batches, now, next, record: &record })?;
        self.forget_cached();
        Ok(received)
    }

    /// Forgets what rests on rows that were written: of figures their indicators, of anything else all.
    fn forget_touched(&mut self, rows: &[DraftRow]) {
        let Some(mut kept) = self.kept.take() else { return };
        let mut touched: BTreeMap<IndicatorId, BTreeSet<Period>> = BTreeMap::new();
        for row in rows {
            let key = ResultKey::from_text(&row.key).ok().filter(|_| row.kind == RowKind::Result);
            let Some(key) = key else { return };
            touched.entry(key.indicator).or_default().insert(key.period);
        }
        touched.iter().for_each(|(indicator, periods)| kept.forget(indicator, periods));
        self.kept = Some(kept);
    }

    /// What [`Self::undo`] would take back.
    pub fn undoable(&self) -> Result<Option<Undoable>, AppError> {
        let label = self.ledger.undo_label(&self.author)?;
        let typed = self.typed.last().filter(|typed| typed.follows(&self.author, label.as_ref()));
        Ok(typed.map(Undoable::from).or_else(|| label.as_ref().map(Undoable::from)))
    }

    /// What [`Self::redo`] would put back.
    pub fn redoable(&self) -> Result<Option<Undoable>, AppError> {
        let done = self.ledger.undo_label(&self.author)?;
        let typed = self.untyped.last().filter(|typed| typed.follows(&self.author, done.as_ref()));
        let label = self.ledger.redo_label(&self.author)?;
        Ok(typed.map(Undoable::from).or_else(|| label.as_ref().map(Undoable::from)))
    }

    fn last_entry(&self) -> Result<Option<EntryId>, AppError> {
        Ok(self.ledger.undo_label(&self.author)?.map(|label| label.entry))
    }

    /// Takes back the last action of this person on this device, or names what is in the way.
    pub fn undo(&mut self) -> Result<Option<Undoable>, AppError> {
        self.rights()?.need_some()?;
        let label = self.ledger.undo_label(&self.author)?;
        if let Some(typed) = self.typed.pop_if(|typed| typed.follows(&self.author, label.as_ref())) {
            self.put_texts(&typed.before)?;
            let undone = Undoable::from(&typed);
            self.untyped.push(typed);
            return Ok(Some(undone));
        }
        let who = self.who();
        self.turn_back(label.as_ref(), |ledger, is_frozen| ledger.undo(&who, is_frozen))?;
        Ok(label.as_ref().map(Undoable::from))
    }

    /// Puts back what was taken back last.
    pub fn redo(&mut self) -> Result<Option<Undoable>, AppError> {
        self.rights()?.need_some()?;
        let done = self.ledger.undo_label(&self.author)?;
        if let Some(typed) = self.untyped.pop_if(|typed| typed.follows(&self.author, done.as_ref())) {
            self.put_texts(&typed.texts)?;
            let redone = Undoable::from(&typed);
            self.typed.push(typed);
            return Ok(Some(redone));
        }
        let (who, label) = (self.who(), self.ledger.redo_label(&self.author)?);
        self.turn_back(label.as_ref(), |ledger, is_frozen| ledger.redo(&who, is_frozen))?;
        Ok(label.as_ref().map(Undoable::from))
    }

    /// Turns an entry back, as far as nothing of it is handed in, and with it the texts that were kept beside it.
    fn turn_back(
        &mut self,
        label: Option<&UndoLabel>,
        turn: impl FnOnce(&mut Ledger, &dyn Fn(&Row) -> bool) -> store::Result<Change>,
    ) -> Result<(), AppError> {
        let handed_in = HandedIn::of(self.book()?, |_, _| true);
        let texts = label.and_then(|label| self.texts_before.get(&label.entry)).cloned().unwrap_or_default();
        let stood = self.texts_at(&texts)?;
        let is_frozen = |row: &Row| handed_in.freezes_row(row.kind, &row.key);
        let made = turn(&mut self.ledger, &is_frozen)?.entry.map(|entry| entry.id());
        self.put_texts(&texts)?;
        self.texts_before.extend(made.filter(|_| !texts.is_empty()).map(|made| (made, stood)));
        self.forget_cached();
        Ok(())
    }

    fn who(&self) -> Who {
        Who { author: self.author.clone(), office: self.office.clone(), time: (self.surroundings.now)() }
    }

    /// A text of the person at the desk that is not yet a value.
    pub(crate) fn text(&self, key: String, text: String, problem: &str) -> DraftCell {
        DraftCell {
            key,
            person: self.author.clone(),
            text,
            problem: problem.to_owned(),
            typed_at: String::new(),
        }
    }

    /// What stands in these cells and is not yet a value.
    fn texts_at(&self, cells: &Texts) -> Result<Texts, AppError> {
        if cells.is_empty() {
            return Ok(Texts::new());
        }
        let held: HashMap<String, DraftCell> =
            self.ledger.drafts()?.into_iter().map(|text| (text.key.clone(), text)).collect();
        Ok(cells.keys().map(|key| (key.clone(), held.get(key).cloned())).collect())
    }

    fn put_texts(&mut self, texts: &Texts) -> Result<(), AppError> {
        if texts.is_empty() {
            return Ok(());
        }
        let now = self.now();
        self.ledger.locally(|ledger| {
            texts.iter().try_for_each(|(key, text)| match text {
                Some(text) => ledger.put_draft(key, &text.person, &text.text, &text.problem, &now),
                None => ledger.clear_draft(key).map(drop),
            })
        })?;
        Ok(())
    }

    /// The texts that are not yet values, by their cells.
    pub(crate) fn texts(&self) -> Result<HashMap<String, String>, AppError> {
        Ok(self.ledger.drafts()?.into_iter().map(|draft| (draft.key, draft.text)).collect())
    }

    /// The Merkle root over the current rows of cells: what a submission freezes.
    pub(crate) fn rows_root(&self, cells: &[ResultKey]) -> Result<String, AppError> {
        let mut leaves: Vec<Digest> = Vec::new();
        for key in cells {
            let head = self.ledger.read().head(RowKind::Result, &key.text())?;
            leaves.extend(head.iter().flat_map(|head| &head.versions).map(|version| version.row.digest()));
        }
        Ok(RowTree::of(leaves).root().to_string())
    }
}
