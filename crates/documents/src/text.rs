//! Characters that may stand on paper, and places where a word that is wider than its measure may break.

/// How wide a Latin character is at most, as a part of the type size.
const LATIN: f32 = 0.62;
/// A place where a line may break, without width.
const MAY_BREAK: char = '\u{200b}';

/// The text without what is invisible; tabs are spaces, line feeds stay.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '\t' | '\u{a0}' => Some(' '),
            '\n' => Some('\n'),
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}' => None,
            other if other.is_control() => None,
            other => Some(other),
        })
        .collect()
}

/// As one line.
pub(crate) fn line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a text, none of them empty, each with places to break in words wider than `measure` type sizes.
pub(crate) fn paragraphs(text: &str, measure: f32) -> Vec<String> {
    clean(text).lines().map(str::trim).filter(|one| !one.is_empty()).map(|one| with_breaks(one, measure)).collect()
}

/// About how wide a text is, in type sizes.
pub(crate) fn width(text: &str) -> f32 {
    text.chars().map(|character| if is_square(character) { 1.0 } else { LATIN }).sum()
}

fn with_breaks(text: &str, measure: f32) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|character| character == ' ' || is_square(character)) {
        let breaks = width(word) > measure;
        for character in word.chars() {
            out.push(character);
            if breaks && !is_square(character) {
                out.push(MAY_BREAK);
            }
        }
    }
    out
}

fn is_square(character: char) -> bool {
    u32::from(character) >= 0x2e80
}

#[cfg(test)]
mod tests {
    use super::{clean, line, paragraphs};

    #[test]
    fn what_is_invisible_is_left_out() {
        assert_eq!(clean("零\u{200b}宽\u{feff}\u{7}\t空\u{202e}"), "零宽 空");
        assert_eq!(line(" 两\n行 "), "两 行");
    }

    #[test]
    fn only_words_that_are_too_wide_may_break() {
        assert_eq!(paragraphs("共计 27600.50 元\n\n完", 6.0), ["共计 27600.50 元", "完"]);
        assert_eq!(paragraphs("号AAAA码", 2.0), ["号A\u{200b}A\u{200b}A\u{200b}A\u{200b}码"]);
    }
}
