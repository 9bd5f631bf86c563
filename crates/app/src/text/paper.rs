//! What papers say: the words of `papers.toml`, by kind of paper and place in it, with values filled in.

use super::book::BOOK;
use super::fill;

/// The words at a place of a kind of paper; what every paper has stands in for what this kind does not.
pub fn paper(kind: &str, place: &str, params: &[(&str, String)]) -> String {
    written(kind, place).map_or_else(
        || {
            tracing::debug!(text.paper = kind, text.place = place, "no words");
            place.to_owned()
        },
        |words| fill(words, params),
    )
}

/// The same where the paper may do without the words.
pub fn paper_if(kind: &str, place: &str, params: &[(&str, String)]) -> Option<String> {
    written(kind, place).map(|words| fill(words, params))
}

/// What a field of a paper's form is called, on the paper and in the form: by its dotted path, else by the last name.
pub(super) fn label(kind: &str, path: &str) -> Option<&'static str> {
    written(kind, path).or_else(|| written(kind, path.rsplit('.').next()?))
}

fn written(kind: &str, place: &str) -> Option<&'static str> {
    let of = |section: &str| BOOK.papers.get(section)?.get(place).map(String::as_str);
    of(kind).or_else(|| of("every"))
}

#[cfg(test)]
mod tests {
    use crate::text::book::BOOK;
    use crate::text::template::Template;

    #[test]
    fn every_sentence_of_a_paper_is_well_formed() {
        assert!(BOOK.papers.len() >= 12);
        for (kind, places) in &BOOK.papers {
            for (place, words) in places {
                assert!(Template::read(words).is_ok(), "{kind}.{place}");
                assert!(!words.trim().is_empty() && !words.is_ascii() || words.contains('{'), "{kind}.{place}");
            }
        }
    }
}
