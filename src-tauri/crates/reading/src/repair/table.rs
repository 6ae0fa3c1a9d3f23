//! One character for another: Traditional to Simplified, look-alikes of scraped texts, full-width forms.
//! The tables are files of pairs beside this one; one character always becomes one character, so that
//! places stay countable.

use std::sync::LazyLock;

/// Pairs, sorted by the first.
type Pairs = Vec<(char, char)>;

static TRADITIONAL: LazyLock<Pairs> = LazyLock::new(|| pairs(include_str!("traditional.txt")));
static VARIANTS: LazyLock<Pairs> = LazyLock::new(|| pairs(include_str!("variants.txt")));

fn pairs(table: &str) -> Pairs {
    let mut letters = table.lines().filter(|line| !line.starts_with('#')).flat_map(str::chars);
    let mut found = Vec::new();
    while let (Some(from), Some(to)) = (letters.next(), letters.next()) {
        found.push((from, to));
    }
    found.sort_unstable();
    found
}

/// The character to match on.
pub(super) fn plain(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    match c {
        '，' => c,
        '\u{ff01}'..='\u{ff5e}' => half_width(c),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        '‐'..='―' | '─' | '━' | '﹣' | '−' => '—',
        '〜' | '∼' | '﹏' => '~',
        '「' | '『' | '〝' | '„' | '‟' => '“',
        '」' | '』' | '〞' | '〟' => '”',
        '﹪' => '%',
        '﹐' | '､' => ',',
        '﹑' => '、',
        '∶' | '︰' | '︓' => ':',
        '•' | '‧' | '∙' | '⋅' | '・' => '·',
        '｡' => '。',
        '㎡' => '㎡',
        other => find(&VARIANTS, other).or_else(|| find(&TRADITIONAL, other)).unwrap_or(other),
    }
}

fn half_width(c: char) -> char {
    let plain = u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c);
    if plain == '"' { '”' } else { plain }
}

fn find(table: &[(char, char)], c: char) -> Option<char> {
    let at = table.binary_search_by_key(&c, |pair| pair.0).ok()?;
    table.get(at).map(|pair| pair.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_pairs_in_order() {
        for table in [&*TRADITIONAL, &*VARIANTS] {
            assert!(table.windows(2).all(|two| two[0].0 < two[1].0), "each character stands once");
            assert!(table.iter().all(|(from, to)| from != to), "a pair changes something");
        }
        assert!(TRADITIONAL.len() > 2500, "the whole table is read");
    }

    #[test]
    fn ordinary_official_words_stay_as_they_are() {
        let words = "全市累计完成高标准农田建设三百万亩力争年内实现农村卫生厕所普及率达到百分之九十以上旗县苏木嘎查盟";
        assert_eq!(words.chars().map(plain).collect::<String>(), words);
    }
}
