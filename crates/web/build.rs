//! Builds style sheet and script with esbuild into `$OUT_DIR/assets`, where `src/asset.rs` takes them from.
//!
//! `npm ci` runs beside the output, not in the source tree, and only when the lock file has changed. A machine without
//! Node points `HETIAO_ASSETS_DIR` at assets built elsewhere.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fmt, fs};

/// What npm needs to see; also the list whose change runs it again.
const PACKAGE: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];
const OUTPUTS: [&str; 4] = ["main.css", "main.js", "icons.svg", "favicon.svg"];
/// Those that are taken as they are.
const AS_THEY_ARE: [&str; 2] = ["icons.svg", "favicon.svg"];

/// A sentence for the person who builds: `Debug` is what cargo shows.
struct Stop(String);

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn main() -> Result<(), Stop> {
    println!("cargo::rerun-if-env-changed=HETIAO_ASSETS_DIR");
    for path in ["build.rs", "assets/styles", "assets/src", "assets/icons.svg", "assets/favicon.svg"] {
        println!("cargo::rerun-if-changed={path}");
    }
    for name in PACKAGE {
        println!("cargo::rerun-if-changed=assets/{name}");
    }
    let home = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let (source, built) = (home.join("assets"), out.join("assets"));
    make(&built)?;
    if let Some(ready) = env::var_os("HETIAO_ASSETS_DIR").map(PathBuf::from) {
        return OUTPUTS.iter().try_for_each(|name| copy(&ready.join(name), &built.join(name)));
    }
    need_node()?;
    let npm = out.join("npm");
    install(&source, &npm)?;
    bundle(&npm, &source, &built)?;
    AS_THEY_ARE.iter().try_for_each(|name| copy(&source.join(name), &built.join(name)))
}

fn need_node() -> Result<(), Stop> {
    let version = Command::new("node").arg("--version").output().map(|answer| String::from_utf8_lossy(&answer.stdout).into_owned());
    let version = version.unwrap_or_default();
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    if major.is_some_and(|major| major >= 20) {
        return Ok(());
    }
    let found = if version.is_empty() { "none".to_owned() } else { version.trim().to_owned() };
    Err(Stop(format!(
        "the style sheet is built with Node 20 or newer (found: {found}); install Node, or set HETIAO_ASSETS_DIR to a directory with {}",
        OUTPUTS.join(", ")
    )))
}

fn install(source: &Path, npm: &Path) -> Result<(), Stop> {
    make(npm)?;
    let lock = read(&source.join("package-lock.json"))?;
    let stamp = npm.join("installed.lock");
    if fs::read(&stamp).is_ok_and(|done| done == lock) && esbuild(npm).exists() {
        return Ok(());
    }
    PACKAGE.iter().try_for_each(|name| copy(&source.join(name), &npm.join(name)))?;
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(Command::new(program).current_dir(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--include=optional"]))?;
    fs::write(&stamp, lock).map_err(|error| Stop(format!("cannot write {}: {error}", stamp.display())))
}

fn esbuild(npm: &Path) -> PathBuf {
    npm.join("node_modules").join("esbuild").join("bin").join("esbuild")
}

fn bundle(npm: &Path, source: &Path, built: &Path) -> Result<(), Stop> {
    let outdir = format!("--outdir={}", built.display());
    run(Command::new("node").current_dir(source).arg(esbuild(npm)).args([
        "main=src/main.ts",
        "main=styles/main.css",
        "--bundle",
        "--minify",
        "--charset=utf8",
        "--target=chrome87",
        "--format=esm",
        "--log-level=warning",
        &outdir,
    ]))
}

fn run(command: &mut Command) -> Result<(), Stop> {
    let words = format!("{command:?}");
    let answer = command.output().map_err(|error| Stop(format!("cannot start {words}: {error}")))?;
    if answer.status.success() {
        return Ok(());
    }
    let told = [answer.stdout, answer.stderr].map(|part| String::from_utf8_lossy(&part).into_owned()).concat();
    Err(Stop(format!("{words} failed ({}):\n{told}", answer.status)))
}

fn make(dir: &Path) -> Result<(), Stop> {
    fs::create_dir_all(dir).map_err(|error| Stop(format!("cannot make {}: {error}", dir.display())))
}

fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    fs::read(path).map_err(|error| Stop(format!("cannot read {}: {error}", path.display())))
}

fn copy(from: &Path, to: &Path) -> Result<(), Stop> {
    fs::write(to, read(from)?).map_err(|error| Stop(format!("cannot write {}: {error}", to.display())))
}
