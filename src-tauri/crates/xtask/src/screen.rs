//! A display that nobody sees: Xvfb with its frame buffer in a file, so that a picture of the real window is
//! a matter of reading that file. Used for screenshots, for the tests of the window and for timing it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::png;
use crate::process::Result;
use crate::project::Project;

pub struct Screen {
    server: Child,
    display: String,
    buffer: PathBuf,
}

/// What the screen shows at one moment, three bytes a pixel.
#[derive(PartialEq)]
pub struct Frame {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

impl Screen {
    /// Starts a display on a free number. On a crowded machine the server now and then gives up while it looks for
    /// one; it is asked again before that counts as a failure, which then carries the server's own words.
    pub fn open(project: &Project, width: u32, height: u32) -> Result<Self> {
        const TRIES: u32 = 5;
        let mut last = String::new();
        for attempt in 1..=TRIES {
            let folder =
                project.work(&format!("screen-{width}x{height}-{}-{attempt}", std::process::id()))?;
            match Self::start(&folder, width, height) {
                Ok(screen) => return Ok(screen),
                Err(problem) => last = problem,
            }
            std::thread::sleep(Duration::from_secs(u64::from(attempt)));
        }
        Err(format!("Xvfb 试了 {TRIES} 次都没有启动成功：{last}"))
    }

    fn start(folder: &Path, width: u32, height: u32) -> Result<Self> {
        let words = folder.join("Xvfb.log");
        let log = fs::File::create(&words).map_err(|e| format!("{}：{e}", words.display()))?;
        let size = format!("{width}x{height}x24");
        let mut server = Command::new("Xvfb")
            .args(["-screen", "0", &size, "-nolisten", "tcp", "-displayfd", "1", "-fbdir"])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(|e| format!("无法启动 Xvfb：{e}"))?;
        let pipe = server.stdout.take();
        let buffer = folder.join("Xvfb_screen0");
        let mut screen = Self { server, display: String::new(), buffer };
        let mut number = String::new();
        let pipe = pipe.ok_or("Xvfb 没有输出")?;
        BufReader::new(pipe).read_line(&mut number).map_err(|e| format!("Xvfb：{e}"))?;
        if number.trim().is_empty() {
            let _ = screen.server.kill();
            let end = screen.server.wait().map_err(|e| format!("Xvfb：{e}"))?;
            let said = fs::read_to_string(&words).unwrap_or_default();
            return Err(format!("{end}；{}", said.trim()));
        }
        screen.display = format!(":{}", number.trim());
        Ok(screen)
    }

    pub fn display(&self) -> &str {
        &self.display
    }

    /// A program that will show itself here, with a session bus of its own.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("dbus-run-session");
        command.arg("--").arg(program).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.env("DISPLAY", &self.display).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
        command
    }

    pub fn frame(&self) -> Result<Frame> {
        let bytes = fs::read(&self.buffer).map_err(|e| format!("{}：{e}", self.buffer.display()))?;
        decode(&bytes).ok_or_else(|| "看不懂虚拟显示的画面".into())
    }

    /// Whether the first page stands there, from a sample of its pixels; cheap enough to ask often. A word or
    /// two on an empty page, as while the program opens, does not count.
    pub fn has_content(&self) -> bool {
        const EVERY: usize = 61;
        let Ok(bytes) = fs::read(&self.buffer) else { return false };
        let (pixels, _) = bytes.as_chunks::<4>();
        let body = &pixels[pixels.len() / 100..];
        let paper = body[body.len() / 2];
        let inked = body.iter().step_by(EVERY).filter(|pixel| **pixel != paper).count();
        inked * EVERY * 500 > body.len()
    }

    /// Waits until there is a picture and it has not changed for a second and a half, then saves it. A picture that
    /// never rests (a turning wheel) is saved when the patience is at its end.
    pub fn save_when_still(&self, path: &Path, patience: Duration) -> Result {
        let end = Instant::now() + patience;
        let (mut last, mut since) = (self.frame()?, Instant::now());
        while Instant::now() < end {
            std::thread::sleep(Duration::from_millis(250));
            let frame = self.frame()?;
            if frame != last {
                (last, since) = (frame, Instant::now());
            } else if since.elapsed() > Duration::from_millis(1500) && !last.is_blank() {
                break;
            }
        }
        if last.is_blank() {
            return Err("窗口没有显示任何内容".into());
        }
        fs::write(path, png::encode(&last)).map_err(|e| format!("{}：{e}", path.display()))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        if let Some(folder) = self.buffer.parent() {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

impl Frame {
    /// Pixels that differ from the one in the middle: an empty window has next to none.
    fn inked(&self) -> usize {
        let middle = (self.height / 2 * self.width + self.width / 2) * 3;
        let paper = [self.pixels[middle], self.pixels[middle + 1], self.pixels[middle + 2]];
        self.pixels.as_chunks::<3>().0.iter().filter(|pixel| **pixel != paper).count()
    }

    /// Not even a line of text.
    pub fn is_blank(&self) -> bool {
        self.inked() * 5000 < self.width * self.height
    }
}

/// The X window dump format: a header of big-endian words, a colour table, rows of 32-bit pixels.
fn decode(bytes: &[u8]) -> Option<Frame> {
    let word = |index: usize| {
        let field = bytes.get(index * 4..index * 4 + 4)?;
        Some(u32::from_be_bytes(field.try_into().ok()?) as usize)
    };
    let (header, width, height) = (word(0)?, word(4)?, word(5)?);
    let (low_byte_first, bits, stride, colours) = (word(7)? == 0, word(11)?, word(12)?, word(19)?);
    if bits != 32 {
        return None;
    }
    let rows = bytes.get(header + colours * 12..)?;
    let mut pixels = Vec::with_capacity(width * height * 3);
    for row in rows.chunks(stride).take(height) {
        for pixel in row.get(..width * 4)?.as_chunks::<4>().0 {
            let [a, b, c, d] = *pixel;
            pixels.extend(if low_byte_first { [c, b, a] } else { [b, c, d] });
        }
    }
    Some(Frame { width, height, pixels })
}
