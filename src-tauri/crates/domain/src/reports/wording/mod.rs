//! Every Chinese word of a bulletin stands in this folder: places and periods, amounts, the sentence of each
//! sort of target. The forms are those of domain guide §5.6; the rules are kept strictly: no sentence states
//! a cause, none praises, each figure points to where it comes from, and who is missing is named.

mod amounts;
mod comparison;
mod kinds;
mod line;
mod places;
mod progress;
mod reminder;
mod tables;
mod times;

pub(super) use amounts::{decimals_for, percent, unit_amount, unit_number};
pub(super) use comparison::said_year_on_year;
pub(super) use kinds::condition;
pub(super) use line::Line;
pub(super) use places::{Places, names};
pub(super) use progress::{gap, responsible, shared_decimals, target_sentence, versus_schedule};
pub use reminder::{Asker, Owed, reminder};
pub(super) use tables::{decimals_of, goal_decimals, points_number, remark, table_goal, value_number};
pub(super) use times::{as_of, as_of_with_year, figures_of, goal_word, month_name, stretch};

/// Words that are to stand in brackets: their own become 〔〕.
pub(super) fn within_brackets(words: &str) -> String {
    words.replace('（', "〔").replace('）', "〕")
}

/// What stands under the title of a bulletin with invented figures.
pub(super) const EXAMPLE: &str = "（含示例数据，仅供演示，不得印发）";
