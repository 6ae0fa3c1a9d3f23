//! A file layer that fails on purpose. `cargo xtask faults` loads it before `dz` (`LD_PRELOAD`), where it stands between
//! the program and the system's calls for files of one folder, counts those that write, shorten or sync, and lets one of
//! them go wrong. A power cut is played at a call or at the end of the program: of what was written into a file since it
//! was last synced, some writes stay, some are gone, some stand there in part, and the program is killed. A name that was
//! changed or removed stays so.
#![cfg(target_os = "linux")]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::env;
use std::ffi::CString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use libc::{EIO, ENOSPC, c_int, c_void, off64_t, size_t, ssize_t};

/// What goes wrong, as `DUIZHANG_FAULT` says it: `kind:call:seed`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing; the calls are counted.
    Count,
    /// One call fails, the next ones do not.
    Fail,
    /// One write writes a half, and what comes after it fails.
    Tear,
    /// From one call on there is no room.
    Full,
    /// From one call on nothing is there any more: the stick was pulled out.
    Gone,
    /// The power goes.
    Cut,
    /// The power goes, and no sync before has kept its word.
    Lie,
}

/// Something that was done to a file and may not be on the disk yet.
enum Pending {
    Write(usize, Vec<u8>),
    Length(usize),
}

/// A file with writes that were not synced.
struct File {
    /// A handle of our own: closing one of the program's would let go of its locks.
    handle: c_int,
    /// What the disk holds for sure.
    synced: Vec<u8>,
    pending: Vec<Pending>,
}

struct Layer {
    kind: Kind,
    /// The call that goes wrong, from 1.
    call: u64,
    draws: u64,
    folder: PathBuf,
    /// Where the number of calls is written at the end.
    count: Option<PathBuf>,
    calls: u64,
    files: BTreeMap<(u64, u64), File>,
}

/// What becomes of a call.
enum Fate {
    Done,
    Half,
    Refused(c_int),
}

static LAYER: OnceLock<Option<Mutex<Layer>>> = OnceLock::new();

thread_local! {
    /// The layer itself is at work: its own calls go through.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Bytes that a disk writes whole or not at all.
const SECTOR: usize = 512;

impl Layer {
    fn from_environment() -> Option<Mutex<Self>> {
        let fault = env::var("DUIZHANG_FAULT").ok()?;
        let mut words = fault.split(':');
        let kind = match words.next()? {
            "count" => Kind::Count,
            "fail" => Kind::Fail,
            "tear" => Kind::Tear,
            "full" => Kind::Full,
            "gone" => Kind::Gone,
            "cut" => Kind::Cut,
            "lie" => Kind::Lie,
            _ => return None,
        };
        Some(Mutex::new(Self {
            kind,
            call: words.next()?.parse().ok()?,
            draws: words.next()?.parse().ok()?,
            folder: env::var_os("DUIZHANG_FAULT_FOLDER")?.into(),
            count: env::var_os("DUIZHANG_FAULT_COUNT").map(PathBuf::from),
            calls: 0,
            files: BTreeMap::new(),
        }))
    }

    fn draw(&mut self, below: usize) -> usize {
        self.draws =
            self.draws.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.draws >> 33) as usize % below.max(1)
    }

    /// Counts a call and says what becomes of it.
    fn fate(&mut self, is_write: bool) -> Fate {
        self.calls += 1;
        let (now, later) = (self.calls == self.call, self.calls > self.call);
        match self.kind {
            Kind::Fail if now => Fate::Refused(EIO),
            Kind::Tear if now && is_write => Fate::Half,
            Kind::Tear if self.calls == self.call + 1 => Fate::Refused(EIO),
            Kind::Full if (now || later) && is_write => Fate::Refused(ENOSPC),
            Kind::Gone if now || later => Fate::Refused(EIO),
            Kind::Cut | Kind::Lie if now => self.cut(),
            _ => Fate::Done,
        }
    }

    fn remembers(&self) -> bool {
        matches!(self.kind, Kind::Cut | Kind::Lie)
    }

    fn file(&mut self, handle: c_int) -> Option<&mut File> {
        match self.files.entry(identity(handle)?) {
            Entry::Occupied(held) => Some(held.into_mut()),
            Entry::Vacant(free) => {
                let synced = content(handle)?;
                // SAFETY: the handle was just looked at; a copy of it is ours to keep.
                let handle = unsafe { libc::fcntl(handle, libc::F_DUPFD_CLOEXEC, 3) };
                Some(free.insert(File { handle, synced, pending: Vec::new() }))
            }
        }
    }

    fn note(&mut self, handle: c_int, pending: impl FnOnce() -> Pending) {
        if self.remembers()
            && let Some(file) = self.file(handle)
        {
            file.pending.push(pending());
        }
    }

    fn synced(&mut self, handle: c_int) {
        if self.kind == Kind::Cut
            && let Some(file) = self.file(handle)
        {
            file.synced = file.image(|_| Kept::Whole);
            file.pending.clear();
        }
    }

    /// Every file is as a disk may leave it when the power goes.
    fn lose(&mut self) {
        for (_, file) in std::mem::take(&mut self.files) {
            let image = file.image(|length| match self.draw(3) {
                0 => Kept::Gone,
                1 => Kept::Begun(self.draw(length / SECTOR + 1) * SECTOR),
                _ => Kept::Whole,
            });
            // SAFETY: the handle is our own and the bytes are there for as long as the calls take.
            unsafe {
                libc::syscall(libc::SYS_ftruncate, file.handle, image.len());
                libc::syscall(libc::SYS_pwrite64, file.handle, image.as_ptr(), image.len(), 0);
            }
        }
    }

    /// The power goes, and the program is no more.
    fn cut(&mut self) -> ! {
        self.lose();
        // SAFETY: ends this program, which is what is wanted.
        unsafe {
            libc::kill(libc::getpid(), libc::SIGKILL);
            libc::_exit(137)
        }
    }
}

