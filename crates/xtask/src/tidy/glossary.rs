//! `docs/glossary.md`: a table of the field's terms, each with Chinese, pinyin, English and the identifier the code uses.

use std::collections::BTreeSet;

use super::{Finding, banned_words};
use crate::rust::numbered;
use crate::tree::Tree;

const PATH: &str = "docs/glossary.md";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(PATH) else {
        return vec![Finding::error(PATH, "is missing")];
    };
    let banned = banned_words::banned(tree);
    let mut findings = Vec::new();
    let mut known = BTreeSet::new();
    let rows = numbered(text).filter(|(_, line)| line.starts_with('|')).skip(2);
    for (line, row) in rows {
        let cells: Vec<_> = row.trim().trim_matches('|').split('|').map(str::trim).collect();
        let [_, _, _, identifier] = cells.as_slice() else {
            findings.push(Finding::error(PATH, "a term has four cells: Chinese, pinyin, English, identifier").at(line));
            continue;
        };
        let identifier = identifier.trim_matches('`');
        if cells.iter().any(|cell| cell.is_empty()) || !identifier.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        {
            findings.push(Finding::error(PATH, format!("`{identifier}`: no cell is empty and the identifier is in snake_case")).at(line));
        }
        if let Some((wrong, right)) = banned_words::wrong_word(identifier, &banned) {
            findings.push(Finding::error(PATH, format!("`{identifier}`: we say `{right}`, not `{wrong}`")).at(line));
        }
        if !known.insert(identifier) {
            findings.push(Finding::error(PATH, format!("`{identifier}` names two terms")).at(line));
        }
    }
    if known.is_empty() {
        findings.push(Finding::error(PATH, "holds no term"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::{PATH, check};

    #[test]
    fn a_good_table_passes() {
        assert!(
            told(check, &[(PATH, "# G\n\n| 中文 | p | e | i |\n|---|---|---|---|\n| 调解 | tiáo jiě | mediation | `mediation` |\n")])
                .is_empty()
        );
    }

    #[test]
    fn gaps_and_doubles_are_told() {
        let text = "| a | b | c | d |\n|---|---|---|---|\n| 一 | y | one | `one` |\n| 二 | e | two | `one` |\n| 三 | s | `Three` |\n| 四 |  | four | `Four` |\n";
        assert_eq!(told(check, &[(PATH, text)]).len(), 3);
        assert_eq!(told(check, &[]), ["error: docs/glossary.md: is missing"]);
    }
}
