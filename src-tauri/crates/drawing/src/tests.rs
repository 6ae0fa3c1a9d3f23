//! What is drawn is what the chart says: places are read back from the picture and held against the numbers.

use domain::assessment::Lamp;
use domain::reports::{Bar, Chart, Course, Cut, Drawn, Outlook, Pair, Plot, Standing, Strip};

use super::canvas::cut;
use super::{Board, BoardLine, Picture, Tally, draw};

fn drawn(text: &str) -> Drawn {
    let number: String = text.chars().filter(|sign| sign.is_ascii_digit() || "-.".contains(*sign)).collect();
    Drawn { text: text.to_owned(), value: number.parse().unwrap() }
}

fn standing(lamp: Lamp) -> Standing {
    Standing { text: "▲滞后".to_owned(), lamp }
}

fn bar(place: u32, rate: &str) -> Bar {
    let standing = standing(Lamp::Yellow);
    Bar { place: Some(place), name: format!("第{place}镇"), rate: Some(drawn(rate)), standing }
}

fn chart(plot: Plot) -> Picture {
    draw(&Chart { title: "图1　甲<乙>".to_owned(), plot, notes: Vec::new() })
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn course() -> Course {
    let points = |values: [&str; 3]| {
        let days = ["2022-01-31", "2022-03-31", "2022-06-30"];
        days.into_iter().zip(values).map(|(on, value)| (day(on), drawn(value))).collect()
    };
    Course {
        name: "生活污水治理村数".to_owned(),
        uom: "个".to_owned(),
        from: day("2022-01-01"),
        to: day("2022-12-31"),
        actual: points(["10", "90", "213"]),
        plan: points(["33.3", "100", "200"]),
        goal: drawn("400"),
        outlook: Some(Outlook { value: drawn("426"), low: 390.into(), high: 462.into() }),
        standing: standing(Lamp::Green),
    }
}

/// The values of an attribute of all elements of a class, in their order.
fn values(picture: &Picture, class: &str, attribute: &str) -> Vec<String> {
    let tree = resvg::usvg::roxmltree::Document::parse(&picture.svg).unwrap();
    let of_class = |node: &resvg::usvg::roxmltree::Node<'_, '_>| node.attribute("class") == Some(class);
    let found = tree.descendants().filter(of_class);
    found.filter_map(|node| node.attribute(attribute).map(str::to_owned)).collect()
}

fn numbers(picture: &Picture, class: &str, attribute: &str) -> Vec<f64> {
    values(picture, class, attribute).iter().map(|text| text.parse().unwrap()).collect()
}

/// The points of a line.
fn points(picture: &Picture, class: &str) -> Vec<(f64, f64)> {
    let path = values(picture, class, "d").concat();
    let pairs = path.split(['M', 'L']).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once(' ').unwrap())
        .map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
        .collect()
}

fn texts(picture: &Picture) -> Vec<String> {
    let tree = resvg::usvg::roxmltree::Document::parse(&picture.svg).unwrap();
    let words = tree.descendants().filter(|node| node.has_tag_name("text"));
    words.filter_map(|node| node.text().map(str::to_owned)).collect()
}

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 0.02, "{found} against {wanted}");
}

#[test]
fn bars_are_as_long_as_their_rates_and_the_line_stands_where_it_is_due() {
    let bars = vec![bar(1, "120.0%"), bar(2, "61.2%"), bar(3, "0.0%")];
    let picture = chart(Plot::Ranking { bars, cut: None, due: Some(drawn("50.0%")) });
    let lengths = numbers(&picture, "bar", "width");
    near(lengths[1] / lengths[0], 61.2 / 120.0);
    near(lengths[2], 0.0);
    let (left, due) = (numbers(&picture, "bar", "x")[0], points(&picture, "due")[0].0);
    near((due - left) / lengths[0], 50.0 / 120.0);
    let said = texts(&picture);
    for words in ["120.0%　▲滞后", "61.2%　▲滞后", "0.0%　▲滞后", "序时50.0%", "第2镇"] {
        assert!(said.contains(&words.to_owned()), "{words} is not said: {said:?}");
    }
}

#[test]
fn a_bar_far_beyond_the_others_is_broken_and_still_says_its_number() {
    let bars = vec![bar(1, "900.0%"), bar(2, "50.0%")];
    let picture = chart(Plot::Ranking { bars, cut: None, due: None });
    assert_eq!(values(&picture, "break", "d").len(), 2);
    let lengths = numbers(&picture, "bar", "width");
    near(lengths[1] / lengths[0], 0.25);
    assert!(texts(&picture).iter().any(|words| words.starts_with("900.0%")));
}

