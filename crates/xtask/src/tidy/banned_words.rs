//! One English word for one thing of the field (docs/glossary.md). The wrong ones: `allow/banned_words.txt`.

use super::Finding;
use crate::rust::{Source, numbered, words};
use crate::tree::{Tree, has_extension};

const LIST: &str = "crates/xtask/allow/banned_words.txt";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let banned = banned(tree);
    let mut findings = Vec::new();
    for (path, text) in tree.texts(|path| has_extension(path, "rs") || has_extension(path, "sql")) {
        let source = if has_extension(path, "rs") { Source::read(text) } else { Source { code: text.to_owned(), literals: Vec::new() } };
        // SQL stands in the store's literals: its columns are identifiers too.
        let sql = source.literals.iter().filter(|_| path.starts_with("crates/store/src/"));
        let in_sql = sql.flat_map(|(line, literal)| words(literal).map(|word| (*line, word)));
        for (line, word) in source.words().chain(in_sql) {
            if let Some((wrong, right)) = wrong_word(word, &banned) {
                findings.push(Finding::error(path, format!("`{word}`: we say `{right}`, not `{wrong}`")).at(line));
            }
        }
    }
    findings
}

/// The list: `wrong right` on each line.
pub(super) fn banned(tree: &Tree) -> Vec<(&str, &str)> {
    let lines = numbered(tree.text(LIST).unwrap_or_default()).filter(|(_, line)| !line.starts_with('#'));
    lines.filter_map(|(_, line)| line.split_once(' ').map(|(wrong, right)| (wrong, right.trim()))).collect()
}

/// The banned word inside an identifier, however it is cased, also as a plural.
pub(super) fn wrong_word<'a>(identifier: &str, banned: &[(&'a str, &'a str)]) -> Option<(&'a str, &'a str)> {
    let snake = format!("_{}_", snake(identifier));
    let hit = |wrong: &str| snake.contains(&format!("_{wrong}_")) || snake.contains(&format!("_{wrong}s_"));
    banned.iter().find(|(wrong, _)| hit(wrong)).copied()
}

fn snake(identifier: &str) -> String {
    let mut snake = String::new();
    let mut after_small = false;
    for c in identifier.chars() {
        if c.is_uppercase() && after_small {
            snake.push('_');
        }
        after_small = c.is_lowercase() || c.is_numeric();
        snake.extend(c.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::{LIST, check};

    const WORDS: (&str, &str) = (LIST, "# wrong right\norganization organisation\ncomplaint_form application\n");

    #[test]
    fn wrong_words_are_found_in_every_case() {
        let files = [
            WORDS,
            (
                "crates/app/src/a.rs",
                "struct OrganizationId;\nfn by_organizations() {}\nconst COMPLAINT_FORM: u8 = 1;\nlet a = \"organization\";",
            ),
            ("crates/store/src/a.rs", "let a = \"select organization_id\";"),
        ];
        let told = told(check, &files);
        assert_eq!(told.len(), 4, "{told:#?}");
        assert_eq!(
            told.first().map(String::as_str),
            Some("error: crates/app/src/a.rs:1: `OrganizationId`: we say `organisation`, not `organization`")
        );
    }

    #[test]
    fn right_words_pass() {
        assert!(
            told(check, &[WORDS, ("crates/app/src/a.rs", "// organization\nstruct OrganisationId;\nlet disorganization = 1;")]).is_empty()
        );
    }
}
