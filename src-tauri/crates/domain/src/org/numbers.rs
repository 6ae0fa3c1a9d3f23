//! Numbers that belong to one person and to no figure: of identity cards (GB 11643) and of bank cards. What is written into a
//! ledger stays in it, so they are told in a text before it is written.

use crate::kernel::word_enum;

word_enum! {
    /// What such a number is.
    PersonalNumber {
        /// Of an identity card.
        Identity = "identity", "身份证号";
        /// Of a bank card.
        BankCard = "bank_card", "银行卡号";
    }
}

/// The first number of a person in a text.
pub fn personal_number(text: &str) -> Option<PersonalNumber> {
    let signs: Vec<char> = text.chars().map(plain).collect();
    let mut rest = signs.as_slice();
    while let Some(at) = rest.iter().position(char::is_ascii_digit) {
        rest = &rest[at..];
        let run = rest.iter().take_while(|sign| sign.is_ascii_digit()).count();
        let with_check = run + usize::from(rest.get(run) == Some(&'X'));
        if is_identity(&rest[..with_check]) {
            return Some(PersonalNumber::Identity);
        }
        let (card, length) = grouped(rest);
        if is_bank_card(&card) {
            return Some(PersonalNumber::BankCard);
        }
        rest = &rest[length.max(run)..];
    }
    None
}

/// Wide digits are digits.
fn plain(sign: char) -> char {
    match sign {
        '０'..='９' => char::from_digit(u32::from(sign) - u32::from('０'), 10).unwrap_or(sign),
        'x' | 'Ｘ' | 'ｘ' => 'X',
        other => other,
    }
}

/// Digits as they are printed on a card, in groups of four with a space or a dash between, and how many signs they take.
fn grouped(signs: &[char]) -> (Vec<char>, usize) {
    let mut digits = Vec::new();
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        let is_between = matches!(sign, ' ' | '-') && digits.len().is_multiple_of(4) && !digits.is_empty();
        let goes_on = is_between && signs.get(at + 1).is_some_and(char::is_ascii_digit);
        match sign.is_ascii_digit() {
            true => digits.push(*sign),
            false if goes_on => {}
            false => break,
        }
        at += 1;
    }
    (digits, at)
}

fn values(digits: &[char]) -> Vec<u32> {
    digits.iter().filter_map(|digit| digit.to_digit(10)).collect()
}

/// Eighteen signs: a place, a day of birth, a number, and the sign that checks them.
fn is_identity(signs: &[char]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let [digits @ .., check] = signs else { return false };
    let digits = values(digits);
    if digits.len() != WEIGHTS.len() {
        return false;
    }
    let number =
        |from: usize, to: usize| digits[from..to].iter().fold(0, |number, digit| number * 10 + digit);
    let (year, month, day) = (number(6, 10), number(10, 12), number(12, 14));
    let born = chrono::NaiveDate::from_ymd_opt(year as i32, month, day);
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    born.is_some() && (1900..2100).contains(&year) && *check == char::from(CHECKS[(sum % 11) as usize])
}

/// Sixteen to nineteen digits that begin like a card's, the last of which checks the others (Luhn).
fn is_bank_card(digits: &[char]) -> bool {
    let digits = values(digits);
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit })
        .sum();
    (16..=19).contains(&digits.len()) && matches!(digits[0], 3..=6) && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_persons_are_told_from_others() {
        use PersonalNumber::{BankCard, Identity};
        let cases = [
            ("户主身份证150102199003071229，已核实", Some(Identity)),
            ("１５０１０２１９９００３０７１２２９", Some(Identity)),
            ("11010519491231002X", Some(Identity)),
            ("11010519491231002x。", Some(Identity)),
            ("打到6222020602001122335", Some(BankCard)),
            ("6222 0206 0200 1122 335", Some(BankCard)),
            ("6222-0206-0200-1122-335", Some(BankCard)),
            ("先是2022-06-30，后是 6222020602001122335", Some(BankCard)),
            ("150102199003071228", None), // another check digit
            ("150102199013071229", None), // no such month
            ("6222020602001122336", None),
            ("区划代码150222100000，文号〔2022〕17号", None),
            ("完成投资12345678901234567890元", None),
            ("电话0472-5550106，13800000000", None),
            ("2022-06-30 10 20 30 40", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(personal_number(text), expected, "{text}");
        }
    }
}
