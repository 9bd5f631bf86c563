//! Which crate may use which (see ARCHITECTURE.md): read from the manifests, so that nothing has to be built to know.

use super::Finding;
use crate::manifest::{self, Use};
use crate::tree::Tree;

/// Our crates and which of ours each may use in the product. `testkit` and `xtask` are development tools.
const FLOORS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("app", &["domain", "store"]),
    ("documents", &["app", "domain"]),
    ("exchange", &["app", "domain"]),
    ("strongbox", &["app", "domain"]),
    ("web", &["app", "domain"]),
    ("city", &["app", "domain"]),
    ("hetiao", &["app", "city", "documents", "domain", "exchange", "store", "strongbox", "web"]),
    ("testkit", &["app", "city", "documents", "domain", "exchange", "store", "strongbox", "web"]),
    ("xtask", &[]),
];

/// Libraries that only some crates may use.
const KEPT: &[(&str, &[&str])] = &[
    ("sea-orm", &["store"]),
    ("sea-orm-migration", &["store"]),
    // testkit makes and drops scratch databases
    ("sqlx", &["store", "testkit"]),
    ("axum", &["web", "hetiao", "testkit"]),
    // keys are seen in clear in one place only
    ("aes-gcm", &["strongbox"]),
    ("sm4", &["strongbox"]),
];

/// What the pure rules can never have.
const NOT_IN_DOMAIN: &[&str] = &["tokio", "futures", "rand", "rand_chacha", "reqwest", "tracing", "tower", "tower-http"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts(|path| path.starts_with("crates/") && path.ends_with("/Cargo.toml")) {
        let name = path.split('/').nth(1).unwrap_or_default();
        let Some((_, allowed)) = FLOORS.iter().find(|(floor, _)| *floor == name) else {
            findings.push(Finding::error(path, format!("the crate `{name}` has no place in xtask's dependency rule")));
            continue;
        };
        for dependency in manifest::of_crate(text) {
            let other = dependency.name;
            let ours = FLOORS.iter().any(|(floor, _)| *floor == other);
            let kept = KEPT.iter().find(|(library, _)| *library == other);
            let refused = if dependency.used == Use::Tests {
                other == "hetiao"
            } else {
                (ours && !allowed.contains(&other))
                    || kept.is_some_and(|(_, may)| !may.contains(&name))
                    || (name == "domain" && NOT_IN_DOMAIN.contains(&other))
            };
            if refused {
                findings.push(Finding::error(path, format!("`{name}` may not depend on `{other}` (ARCHITECTURE.md)")).at(dependency.line));
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
    fn the_plan_passes() {
        let files = [
            ("crates/domain/Cargo.toml", "[dependencies]\nserde = \"1\"\n"),
            ("crates/store/Cargo.toml", "[dependencies]\ndomain.workspace = true\nsqlx = \"1\"\n[dev-dependencies]\ntestkit = \"1\"\n"),
            ("crates/web/Cargo.toml", "[dependencies]\napp = \"1\"\naxum = \"1\"\n"),
        ];
        assert!(told(check, &files).is_empty());
    }

    #[test]
    fn a_shortcut_is_refused() {
        let files = [
            ("crates/domain/Cargo.toml", "[dependencies]\ntokio = \"1\"\n"),
            ("crates/web/Cargo.toml", "[dependencies]\nstore.workspace = true\nsea-orm = \"2\"\n"),
            ("crates/hetiao/Cargo.toml", "[dependencies]\ntestkit = \"1\"\n"),
            ("crates/helper/Cargo.toml", ""),
        ];
        let told = told(check, &files);
        assert_eq!(told.len(), 5, "{told:#?}");
        assert_eq!(
            told.get(4).map(String::as_str),
            Some("error: crates/web/Cargo.toml:3: `web` may not depend on `sea-orm` (ARCHITECTURE.md)")
        );
    }
}
