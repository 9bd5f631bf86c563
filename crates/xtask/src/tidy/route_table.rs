//! Every page and every API call is routed in one file, so that the test of the access matrix sees them all.

use super::Finding;
use crate::rust::{Source, numbered, product_part};
use crate::tree::Tree;

const TABLE: &str = "crates/web/src/route.rs";
const CALLS: &[&str] = &[".route(", ".route_service(", ".nest_service("];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.rust().filter(|(path, _)| path.starts_with("crates/web/src/") && *path != TABLE) {
        let code = Source::read(product_part(text)).code;
        for (line, row) in numbered(&code) {
            if CALLS.iter().any(|call| row.contains(call)) {
                findings.push(Finding::error(path, format!("a route outside {TABLE} would pass by the access rules")).at(line));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::{TABLE, check};

    #[test]
    fn routes_stand_in_the_table_only() {
        let files = [(TABLE, "r.route(\"/\", get(x))"), ("crates/web/src/a.rs", "// r.route(\n  .route(\"/a\", get(x))")];
        assert_eq!(told(check, &files), [format!("error: crates/web/src/a.rs:2: a route outside {TABLE} would pass by the access rules")]);
    }
}
