//! THIRD-PARTY.md lists what we build on directly: each with its licence, nothing that is gone.

use std::collections::BTreeSet;

use super::Finding;
use crate::third_party::{self, PATH};
use crate::tree::Tree;

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(PATH) else {
        return vec![Finding::error(PATH, "is missing: run `cargo xtask third-party`")];
    };
    let listed: BTreeSet<_> = text.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let mut used = third_party::crates(tree);
    used.extend(third_party::packages(tree));
    let missing =
        used.difference(&listed).map(|name| Finding::error(PATH, format!("`{name}` is not listed: run `cargo xtask third-party`")));
    let gone =
        listed.difference(&used).map(|name| Finding::error(PATH, format!("`{name}` is not used any more: run `cargo xtask third-party`")));
    missing.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::{PATH, check};

    #[test]
    fn the_list_matches_the_manifests() {
        let manifests = [
            (
                "crates/app/Cargo.toml",
                "[dependencies]\ndomain.workspace = true\nserde.workspace = true\n[dev-dependencies]\ninsta = \"1\"\n",
            ),
            ("crates/domain/Cargo.toml", ""),
            ("tests/browser/package.json", "{ \"devDependencies\": { \"axe-core\": \"4\" } }"),
        ];
        let mut good = manifests.to_vec();
        good.push((PATH, "| name | licence |\n|---|---|\n| `serde` | MIT |\n| `insta` | x |\n| `axe-core` | x |\n"));
        assert_eq!(told(check, &good), [""; 0]);
        let mut stale = manifests.to_vec();
        stale.push((PATH, "| `serde` | MIT |\n| `gone` | MIT |\n| `insta` | x |\n"));
        assert_eq!(told(check, &stale).len(), 2);
        assert_eq!(told(check, &[]).len(), 1);
    }
}