/// What stays of a write.
enum Kept {
    Whole,
    Begun(usize),
    Gone,
}

impl File {
    /// The file with what stays of each write.
    fn image(&self, mut kept: impl FnMut(usize) -> Kept) -> Vec<u8> {
        let mut image = self.synced.clone();
        for pending in &self.pending {
            match pending {
                Pending::Length(length) => {
                    if !matches!(kept(0), Kept::Gone) {
                        image.resize(*length, 0);
                    }
                }
                Pending::Write(at, bytes) => {
                    let many = match kept(bytes.len()) {
                        Kept::Whole => bytes.len(),
                        Kept::Begun(many) => many.min(bytes.len()),
                        Kept::Gone => 0,
                    };
                    if many > 0 {
                        image.resize(image.len().max(at + many), 0);
                        image[*at..at + many].copy_from_slice(&bytes[..many]);
                    }
                }
            }
        }
        image
    }
}

fn identity(handle: c_int) -> Option<(u64, u64)> {
    // SAFETY: the structure is plain numbers, and filled by the call or not looked at.
    let mut facts: libc::stat64 = unsafe { std::mem::zeroed() };
    // SAFETY: as above.
    (unsafe { libc::fstat64(handle, &raw mut facts) } == 0).then_some((facts.st_dev, facts.st_ino))
}

fn path(handle: c_int) -> Option<PathBuf> {
    let link = CString::new(format!("/proc/self/fd/{handle}")).ok()?;
    let mut bytes = vec![0_u8; 4096];
    // SAFETY: the call writes at most as many bytes as there are.
    let length = unsafe { libc::readlink(link.as_ptr(), bytes.as_mut_ptr().cast(), bytes.len()) };
    bytes.truncate(usize::try_from(length).ok()?);
    Some(std::ffi::OsString::from_vec(bytes).into())
}

/// The whole content; of a handle that cannot be read from, by its name.
fn content(handle: c_int) -> Option<Vec<u8>> {
    let mut bytes = vec![0_u8; 1 << 16];
    let mut all = Vec::new();
    loop {
        // SAFETY: the call writes at most as many bytes as there are.
        let read =
            unsafe { libc::pread64(handle, bytes.as_mut_ptr().cast(), bytes.len(), all.len() as off64_t) };
        match usize::try_from(read) {
            Ok(0) => return Some(all),
            Ok(read) => all.extend_from_slice(&bytes[..read]),
            Err(_) => return std::fs::read(path(handle)?).ok(),
        }
    }
}

/// The layer, if this is a file it stands before and the call is not its own. What the journals of memory hold is no file.
fn layer(handle: c_int) -> Option<MutexGuard<'static, Layer>> {
    if INSIDE.with(|inside| inside.replace(true)) {
        return None;
    }
    let found = LAYER.get_or_init(Layer::from_environment).as_ref().and_then(|layer| {
        let path = path(handle)?;
        let layer = layer.lock().unwrap_or_else(PoisonError::into_inner);
        let is_ours = path.starts_with(&layer.folder) && !path.to_string_lossy().contains("-shm");
        is_ours.then_some(layer)
    });
    if found.is_none() {
        INSIDE.with(|inside| inside.set(false));
    }
    found
}

fn leave(layer: MutexGuard<'static, Layer>) {
    drop(layer);
    INSIDE.with(|inside| inside.set(false));
}

