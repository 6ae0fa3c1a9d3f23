//! How much of a page each column of a table has and how large its words are: no number breaks or leaves its column.
//! Measured in twentieths of a point, type in half points.

use super::table::{Column, Table};

/// Space on either side of the words of a cell.
pub const BESIDE: u32 = 60;
/// How large the words of a table are: 五号.
pub const SIZE: u32 = 21;
/// What they fall back to where numbers would break: 小五, 六号.
const SMALLER: [u32; 2] = [18, 15];
/// A character,
const CHARACTER: u32 = 20;
/// and one of a number: faces differ, few have digits wider than that.
pub const DIGIT: u32 = 13;

/// How wide a table is on an upright page and on one that lies.
const UPRIGHT: u32 = 8_844;
const WIDE: u32 = 12_756;

/// The columns of a table on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// How wide they are; together as wide as the page.
    pub widths: Vec<u32>,
    /// How large their words are.
    pub size: u32,
}

impl Table {
    /// Its columns on the program's own page.
    pub fn on_page(&self) -> Columns {
        self.columns_on(if self.landscape { WIDE } else { UPRIGHT })
    }

    /// Its columns on a page so wide: in their proportions as far as no number breaks, in the largest type that allows it.
    pub fn columns_on(&self, width: u32) -> Columns {
        let longest: Vec<u32> = (0..self.columns.len()).map(|at| self.longest_number(at)).collect();
        let least = |size: u32| -> Vec<u32> {
            longest.iter().zip(&self.columns).map(|(longest, column)| least(*longest, column, size)).collect()
        };
        let fits = |size: &u32| least(*size).iter().sum::<u32>() <= width;
        let size = std::iter::once(SIZE).chain(SMALLER).find(fits);
        let size = size.unwrap_or_else(|| (1..SMALLER[1]).rev().find(fits).unwrap_or(1));
        Columns { widths: self.widths(&least(size), width), size }
    }

    /// How wide the longest number of a column is, in twentieths of a character of it.
    pub fn longest_number(&self, at: usize) -> u32 {
        let texts = self.rows.iter().filter_map(|row| row.get(at));
        let runs = texts.flat_map(|cell| cell.text.split(|letter| !of_number(letter)));
        let wide = |run: &str| -> u32 {
            run.chars().map(|letter| if letter.is_ascii() { DIGIT } else { CHARACTER }).sum()
        };
        runs.map(wide).max().unwrap_or(0)
    }

    /// In the proportions of the columns; those that are short of what they need take from what the others have to spare.
    fn widths(&self, least: &[u32], width: u32) -> Vec<u32> {
        let shares = self.columns.iter().map(|column| column.width.max(1));
        let total = shares.clone().sum::<u32>().max(1);
        let mut widths: Vec<u32> = shares.map(|share| width * share / total).collect();
        if let Some(left) = width.checked_sub(least.iter().sum()) {
            let spare: Vec<u32> =
                widths.iter().zip(least).map(|(width, least)| width.saturating_sub(*least)).collect();
            let all = spare.iter().sum::<u32>().max(1);
            let wider = least.iter().zip(&spare).map(|(least, spare)| least + spare * left.min(all) / all);
            widths = wider.collect();
        }
        let used: u32 = widths.iter().sum();
        if let Some(last) = widths.last_mut() {
            *last += width - used;
        }
        widths
    }
}

/// What a column needs so that its numbers do not break and its words are still read: two characters, or a third of its own.
fn least(longest: u32, column: &Column, size: u32) -> u32 {
    let words = (column.width / 3).max(2) * CHARACTER;
    // Half points are ten twentieths.
    (longest.max(words) * 10 * size).div_ceil(CHARACTER) + 2 * BESIDE
}

/// Of what a number, a range of numbers or a bound consists.
fn of_number(letter: char) -> bool {
    letter.is_ascii_digit() || "+-−.,%‰—≥≤".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::super::table::{Align, Cell};
    use super::*;

    const WIDTHS: [u32; 6] = [3, 12, 5, 6, 5, 9];

    fn table(numbers: [&str; 2]) -> Table {
        let [goal, done] = numbers;
        Table {
            label: String::new(),
            sheet: String::new(),
            title: String::new(),
            source_line: None,
            as_of_line: None,
            unit_line: None,
            columns: WIDTHS.map(|width| Column { width, align: Align::Right }).to_vec(),
            header: Vec::new(),
            rows: vec![
                ["1", "生活污水治理村数", goal, done, "53.3", "县生态环境局"].map(Cell::text).to_vec(),
            ],
            notes: Vec::new(),
            signatures: Vec::new(),
            landscape: true,
            abridged: None,
            kind: None,
        }
    }

    #[test]
    fn no_number_breaks_however_narrow_the_page() {
        let long = "9".repeat(60);
        for numbers in [["18543.25", "10000—15000"], ["≥405205680127566143.8", "-1.5"], [&long, &long]] {
            let table = table(numbers);
            for width in (2_000..13_000).step_by(100) {
                let Columns { widths, size } = table.columns_on(width);
                assert_eq!(widths.iter().sum::<u32>(), width);
                for (at, has) in widths.iter().enumerate() {
                    let number = table.longest_number(at) * 10 * size / CHARACTER + 2 * BESIDE;
                    assert!(*has >= number, "{width}: {widths:?}");
                }
            }
        }
    }

    #[test]
    fn type_is_smaller_only_where_the_texts_have_no_more_room_to_give() {
        let size = |numbers, width| table(numbers).columns_on(width).size;
        assert_eq!(size(["400", "213"], 12_756), SIZE);
        assert_eq!(size(["405205680127566143.8", "405205680127566143.8"], 12_756), SIZE);
        assert_eq!(size(["405205680127566143.8", "405205680127566143.8"], 8_844), SIZE);
        assert_eq!(size(["405205680127566143.8", "405205680127566143.8"], 8_000), SMALLER[0]);
        assert!(size([&"9".repeat(60), "1"], 8_000) < SMALLER[1]);
    }

    #[test]
    fn a_page_with_room_keeps_the_proportions() {
        let total: u32 = WIDTHS.iter().sum();
        let widths = table(["400", "213"]).columns_on(12_000).widths;
        for (has, share) in widths.iter().zip(WIDTHS) {
            assert!(has.abs_diff(12_000 * share / total) <= WIDTHS.len() as u32, "{widths:?}");
        }
    }
}
