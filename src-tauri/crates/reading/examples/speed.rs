//! How fast a text is read, beside a common segmenter that only cuts the same text into words, and how the
//! cost grows. `cargo run --release -p reading --example speed`; on stdout one line a size: bytes,
//! microseconds of reading, microseconds of cutting.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use jieba_rs::Jieba;
use reading::extract;

const RUNS: usize = 5;

/// The sizes in bytes, each ten times the one before.
const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fixtures = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reading"))?;
    let jieba = Jieba::new();
    for size in SIZES {
        let text = long(&fixtures, size);
        let reading = median(|| drop(black_box(extract(&text, None))));
        let cutting = median(|| drop(black_box(jieba.cut(&text, true))));
        println!("{} {} {}", text.len(), reading.as_micros(), cutting.as_micros());
    }
    Ok(())
}

/// The annotated texts, one after the other.
fn texts(folder: &Path) -> std::io::Result<String> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    texts.map(std::fs::read_to_string).collect()
}

/// The same lines again and again, up to a size.
fn long(text: &str, size: usize) -> String {
    let mut long = String::with_capacity(size + 1_000);
    for line in text.lines().cycle() {
        if long.len() >= size {
            break;
        }
        long.push_str(line);
        long.push('\n');
    }
    long
}

fn median(act: impl Fn()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            act();
            begun.elapsed()
        })
        .collect();
    times.sort();
    times.get(RUNS / 2).copied().unwrap_or_default()
}
