//! Checks of the house and small chores: `cargo xtask tidy` (part of `make test`) and `cargo xtask third-party`.
//!
//! Each check is one file in `tidy/` and looks at a [`tree::Tree`], so that its tests need no files.
//! What is allowed as an exception is listed, with the reason, in `allow/`.

mod manifest;
mod rust;
mod table;
mod third_party;
mod tidy;
mod tree;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;

use tree::Tree;

fn main() -> Result<ExitCode> {
    let task = std::env::args().nth(1).unwrap_or_default();
    let mut out = std::io::stdout().lock();
    match task.as_str() {
        "tidy" => Ok(tidy::run(&Tree::of_repository()?, &mut out)?),
        "third-party" => {
            let root = tree::root()?;
            std::fs::write(root.join(third_party::PATH), third_party::page(&Tree::of_repository()?)?)?;
            writeln!(out, "{} is written", third_party::PATH)?;
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            writeln!(out, "cargo xtask tidy         checks the rules of the house")?;
            writeln!(out, "cargo xtask third-party  writes THIRD-PARTY.md from the manifests")?;
            Ok(ExitCode::from(2))
        }
    }
}
