//! How the cost of reading grows: eight times the text beside one time, on shapes that tempt a reader
//! to look back too far. `cargo run --release -p reading --example cost`; about 8 is linear.

use std::time::{Duration, Instant};

use reading::extract;

const SHAPES: [(&str, &str); 9] = [
    (
        "sentences",
        "今年计划在400个村开展生活污水治理工作，新增1854个嘎查村建立垃圾收运处置体系，累计投入资金3.42亿元。",
    ),
    (
        "one line",
        "今年计划在400个村开展生活污水治理工作，新增1854个嘎查村建立垃圾收运处置体系，累计投入资金3.42亿元，",
    ),
    ("no marks", "完成污水处理设施建设76处铺设管网214.5公里"),
    ("digits", "1.2"),
    ("brackets", "（《“"),
    ("numerals", "一二十百万"),
    ("lines", "序号\n1\n"),
    ("cells", "a\t1\t2\n"),
    ("labels", "产值(亿元)\n1\n"),
];

/// Characters of the shorter text.
const SHORT: usize = 12_000;

fn main() {
    for (name, piece) in SHAPES {
        let long = |times: usize| piece.repeat(times * SHORT / piece.chars().count());
        let (one, eight) = (cost(&long(1)), cost(&long(8)));
        let ratio = eight.as_secs_f64() / one.as_secs_f64().max(1e-9);
        println!("{name:<10} {ratio:>6.2}   {one:?} / {eight:?}");
    }
}

/// The shortest of a few runs.
fn cost(text: &str) -> Duration {
    let run = || {
        let start = Instant::now();
        let _ = extract(text, None);
        start.elapsed()
    };
    (0..5).map(|_| run()).min().unwrap_or_default()
}