#[test]
fn what_has_no_rate_has_no_bar_and_what_is_left_out_is_said() {
    let mut bars = vec![bar(1, "80.0%"), bar(9, "10.0%")];
    let missing = Standing { text: "○未报".to_owned(), lamp: Lamp::Grey };
    bars.push(Bar { place: None, name: "末镇".to_owned(), rate: None, standing: missing });
    let picture = chart(Plot::Ranking { bars, cut: Some(Cut { after: 1, left_out: 7 }), due: None });
    assert_eq!(numbers(&picture, "bar", "width").len(), 2);
    let said = texts(&picture);
    assert!(said.iter().any(|words| words.contains("中间7个从略")) && said.contains(&"○未报".to_owned()));
}

#[test]
fn a_course_goes_through_its_figures() {
    let picture = chart(Plot::Course(course()));
    let (actual, plan, goal) =
        (points(&picture, "actual"), points(&picture, "plan"), points(&picture, "goal"));
    let axis = points(&picture, "axis")[0].1;
    let height = |y: f64| axis - y;
    near(height(actual[2].1) / height(goal[0].1), 213.0 / 400.0);
    near(height(actual[0].1) / height(goal[0].1), 10.0 / 400.0);
    near(height(plan[1].1) / height(goal[0].1), 100.0 / 400.0);
    let ahead = points(&picture, "outlook");
    near(height(ahead[1].1) / height(goal[0].1), 426.0 / 400.0);
    assert_eq!(ahead[0], actual[2], "it goes on from the last figure");
    near(height(points(&picture, "band")[0].1) / height(goal[0].1), 390.0 / 400.0);
    // Half a year is half way.
    let (left, right) = (goal[0].0, goal[1].0);
    near((actual[2].0 - left) / (right - left), 180.0 / 364.0);
    let said = texts(&picture);
    for words in ["目标400", "外推426", "外推", "单位：个", "6月底"] {
        assert!(said.contains(&words.to_owned()), "{words} is not said: {said:?}");
    }
    assert!(said.iter().any(|words| words.starts_with("213")));
}

#[test]
fn small_courses_say_their_last_figure_and_their_goal() {
    let without = Course { outlook: None, ..course() };
    let picture = chart(Plot::Courses(vec![course(), without]));
    assert_eq!(values(&picture, "actual", "d").len(), 2);
    assert_eq!(values(&picture, "outlook", "d").len(), 1);
    assert_eq!(texts(&picture).iter().filter(|words| *words == "213／400个").count(), 2);
}

#[test]
fn parts_of_a_strip_are_their_shares_and_none_is_drawn_for_nobody() {
    let strip = |met, below, not_reported| Strip {
        name: "村集体经济收入".to_owned(),
        met,
        below,
        not_reported,
        rate: "92.8%".to_owned(),
    };
    let picture = chart(Plot::Coverage(vec![strip(489, 36, 2), strip(5, 0, 0)]));
    let widths = numbers(&picture, "strip", "width");
    assert_eq!(widths.len(), 4);
    near(widths[0], 489.0 / 527.0 * super::WIDTH);
    near(widths[2], 2.0 / 527.0 * super::WIDTH);
    near(widths[3], super::WIDTH);
    assert!(texts(&picture).contains(&"527个中达标489、未达标36、未报2，达标率92.8%".to_owned()));
}

#[test]
fn two_years_stand_one_below_the_other() {
    let pair = Pair {
        name: "新增就业".to_owned(),
        now: drawn("150人"),
        then: drawn("100人"),
        change: "同比增长50.0%".to_owned(),
    };
    let names = ["2022年6月底", "2021年6月底"].map(str::to_owned);
    let picture = chart(Plot::Years { pairs: vec![pair], names });
    let widths = numbers(&picture, "bar", "width");
    near(widths[1] / widths[0], 100.0 / 150.0);
    for words in ["150人", "100人", "同比增长50.0%", "2021年6月底"] {
        assert!(texts(&picture).contains(&words.to_owned()), "{words}");
    }
}

#[test]
fn every_lamp_has_a_shade_that_a_copy_keeps_apart() {
    let lamps = [Lamp::Green, Lamp::Yellow, Lamp::Orange, Lamp::Red];
    let looks = lamps.map(|lamp| {
        let bar = Bar { standing: standing(lamp), ..bar(1, "100.0%") };
        let picture = chart(Plot::Ranking { bars: vec![bar], cut: None, due: None });
        values(&picture, "hatch", "d")
    });
    for (at, look) in looks.iter().enumerate() {
        assert!(looks[at + 1..].iter().all(|other| other != look), "{at} looks like another without colour");
    }
}

#[test]
fn the_same_chart_gives_the_same_points() {
    let picture = chart(Plot::Course(course()));
    let points = picture.png().unwrap();
    assert_eq!(points, picture.png().unwrap());
    let size = |at: usize| u32::from_be_bytes(points[at..at + 4].try_into().unwrap());
    assert_eq!((size(16), size(20)), (picture.width, picture.height));
}

