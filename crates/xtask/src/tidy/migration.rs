//! Migrations are numbered without a gap, and each file is registered.

use std::collections::BTreeSet;

use super::Finding;
use crate::tree::Tree;

const FOLDER: &str = "crates/store/migration/";
const REGISTER: &str = "crates/store/src/db/migrate.rs";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let register = tree.text(REGISTER).unwrap_or_default();
    let registered: BTreeSet<_> = register.split('"').filter(|word| number(word).is_some()).collect();
    let files = tree.paths().filter_map(|path| path.strip_prefix(FOLDER)?.strip_suffix(".sql"));
    let files: BTreeSet<_> = files.filter(|name| number(name).is_some()).collect();
    let mut findings = Vec::new();
    for name in files.difference(&registered) {
        findings.push(Finding::error(&format!("{FOLDER}{name}.sql"), format!("is not registered in {REGISTER}")));
    }
    for name in registered.difference(&files) {
        findings.push(Finding::error(REGISTER, format!("registers `{name}`, but {FOLDER}{name}.sql is not there")));
    }
    let numbers = files.union(&registered).filter_map(|name| number(name));
    if let Some((found, expected)) = numbers.zip(1..).find(|(found, expected)| found != expected) {
        findings.push(Finding::error(FOLDER, format!("{found} stands where {expected} should: numbers have no gap and no double")));
    }
    findings
}

/// The number of `0003_case`.
fn number(name: &str) -> Option<usize> {
    let (digits, words) = name.split_once('_')?;
    (!words.is_empty() && words.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::{REGISTER, check};

    #[test]
    fn registered_migrations_in_order_pass() {
        let files = [
            (REGISTER, "migrations! { 1 => \"0001_floor\", 2 => \"0002_case\" }"),
            ("crates/store/migration/0001_floor.sql", ""),
            ("crates/store/migration/0002_case.sql", ""),
        ];
        assert_eq!(told(check, &files), [""; 0]);
    }

    #[test]
    fn a_gap_a_forgotten_and_a_lost_file_are_told() {
        let files = [
            (REGISTER, "\"0001_floor\" \"0003_lost\""),
            ("crates/store/migration/0001_floor.sql", ""),
            ("crates/store/migration/0004_late.sql", ""),
        ];
        let expected = [
            "error: crates/store/migration/0004_late.sql: is not registered in crates/store/src/db/migrate.rs",
            "error: crates/store/src/db/migrate.rs: registers `0003_lost`, but crates/store/migration/0003_lost.sql is not there",
            "error: crates/store/migration/: 3 stands where 2 should: numbers have no gap and no double",
        ];
        assert_eq!(told(check, &files), expected);
    }
}
