//! The files of the repository as the checks see them: path → text (nothing for files that are not text).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Every file that is tracked or would be, by its path from the root, with `/`.
pub(crate) struct Tree {
    files: BTreeMap<String, Option<String>>,
}

impl Tree {
    /// Reads the repository this program was built in.
    pub(crate) fn of_repository() -> Result<Self> {
        let root = root()?;
        // A checkout owned by someone else (as in CI) is fine: nothing is run from it.
        let listing = Command::new("git")
            .args(["-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"])
            .current_dir(&root)
            .output()
            .context("git can't be started")?;
        if !listing.status.success() {
            bail!("git ls-files: {}", String::from_utf8_lossy(&listing.stderr).trim());
        }
        let mut files = BTreeMap::new();
        for path in String::from_utf8(listing.stdout)?.split_terminator('\0') {
            // A tracked file that was just deleted is still listed.
            if let Ok(bytes) = std::fs::read(root.join(path)) {
                files.insert(path.to_owned(), String::from_utf8(bytes).ok());
            }
        }
        Ok(Self { files })
    }

    /// A tree made up for a test.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let own = |(path, text): &(&str, &str)| ((*path).to_owned(), Some((*text).to_owned()));
        Self { files: files.iter().map(own).collect() }
    }

    /// All paths, in order.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.as_deref()
    }

    /// Every text file whose path `wanted` accepts.
    pub(crate) fn texts(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = (&str, &str)> {
        let chosen = self.files.iter().filter(move |(path, _)| wanted(path));
        chosen.filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// Every Rust file.
    pub(crate) fn rust(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts(|path| has_extension(path, "rs"))
    }

    /// True for a file, and for a folder that holds one.
    pub(crate) fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.files.contains_key(path) || self.files.keys().any(|file| file.starts_with(&folder))
    }
}

/// True for `….extension`.
pub(crate) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

/// True for files that are never part of the product: tests, the test harness, this crate.
pub(crate) fn is_for_tests(path: &str) -> bool {
    let in_tests = path.contains("/tests/") || path.starts_with("tests/") || path.ends_with("tests.rs");
    in_tests || path.starts_with("crates/testkit/") || path.starts_with("crates/xtask/")
}

/// The repository's root: two folders above this crate.
pub(crate) fn root() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    root.map(Path::to_path_buf).context("this crate has no repository around it")
}