#[test]
fn words_are_never_read_as_shapes_and_long_ones_are_cut() {
    let name = format!("<script>&{}", "很长的名字".repeat(20));
    let bars = vec![Bar { name, ..bar(1, "50.0%") }];
    let picture = chart(Plot::Ranking { bars, cut: None, due: None });
    let said = texts(&picture);
    let named = said.iter().find(|words| words.starts_with("<script>&")).unwrap();
    assert!(named.ends_with('…') && named.chars().count() < 30, "{named}");
}

#[test]
fn a_text_is_cut_before_a_bracket_that_would_stay_open() {
    let cases = [
        ("集体经济收入", 20.0, "集体经济收入"),
        ("集体经济收入（农区12万元）", 9.0, "集体经济收入…"),
        ("集体经济收入（符合（农区）达到12万元）", 14.0, "集体经济收入…"),
        ("集体（村）经济收入达到12万元", 9.0, "集体（村）经济收…"),
        ("（农区）集体经济收入", 3.0, "（农…"),
    ];
    for (text, room, expected) in cases {
        assert_eq!(cut(text, room, 1.0), expected, "{text}");
    }
}

fn board(bars: u32) -> Board {
    let line = |at: usize| BoardLine {
        standing: standing(Lamp::Red),
        name: format!("第{at}项指标"),
        of: "甲镇　责任单位：某局".to_owned(),
        cells: ["≥400个", "213", "187", "53.3%", "+3.3"].map(str::to_owned),
    };
    let plot = Plot::Ranking { bars: (1..=bars).map(|at| bar(at, "50%")).collect(), cut: None, due: None };
    Board {
        title: "青原县任务进展总览".to_owned(),
        as_of: "截至2022年6月底".to_owned(),
        time_progress: "时间进度50.0%".to_owned(),
        said: vec!["甲，".repeat(60), "比5月底少滞后1项。".to_owned()],
        tallies: vec![Tally {
            standing: standing(Lamp::Red),
            count: "7".to_owned(),
            note: "上月9".to_owned(),
        }],
        heading: "需要处理　2项".to_owned(),
        lines: (1..=2).map(line).collect(),
        more: Some("另有5项未列".to_owned()),
        ranking: Some(Chart { title: "污水治理完成率排名".to_owned(), plot, notes: Vec::new() }),
        source: "来源：台账“甲”，台账标记12345678。".to_owned(),
    }
}

/// The words of a picture with their base lines, those within a group moved as it is.
fn words(picture: &Picture) -> Vec<(String, f64)> {
    let tree = resvg::usvg::roxmltree::Document::parse(&picture.svg).unwrap();
    let down = |node: resvg::usvg::roxmltree::Node<'_, '_>| -> f64 {
        let moved = node.ancestors().filter_map(|above| above.attribute("transform"));
        let moved =
            moved.map(|text| text.trim_end_matches(')').rsplit(' ').next().unwrap().parse::<f64>().unwrap());
        node.attribute("y").unwrap().parse::<f64>().unwrap() + moved.sum::<f64>()
    };
    let texts = tree.descendants().filter(|node| node.has_tag_name("text"));
    texts.map(|node| (node.text().unwrap_or_default().to_owned(), down(node))).collect()
}

#[test]
fn every_word_of_a_board_stands_within_its_picture() {
    let board = board(12);
    let picture = board.draw();
    let words = words(&picture);
    let all: String = words.iter().map(|(word, _)| word.as_str()).collect();
    for expected in [
        board.title.as_str(),
        &board.as_of,
        &board.time_progress,
        &board.said[0],
        "▲滞后",
        "上月9",
        "第2项指标",
        "≥400个",
        "53.3%",
        "另有5项未列",
        "污水治理完成率排名",
        "第12镇",
        &board.source,
    ] {
        assert!(all.contains(expected), "{expected} is missing in {all}");
    }
    let height = f64::from(picture.height) / 10.0;
    assert!(
        words.iter().all(|(_, y)| (0.0..=height).contains(y)),
        "nothing stands beyond the edge: {words:?}"
    );
    assert!(picture.png().unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn a_board_that_is_too_high_for_a_sheet_takes_two() {
    let titles = |bars: u32, height: f64| -> Vec<bool> {
        let holds = |picture: &Picture| words(picture).iter().any(|(word, _)| word.starts_with("第1镇"));
        board(bars).sheets(height).iter().map(holds).collect()
    };
    assert_eq!(titles(12, 257.0), [true], "all on one");
    assert_eq!(titles(30, 200.0), [false, true], "the ranking on a sheet of its own");
    assert_eq!(Board { ranking: None, ..board(1) }.sheets(10.0).len(), 1);
}
