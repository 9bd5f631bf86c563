//! The number of a paper: organisation, year, word of the kind, running number. The pattern is a setting of the office.

use std::fmt::Write as _;

/// The usual pattern: 柳江劳人调协〔2026〕12号.
pub const USUAL: &str = "{office}{word}〔{year}〕{serial}号";

/// The number that a pattern gives. Places: `{office}` the organisation's words (柳江劳人调), `{word}` the kind's (协), `{year}`, `{serial}`,
/// and `{serial:4}` with leading zeros. A pattern without a running number gets one behind it: two papers never share a number.
pub fn number(pattern: &str, office: &str, word: &str, year: i32, serial: i64) -> String {
    let filled = pattern.replace("{office}", office).replace("{word}", word).replace("{year}", &year.to_string());
    let mut out = String::new();
    let mut rest = filled.as_str();
    let mut counted = false;
    while let Some((before, after)) = rest.split_once("{serial") {
        let Some((width, behind)) = after.split_once('}') else { break };
        let width: usize = width.strip_prefix(':').and_then(|digits| digits.parse().ok()).unwrap_or(0).min(12);
        out.push_str(before);
        let _ = write!(out, "{serial:0width$}");
        (rest, counted) = (behind, true);
    }
    out.push_str(rest);
    if !counted {
        out.push_str(&serial.to_string());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{USUAL, number};

    #[test]
    fn a_number_follows_the_pattern_and_always_counts() {
        assert_eq!(number(USUAL, "柳江劳人调", "协", 2026, 12), "柳江劳人调协〔2026〕12号");
        assert_eq!(number("{office}字（{year}）第{serial:4}号{word}", "柳", "受", 2027, 7), "柳字（2027）第0007号受");
        assert_eq!(number("{office}", "柳", "", 2027, 7), "柳7");
        assert_eq!(number("{serial:x}号{serial", "柳", "", 2027, 7), "7号{serial");
    }
}
