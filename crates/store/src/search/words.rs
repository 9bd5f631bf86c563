//! Cutting text into words that both engines store alike.

/// Most words kept of one thing: PostgreSQL counts places up to 16,383 only.
const MOST_WORDS: usize = 16_000;
/// Most characters of one Latin word or number.
const LONGEST: usize = 64;
/// Most terms of one query.
const MOST_TERMS: usize = 8;

/// The words of a text with spaces between.
pub fn bigrams(text: &str) -> String {
    cut(text).join(" ")
}

/// The words as a PostgreSQL vector, `'工伤':1 '伤认':2`. Its own parser never sees them: it drops what it does not know.
pub(super) fn vector(text: &str) -> String {
    let placed: Vec<String> = cut(text).iter().enumerate().map(|(n, word)| format!("'{word}':{}", n + 1)).collect();
    placed.join(" ")
}

/// `"工伤 伤认" AND "123" *`
pub(super) fn fts5_query(query: &str) -> Option<String> {
    terms(query, |words| format!("\"{}\"{}", words.join(" "), if is_whole(words) { "" } else { " *" }), " AND ")
}

/// `('工伤' <-> '伤认') & ('123':*)`
pub(super) fn tsquery(query: &str) -> Option<String> {
    let phrase = |words: &[String]| {
        let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
        format!("({}{})", quoted.join(" <-> "), if is_whole(words) { "" } else { ":*" })
    };
    terms(query, phrase, " & ")
}

/// Whether the last word is a pair: no longer word begins with it, and both engines are quicker with a word than with a beginning.
fn is_whole(words: &[String]) -> bool {
    words.last().is_some_and(|word| word.chars().count() == 2 && word.chars().all(is_chinese))
}

fn terms(query: &str, phrase: impl Fn(&[String]) -> String, and: &str) -> Option<String> {
    let phrases: Vec<String> =
        query.split_whitespace().map(asked).filter(|words| !words.is_empty()).map(|words| phrase(&words)).take(MOST_TERMS).collect();
    (!phrases.is_empty()).then(|| phrases.join(and))
}

/// The words of a query's term: in the text its last character may be followed by more, so it isn't a word of its own
/// unless it stands alone.
fn asked(term: &str) -> Vec<String> {
    let (mut words, ends_in_run) = cut_runs(term);
    if ends_in_run {
        words.pop();
    }
    words
}

fn cut(text: &str) -> Vec<String> {
    cut_runs(text).0
}

/// The words, and whether the last of them is the last character of a Chinese run of two or more.
fn cut_runs(text: &str) -> (Vec<String>, bool) {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut length = 0;
    let mut run: Option<char> = None;
    let mut run_length = 0;
    let mut ends_in_run = false;
    for c in text.chars().map(plain).chain([' ']) {
        if words.len() >= MOST_WORDS {
            return (words, false);
        }
        if is_ignored(c) {
            continue;
        }
        if is_chinese(c) {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
                length = 0;
            }
            if let Some(before) = run {
                words.push([before, c].iter().collect());
            }
            run = Some(c);
            run_length += 1;
            continue;
        }
        if let Some(last) = run.take() {
            words.push(last.to_string());
            ends_in_run = run_length > 1;
            run_length = 0;
        }
        if c.is_alphanumeric() {
            ends_in_run = false;
            if length < LONGEST {
                word.extend(c.to_lowercase());
            }
            length += 1;
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
            length = 0;
        }
    }
    (words, ends_in_run)
}

/// Full-width letters and digits as usual ones.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// The dots inside names, in all their code points, and the marks that choose a glyph.
fn is_ignored(c: char) -> bool {
    matches!(c, '·' | '・' | '•' | '‧' | '∙' | '⋅' | '･' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// Written without spaces: ideographs of all planes (the private ones too, where old systems keep rare names), kana, hangul.
fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '々' | '〇' | '\u{3021}'..='\u{3029}' | '\u{3040}'..='\u{30ff}' | '\u{31c0}'..='\u{31ef}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{e000}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_into_overlapping_pairs_and_the_last_character() {
        assert_eq!(bigrams("工伤认定"), "工伤 伤认 认定 定");
        assert_eq!(bigrams("杨，柳 Ab１2c"), "杨 柳 ab12c");
        assert_eq!(bigrams("柳江劳人调〔2026〕123号"), "柳江 江劳 劳人 人调 调 2026 123 号");
        assert_eq!(bigrams("吾买尔·艾合"), "吾买 买尔 尔艾 艾合 合");
        assert_eq!(bigrams("㙍䶮𠮷𰻝"), "㙍䶮 䶮𠮷 𠮷𰻝 𰻝");
        assert_eq!(bigrams("'a\\b\"''"), "a b");
        assert_eq!(bigrams("。· "), "");
    }

    #[test]
    fn a_query_is_a_phrase_whose_last_word_is_open_unless_it_is_a_pair() {
        assert_eq!(tsquery("工伤认").as_deref(), Some("('工伤' <-> '伤认')"));
        assert_eq!(fts5_query("123号").as_deref(), Some("\"123 号\" *"));
        assert_eq!(fts5_query("王伟 工伤").as_deref(), Some("\"王伟\" AND \"工伤\""));
        assert_eq!(fts5_query("工伤2").as_deref(), Some("\"工伤 伤 2\" *"));
        assert_eq!(fts5_query("工伤）").as_deref(), Some("\"工伤\""));
        assert_eq!(fts5_query("伤").as_deref(), Some("\"伤\" *"));
        assert_eq!(tsquery("123 王").as_deref(), Some("('123':*) & ('王':*)"));
        assert_eq!(tsquery(" · "), None);
    }
}
