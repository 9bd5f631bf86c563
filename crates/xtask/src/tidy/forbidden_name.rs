//! Names that say nothing: whoever looks for a rule would have to open the file to know whether it is there.

use super::Finding;
use crate::rust::{numbered, words};
use crate::tree::{Tree, has_extension};

const NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "data", "info"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for path in tree.paths().filter(|path| ["rs", "mjs", "ts", "html", "sql"].iter().any(|kind| has_extension(path, kind))) {
        let mut parts: Vec<_> = path.split('/').collect();
        // The root's folders (data/ holds the dated facts) are not ours to judge, a crate's are.
        parts.drain(..parts.len().min(2).saturating_sub(1));
        for name in parts.iter().filter_map(|part| part.split('.').next()).filter(|name| NAMES.contains(name)) {
            findings.push(Finding::error(path, format!("`{name}` says nothing about what is inside")));
        }
    }
    for (path, text) in tree.rust() {
        for (line, row) in numbered(text) {
            let mut words = words(row).skip_while(|word| matches!(*word, "pub" | "crate" | "super" | "in"));
            if row.trim_end().ends_with('{')
                && words.next() == Some("mod")
                && let Some(name) = words.next().filter(|name| NAMES.contains(name))
            {
                findings.push(Finding::error(path, format!("the module name `{name}` says nothing about what is inside")).at(line));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::check;

    #[test]
    fn empty_words_are_refused_as_names_of_files_folders_and_modules() {
        let files = [
            ("crates/a/src/utils.rs", ""),
            ("crates/a/src/info/x.rs", ""),
            ("crates/a/src/b.rs", "//! x\npub(crate) mod common {\n}\nmod date;\n"),
            ("crates/a/src/day.rs", ""),
            ("data/stories/x.rs", ""),
        ];
        assert_eq!(told(check, &files).len(), 3, "{:?}", told(check, &files));
    }
}
