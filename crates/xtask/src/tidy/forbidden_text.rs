//! Nothing in the tree knows a machine it was written on, or the host a package came from.

use super::Finding;
use crate::rust::numbered;
use crate::tree::Tree;

// Written in halves, so that this file passes its own check.
const FOLDERS: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
const HOSTS: &[&str] = &[
    concat!("registry.", "npmjs.org"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("pypi", ".org"),
    concat!("files.", "pythonhosted.org"),
    concat!("deb.", "debian.org"),
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts(|_| true) {
        let known = FOLDERS.iter().chain(HOSTS).filter(|wanted| text.contains(**wanted));
        let present: Vec<_> = known.collect();
        if present.is_empty() {
            continue;
        }
        for (line, row) in numbered(text) {
            for wanted in present.iter().filter(|wanted| stands_in(row, wanted)) {
                findings.push(Finding::error(path, format!("`{wanted}` belongs to one machine or one registry")).at(line));
            }
        }
    }
    findings
}

/// A folder counts where a path begins, not inside a longer one.
fn stands_in(row: &str, wanted: &str) -> bool {
    row.match_indices(wanted).any(|(at, _)| {
        let before = row.get(..at).and_then(|before| before.chars().next_back());
        !(wanted.starts_with('/') && before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '}' | '/')))
    })
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::{FOLDERS, HOSTS, check};

    #[test]
    fn every_machine_path_and_host_is_told() {
        for wanted in FOLDERS.iter().chain(HOSTS) {
            assert_eq!(
                told(check, &[("a.md", &format!("x\nsee '{wanted}x'"))]),
                [format!("error: a.md:2: `{wanted}` belongs to one machine or one registry")]
            );
        }
    }

    #[test]
    fn a_folder_inside_a_path_passes() {
        let text = FOLDERS.iter().map(|folder| format!("src{folder}x")).collect::<Vec<_>>().join("\n");
        assert!(told(check, &[("a.md", &text)]).is_empty());
    }
}
