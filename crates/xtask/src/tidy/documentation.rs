//! The documents a newcomer is sent to exist, and what they link to exists.

use super::Finding;
use crate::rust::numbered;
use crate::tree::{Tree, has_extension};

const DOCUMENTS: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "docs/adding-a-page.md",
    "docs/adding-an-event.md",
    "docs/permissions.md",
    "docs/databases.md",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let missing = DOCUMENTS.iter().filter(|path| tree.text(path).is_none());
    let mut findings: Vec<_> = missing.map(|path| Finding::error(path, "is missing")).collect();
    for (path, text) in tree.texts(|path| has_extension(path, "md")) {
        let mut in_sample = false;
        for (line, row) in numbered(text) {
            in_sample ^= row.trim_start().starts_with("```");
            let links = row.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
            for link in links.filter(|_| !in_sample) {
                let target = link.split('#').next().unwrap_or_default();
                if !target.is_empty() && !target.contains(':') && !tree.has(&resolve(path, target)) {
                    findings.push(Finding::error(path, format!("links to `{target}`, which is not there")).at(line));
                }
            }
        }
    }
    findings
}

/// The path from the root of `target` as written in the file `from`.
fn resolve(from: &str, target: &str) -> String {
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    if target.starts_with('/') {
        parts.clear();
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::{DOCUMENTS, check};

    #[test]
    fn all_documents_with_good_links_pass() {
        let mut files: Vec<_> =
            DOCUMENTS.iter().map(|path| (*path, "[a](#x) [b](https://example.org)\n```\n[c](gone.md)\n```\n")).collect();
        files.push(("docs/other.md", "[up](../README.md#top) [folder](../crates/app/) ![picture](p.png \"title\")"));
        files.push(("docs/p.png", ""));
        files.push(("crates/app/x.rs", ""));
        assert_eq!(told(check, &files), [""; 0]);
    }

    #[test]
    fn a_missing_document_and_a_dead_link_are_told() {
        let told = told(check, &[("README.md", "x\n[b](docs/gone.md)")]);
        assert_eq!(told.len(), DOCUMENTS.len());
        assert_eq!(told.last().map(String::as_str), Some("error: README.md:2: links to `docs/gone.md`, which is not there"));
    }
}