fn refuse(code: c_int) -> c_int {
    // SAFETY: the place of the error number of this thread is always there.
    unsafe { *libc::__errno_location() = code };
    -1
}

/// # Safety
/// As the system's `write`; at the place given, or where the handle stands.
unsafe fn put(handle: c_int, bytes: *const c_void, count: size_t, at: Option<off64_t>) -> ssize_t {
    // SAFETY: passed on as it came.
    let send = |count: size_t| unsafe {
        match at {
            Some(at) => libc::syscall(libc::SYS_pwrite64, handle, bytes, count, at) as ssize_t,
            None => libc::syscall(libc::SYS_write, handle, bytes, count) as ssize_t,
        }
    };
    let Some(mut layer) = layer(handle) else { return send(count) };
    let count = match layer.fate(true) {
        Fate::Done => count,
        Fate::Half => (count / 2).max(1),
        Fate::Refused(code) => {
            leave(layer);
            return refuse(code) as ssize_t;
        }
    };
    if layer.remembers() {
        // SAFETY: asks where the handle stands; the caller's bytes are as many as it says.
        let (place, copy) = unsafe {
            let place = at.unwrap_or_else(|| libc::lseek64(handle, 0, libc::SEEK_CUR));
            (place as usize, std::slice::from_raw_parts(bytes.cast::<u8>(), count).to_vec())
        };
        layer.note(handle, || Pending::Write(place, copy));
    }
    let sent = send(count);
    leave(layer);
    sent
}

/// # Safety
/// As the system's `fsync`.
unsafe fn sync(handle: c_int, number: libc::c_long) -> c_int {
    let Some(mut layer) = layer(handle) else {
        // SAFETY: passed on as it came.
        return unsafe { libc::syscall(number, handle) as c_int };
    };
    let answer = match layer.fate(false) {
        Fate::Refused(code) => refuse(code),
        Fate::Done | Fate::Half => {
            layer.synced(handle);
            0
        }
    };
    leave(layer);
    answer
}

/// # Safety
/// As the system's `ftruncate`.
unsafe fn shorten(handle: c_int, length: off64_t) -> c_int {
    // SAFETY: passed on as it came.
    let send = || unsafe { libc::syscall(libc::SYS_ftruncate, handle, length) as c_int };
    let Some(mut layer) = layer(handle) else { return send() };
    let answer = match layer.fate(false) {
        Fate::Refused(code) => refuse(code),
        Fate::Done | Fate::Half => {
            layer.note(handle, || Pending::Length(length as usize));
            send()
        }
    };
    leave(layer);
    answer
}

extern "C" fn at_the_end() {
    let Some(Some(layer)) = LAYER.get() else { return };
    INSIDE.with(|inside| inside.set(true));
    let mut layer = layer.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(path) = &layer.count {
        let _ = std::fs::write(path, layer.calls.to_string());
    }
    // What was acknowledged has to be on the disk by now: the power goes here too.
    layer.lose();
}

/// Told of by the loader when the program begins.
#[used]
#[unsafe(link_section = ".init_array")]
static BEGIN: extern "C" fn() = {
    extern "C" fn begin() {
        if LAYER.get_or_init(Layer::from_environment).is_some() {
            // SAFETY: the function lives as long as the program.
            unsafe { libc::atexit(at_the_end) };
        }
    }
    begin
};

/// # Safety
/// As the system's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn write(handle: c_int, bytes: *const c_void, count: size_t) -> ssize_t {
    // SAFETY: passed on as it came.
    unsafe { put(handle, bytes, count, None) }
}

/// # Safety
/// As the system's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite64(
    handle: c_int,
    bytes: *const c_void,
    count: size_t,
    at: off64_t,
) -> ssize_t {
    // SAFETY: passed on as it came.
    unsafe { put(handle, bytes, count, Some(at)) }
}

/// # Safety
/// As the system's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite(handle: c_int, bytes: *const c_void, count: size_t, at: off64_t) -> ssize_t {
    // SAFETY: passed on as it came.
    unsafe { put(handle, bytes, count, Some(at)) }
}

/// # Safety
/// As the system's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fsync(handle: c_int) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { sync(handle, libc::SYS_fsync) }
}

/// # Safety
/// As the system's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fdatasync(handle: c_int) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { sync(handle, libc::SYS_fdatasync) }
}

/// # Safety
/// As the system's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ftruncate(handle: c_int, length: off64_t) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { shorten(handle, length) }
}

/// # Safety
/// As the system's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ftruncate64(handle: c_int, length: off64_t) -> c_int {
    // SAFETY: passed on as it came.
    unsafe { shorten(handle, length) }
}
