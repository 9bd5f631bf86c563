//! `cargo xtask tidy`: the checks, in the order they are told.

mod banned_words;
mod chinese;
mod dependency_rule;
mod documentation;
mod file_size;
mod forbidden_name;
mod forbidden_text;
mod glossary;
mod mechanism;
mod migration;
mod module_doc;
mod route_table;
mod third_party_list;

use std::fmt;
use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;

use crate::tree::Tree;

/// A check: looks at the tree and tells what it found.
type Check = fn(&Tree) -> Vec<Finding>;

const CHECKS: &[(&str, Check)] = &[
    ("dependency rule", dependency_rule::check),
    ("file sizes", file_size::check),
    ("names of files", forbidden_name::check),
    ("module docs", module_doc::check),
    ("Chinese stays out of code", chinese::check),
    ("one word for one thing", banned_words::check),
    ("glossary", glossary::check),
    ("one route table", route_table::check),
    ("migrations", migration::check),
    ("mechanisms", mechanism::check),
    ("no paths or hosts of one machine", forbidden_text::check),
    ("documentation", documentation::check),
    ("third parties", third_party_list::check),
];

/// Something that is not as the house wants it.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Finding {
    fails: bool,
    path: String,
    line: Option<usize>,
    message: String,
}

impl Finding {
    /// Something that has to be put right.
    pub(crate) fn error(path: &str, message: impl Into<String>) -> Self {
        Self { fails: true, path: path.to_owned(), line: None, message: message.into() }
    }

    /// Something to think about.
    pub(crate) fn warning(path: &str, message: impl Into<String>) -> Self {
        Self { fails: false, ..Self::error(path, message) }
    }

    /// The same, with its line.
    pub(crate) fn at(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fails, path, line, message } = self;
        let weight = if *fails { "error" } else { "warning" };
        match line {
            Some(line) => write!(f, "{weight}: {path}:{line}: {message}"),
            None => write!(f, "{weight}: {path}: {message}"),
        }
    }
}

/// Runs every check and tells each finding; fails when one of them is an error.
pub(crate) fn run(tree: &Tree, out: &mut dyn Write) -> Result<ExitCode> {
    let mut errors = 0_usize;
    for (title, check) in CHECKS {
        let findings = check(tree);
        let failing = findings.iter().filter(|finding| finding.fails).count();
        writeln!(out, "{} {title}", if failing == 0 { "ok  " } else { "FAIL" })?;
        for finding in &findings {
            writeln!(out, "     {finding}")?;
        }
        errors += failing;
    }
    writeln!(out, "{errors} errors from {} checks over {} files", CHECKS.len(), tree.paths().count())?;
    Ok(if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a check says about a made-up tree, a line each.
#[cfg(test)]
fn told(check: Check, files: &[(&str, &str)]) -> Vec<String> {
    check(&Tree::of(files)).iter().map(ToString::to_string).collect()
}
