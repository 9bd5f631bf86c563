//! `docs/mechanisms.csv`: the demands of the policies, and honestly what stands for each. Nothing *works* without a test.

use std::collections::BTreeSet;

use super::Finding;
use crate::rust::Source;
use crate::table::Table;
use crate::tree::Tree;

const PATH: &str = "docs/mechanisms.csv";
const DEMANDS: usize = 315;
const COLUMNS: &[&str] = &["id", "seed", "section", "zh", "en", "capability", "status", "where", "tests"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(PATH) else {
        return vec![Finding::error(PATH, "is missing")];
    };
    let table = Table::read(text);
    let mut findings: Vec<_> = COLUMNS
        .iter()
        .filter(|column| !table.has(column))
        .map(|column| Finding::error(PATH, format!("has no column `{column}`")))
        .collect();
    let count = table.rows().count();
    if count != DEMANDS {
        findings.push(Finding::error(PATH, format!("has {count} rows; the policies make {DEMANDS} demands")));
    }
    let tests = names_of_tests(tree);
    let mut known = BTreeSet::new();
    for row in table.rows() {
        let id = row.get("id");
        let mut tell = |message: String| findings.push(Finding::error(PATH, format!("{id}: {message}")));
        if !known.insert(id) {
            tell("stands there twice".to_owned());
        }
        let named: Vec<_> = row.get("tests").split(';').map(str::trim).filter(|name| !name.is_empty()).collect();
        match row.get("status") {
            "works" if named.is_empty() => tell("nothing works without a test".to_owned()),
            "works" | "partial" if row.get("where").is_empty() => tell("say where it works".to_owned()),
            "works" | "partial" | "none" => {}
            other => tell(format!("status is works, partial or none, not `{other}`")),
        }
        for name in named.iter().filter(|name| !tests.contains(**name)) {
            tell(format!("there is no test `{name}`"));
        }
    }
    findings
}

/// Functions in Rust files, and the titles of browser journeys (the literals of `tests/browser`).
fn names_of_tests(tree: &Tree) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (_, text) in tree.rust() {
        let source = Source::read(text);
        let mut after_fn = false;
        for (_, word) in source.words() {
            if after_fn {
                names.insert(word.to_owned());
            }
            after_fn = word == "fn";
        }
    }
    for (_, text) in tree.texts(|path| path.starts_with("tests/browser/") && path.ends_with(".test.mjs")) {
        names.extend(text.split(['\'', '"', '`']).map(str::to_owned));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::{COLUMNS, DEMANDS, PATH, check};

    fn table(first: &str) -> String {
        let rest = (1..DEMANDS).map(|number| format!("S-{number},s,s,z,e,c,none,,"));
        [COLUMNS.join(","), first.to_owned()].into_iter().chain(rest).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_demand_that_works_names_tests_that_exist() {
        let table = table("S4-22,s,s,z,e,c,works,/cases,a_case_is_accepted; a clerk registers a case");
        let files = [
            (PATH, table.as_str()),
            ("crates/a/tests/it/a.rs", "#[test]\nfn a_case_is_accepted() {}"),
            ("tests/browser/intake.test.mjs", "journey('a clerk registers a case', async () => {})"),
        ];
        assert_eq!(told(check, &files), [""; 0]);
    }

    #[test]
    fn what_works_without_a_test_or_place_is_told() {
        for (row, expected) in [
            ("x,s,s,z,e,c,works,/cases,", "x: nothing works without a test"),
            ("x,s,s,z,e,c,partial,,", "x: say where it works"),
            ("x,s,s,z,e,c,done,,", "x: status is works, partial or none, not `done`"),
            ("x,s,s,z,e,c,none,,gone", "x: there is no test `gone`"),
            ("S-1,s,s,z,e,c,none,,", "S-1: stands there twice"),
        ] {
            assert_eq!(told(check, &[(PATH, &table(row))]), [format!("error: {PATH}: {expected}")]);
        }
        assert_eq!(told(check, &[(PATH, "id\n1\n")]).len(), COLUMNS.len() + 1);
    }
}
