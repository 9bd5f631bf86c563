//! `cargo xtask third-party`: writes THIRD-PARTY.md. Crates come from `cargo tree`, npm packages from the lock files,
//! data and fonts from `allow/data_sources.md`, which is kept by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::manifest::{self, Use};
use crate::tree::{self, Tree};

/// The page this module writes.
pub(crate) const PATH: &str = "THIRD-PARTY.md";
const DATA: &str = "crates/xtask/allow/data_sources.md";

/// Names of the crates our manifests name, without our own.
pub(crate) fn crates(tree: &Tree) -> BTreeSet<&str> {
    named(tree).map(|(name, _)| name).collect()
}

/// Names of the npm packages our manifests name.
pub(crate) fn packages(tree: &Tree) -> BTreeSet<&str> {
    tree.texts(|path| path.ends_with("package.json")).flat_map(|(_, text)| manifest::of_package(text)).collect()
}

/// The whole page.
pub(crate) fn page(tree: &Tree) -> Result<String> {
    let mut page = String::from(
        "# What Hetiao is built on\n\nDirect dependencies with their licences, written by `cargo xtask third-party` (`make third-party`) and checked by \
         `cargo xtask tidy`.\n\n## Crates\n\n| crate | version | licence | source | used in |\n|---|---|---|---|---|\n",
    );
    let shipped: BTreeSet<_> = named(tree).filter(|(_, used)| *used != Use::Tests).map(|(name, _)| name).collect();
    let direct = crates_and_licences(&["--depth", "1"])?;
    for name in crates(tree) {
        let Some((version, licence, source)) = direct.get(name) else { bail!("cargo tree does not know `{name}`") };
        let used = if shipped.contains(name) { "product" } else { "tests" };
        writeln!(page, "| `{name}` | {version} | {licence} | {source} | {used} |")?;
    }
    page.push_str(
        "\nAll crates that end up in the binary, by licence (each crate's own text counts):\n\n| licence | crates |\n|---|---|\n",
    );
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, licence, _) in crates_and_licences(&["--package", "hetiao", "--edges", "normal"])?.into_values() {
        *counts.entry(licence).or_default() += 1;
    }
    for (licence, count) in counts {
        writeln!(page, "| {licence} | {count} |")?;
    }
    page.push_str("\n## npm packages\n\n| package | version | licence | named by |\n|---|---|---|---|\n");
    for name in packages(tree) {
        let (version, licence, lock) = locked(tree, name).with_context(|| format!("no lock file knows `{name}`"))?;
        writeln!(page, "| `{name}` | {version} | {licence} | {} |", lock.replace("-lock.json", ".json"))?;
    }
    page.push('\n');
    page.push_str(tree.text(DATA).with_context(|| format!("{DATA} is missing"))?);
    Ok(page)
}

fn named(tree: &Tree) -> impl Iterator<Item = (&str, Use)> {
    let manifests = tree.texts(|path| path.starts_with("crates/") && path.ends_with("/Cargo.toml"));
    let all = manifests.flat_map(|(_, text)| manifest::of_crate(text));
    all.filter(|one| tree.text(&format!("crates/{}/Cargo.toml", one.name)).is_none()).map(|one| (one.name, one.used))
}

/// Name → (version, licence, source) of the crates `cargo tree` shows, without our own.
fn crates_and_licences(choice: &[&str]) -> Result<BTreeMap<String, (String, String, String)>> {
    let listing = Command::new("cargo")
        .args(["tree", "--locked", "--workspace", "--prefix", "none", "--no-dedupe", "--format", "{p}\t{l}\t{r}"])
        .args(choice)
        .current_dir(tree::root()?)
        .output()
        .context("cargo can't be started")?;
    if !listing.status.success() {
        bail!("cargo tree: {}", String::from_utf8_lossy(&listing.stderr).trim());
    }
    let mut found = BTreeMap::new();
    for line in String::from_utf8(listing.stdout)?.lines() {
        let mut fields = line.split('\t');
        let mut named = fields.next().unwrap_or_default().split(' ');
        let (Some(name), Some(version), Some(licence), Some(source)) = (named.next(), named.next(), fields.next(), fields.next()) else {
            continue;
        };
        if tree::root()?.join("crates").join(name).is_dir() {
            continue;
        }
        let licence = licence.replace('/', " OR ").replace("  ", " ");
        found.insert(name.to_owned(), (version.trim_start_matches('v').to_owned(), licence, source.to_owned()));
    }
    Ok(found)
}

/// Version and licence of an npm package, and the lock file that has them.
fn locked<'a>(tree: &'a Tree, name: &str) -> Option<(&'a str, &'a str, &'a str)> {
    tree.texts(|path| path.ends_with("package-lock.json")).find_map(|(path, text)| {
        let (_, entry) = text.split_once(&format!("\"node_modules/{name}\": {{"))?;
        Some((json_text(entry, "version")?, json_text(entry, "license")?, path))
    })
}

fn json_text<'a>(entry: &'a str, key: &str) -> Option<&'a str> {
    entry.split_once(&format!("\"{key}\": \""))?.1.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_file_tells_version_and_licence() {
        let lock = "{ \"packages\": { \"node_modules/a\": {\n \"version\": \"1.2.3\",\n \"license\": \"MIT\"\n} } }";
        let tree = Tree::of(&[("x/package-lock.json", lock)]);
        assert_eq!(locked(&tree, "a"), Some(("1.2.3", "MIT", "x/package-lock.json")));
        assert_eq!(locked(&tree, "b"), None);
    }
}
