//! Which signs no shipped face has: they would stand on the page as empty boxes.

use std::collections::BTreeSet;

use domain::reports::Bulletin;

use super::world::has_sign;

/// The signs of a bulletin that no face has, each once. Word and Excel take what the machine that opens them has.
pub fn lacking(bulletin: &Bulletin) -> Vec<char> {
    let given = [
        Some(&bulletin.title),
        bulletin.letterhead.as_ref(),
        bulletin.doc_number.as_ref(),
        bulletin.recipients.as_ref(),
        bulletin.copies.as_ref(),
        bulletin.signer.as_ref(),
        bulletin.contact.as_ref(),
    ];
    let mut found = BTreeSet::new();
    let mut look =
        |text: &str| found.extend(text.chars().filter(|sign| is_printed(*sign) && !has_sign(*sign)));
    given.into_iter().flatten().for_each(|text| look(text));
    bulletin.blocks.iter().for_each(|block| look(&block.text()));
    for table in &bulletin.annexes {
        look(&table.title);
        [&table.source_line, &table.unit_line].into_iter().flatten().for_each(|text| look(text));
        table.header.iter().flatten().for_each(|cell| look(&cell.text));
        table.rows.iter().flatten().for_each(|cell| look(&cell.text));
        table.notes.iter().for_each(|text| look(text));
    }
    found.into_iter().collect()
}

/// Not a blank, nor a sign that only says how its neighbour looks.
fn is_printed(sign: char) -> bool {
    let alone = !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}');
    alone && !sign.is_whitespace() && !sign.is_control()
}
