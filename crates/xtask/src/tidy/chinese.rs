//! What people read stands in templates and language files. Exceptions, each with its reason: `allow/chinese.txt`.

use super::Finding;
use crate::rust::{Source, product_part};
use crate::tree::{Tree, is_for_tests};

const ALLOWED: &str = "crates/xtask/allow/chinese.txt";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut allowed: Vec<(usize, &str, bool)> = Vec::new();
    for (line, entry) in crate::rust::numbered(tree.text(ALLOWED).unwrap_or_default()) {
        let (path, reason) = entry.split_once(' ').unwrap_or((entry, ""));
        if entry.starts_with('#') || path.is_empty() {
            continue;
        }
        if reason.trim().is_empty() {
            findings.push(Finding::error(ALLOWED, format!("`{path}` is allowed without a reason")).at(line));
        }
        allowed.push((line, path, false));
    }
    for (path, text) in tree.rust().filter(|(path, _)| !is_for_tests(path)) {
        for (line, literal) in Source::read(product_part(text)).literals {
            let Some(han) = literal.lines().find(|row| row.contains(is_han)) else {
                continue;
            };
            if let Some(entry) =
                allowed.iter_mut().find(|(_, allowed, _)| path == *allowed || (allowed.ends_with('/') && path.starts_with(*allowed)))
            {
                entry.2 = true;
            } else {
                let message = format!("Chinese in code ({}): it belongs into a template or a language file", han.trim());
                findings.push(Finding::error(path, message).at(line));
            }
        }
    }
    let idle = allowed.iter().filter(|(_, _, used)| !used);
    findings.extend(idle.map(|(line, path, _)| Finding::warning(ALLOWED, format!("nothing in `{path}` needs this line")).at(*line)));
    findings
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::super::told;
    use super::{ALLOWED, check};

    #[test]
    fn chinese_in_a_literal_is_told_with_its_line() {
        let files = [("crates/web/src/a.rs", "//! 和\n// 解\nlet a = \"x\";\nlet b = \"请填写\";\n")];
        assert_eq!(
            told(check, &files),
            ["error: crates/web/src/a.rs:4: Chinese in code (请填写): it belongs into a template or a language file"]
        );
    }

    #[test]
    fn tests_and_listed_files_are_free_but_idle_lines_are_told() {
        let files = [
            (ALLOWED, "# head\ncrates/domain/src/periods/ names of statutes\ncrates/domain/src/x.rs idle\n"),
            ("crates/domain/src/periods/rule.rs", "const A: &str = \"调解仲裁法\";"),
            ("crates/app/src/a.rs", "#[cfg(test)]\nconst A: &str = \"甲\";"),
            ("crates/app/tests/it/a.rs", "const A: char = '甲';"),
        ];
        assert_eq!(told(check, &files), ["warning: crates/xtask/allow/chinese.txt:3: nothing in `crates/domain/src/x.rs` needs this line"]);
    }
}
