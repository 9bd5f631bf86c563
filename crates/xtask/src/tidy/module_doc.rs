//! Every Rust file begins with a sentence on what it is for.

use super::Finding;
use crate::tree::Tree;

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let silent = tree.rust().filter(|(_, text)| !text.starts_with("//! "));
    silent.map(|(path, _)| Finding::error(path, "begins without `//!`: say what the file is for")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::check;

    #[test]
    fn a_file_without_a_sentence_is_told() {
        let files = [("crates/a/src/a.rs", "//! Days.\n"), ("crates/a/tests/it/b.rs", "use x;\n")];
        assert_eq!(told(check, &files), ["error: crates/a/tests/it/b.rs: begins without `//!`: say what the file is for"]);
    }
}
