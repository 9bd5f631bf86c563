//! Files stay short enough to read in one go. Tests do not count.

use super::Finding;
use crate::rust::product_part;
use crate::tree::{Tree, is_for_tests};

const SECOND_LOOK: usize = 400;
const STOP: usize = 800;

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let product = tree.rust().filter(|(path, _)| !is_for_tests(path));
    let judged = product.filter_map(|(path, text)| match product_part(text).lines().count() {
        lines if lines > STOP => Some(Finding::error(path, format!("{lines} lines; more than {STOP} is two rooms in one"))),
        lines if lines > SECOND_LOOK => Some(Finding::warning(path, format!("{lines} lines; above {SECOND_LOOK} it wants a second look"))),
        _ => None,
    });
    judged.collect()
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::check;

    #[test]
    fn long_files_are_told_but_tests_are_free() {
        let long = "\n".repeat(900);
        let middle = "\n".repeat(500);
        let tested = format!("//! x\n#[cfg(test)]\n{long}");
        let files = [("a/src/a.rs", long.as_str()), ("a/src/b.rs", &middle), ("a/src/c.rs", &tested), ("a/tests/it/d.rs", &long)];
        let expected = [
            "error: a/src/a.rs: 900 lines; more than 800 is two rooms in one",
            "warning: a/src/b.rs: 500 lines; above 400 it wants a second look",
        ];
        assert_eq!(told(check, &files), expected);
    }
}
