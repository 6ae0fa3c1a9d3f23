//! Progress of a long word: which step of how many, and how long each took.

use std::io::Write;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::process::Result;

pub struct Steps {
    total: usize,
    done: usize,
    begun: Instant,
}

impl Steps {
    pub fn new(total: usize) -> Self {
        Self { total, done: 0, begun: Instant::now() }
    }

    /// Runs one step and says when it begins and ends.
    pub fn step<T>(&mut self, name: &str, act: impl FnOnce() -> Result<T>) -> Result<T> {
        self.done += 1;
        let begun = Instant::now();
        println!("[{}/{}] {name} …", self.done, self.total);
        let outcome = act().map_err(|line| format!("第 {} 步 {name}：{line}", self.done))?;
        println!("[{}/{}] {name} ✓ {}（累计 {}）", self.done, self.total, spent(begun), spent(self.begun));
        Ok(outcome)
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        debug_assert!(self.done <= self.total, "a word announces as many steps as it takes");
    }
}

/// Runs something that prints nothing for long, and prints a sign of life every few seconds.
pub fn patiently<T: Send>(what: &str, act: impl FnOnce() -> T + Send) -> T {
    let begun = Instant::now();
    let (done, waiting) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            while waiting.recv_timeout(Duration::from_secs(10)) == Err(RecvTimeoutError::Timeout) {
                println!("      {what}：已 {}", spent(begun));
                let _ = std::io::stdout().flush();
            }
        });
        let outcome = act();
        drop(done);
        outcome
    })
}

pub fn spent(since: Instant) -> String {
    let seconds = since.elapsed().as_secs_f64();
    if seconds < 60.0 {
        return format!("{seconds:.1} 秒");
    }
    format!("{} 分 {:02} 秒", seconds as u64 / 60, seconds as u64 % 60)
}
