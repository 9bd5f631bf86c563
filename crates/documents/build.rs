//! Brings the two fonts of the papers into `OUT_DIR`, from npm or from `HETIAO_FONTS_DIR`.
//!
//! npm runs only when the lock file has changed since the last time.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PACKAGE: &str = "node_modules/@expo-google-fonts/noto-serif-sc";
const FONTS: [(&str, &str); 2] = [("400Regular", "NotoSerifSC_400Regular.ttf"), ("700Bold", "NotoSerifSC_700Bold.ttf")];
const OWN_FONTS: &str = "HETIAO_FONTS_DIR";

fn main() {
    for line in ["rerun-if-changed=build.rs", "rerun-if-changed=fonts/package-lock.json", "rerun-if-env-changed=HETIAO_FONTS_DIR"] {
        tell(line);
    }
    if let Err(sentence) = bring() {
        tell(&format!("error={sentence}"));
    }
}

/// A build script speaks to cargo through its output.
fn tell(line: &str) {
    println!("cargo::{line}");
}

fn bring() -> Result<(), String> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo has set no OUT_DIR")?);
    if let Some(own) = env::var_os(OWN_FONTS).filter(|own| !own.is_empty()) {
        let own = PathBuf::from(own);
        forget(&out)?;
        return FONTS.iter().try_for_each(|(_, file)| {
            tell(&format!("rerun-if-changed={}", own.join(file).display()));
            copy(&own.join(file), &out.join(file)).map_err(|why| format!("{OWN_FONTS} is set, but {why}"))
        });
    }
    let lock = fs::read("fonts/package-lock.json").map_err(|why| format!("fonts/package-lock.json cannot be read: {why}"))?;
    let stamp = out.join("fonts.stamp");
    if fs::read(&stamp).is_ok_and(|old| old == lock) && FONTS.iter().all(|(_, file)| out.join(file).is_file()) {
        return Ok(());
    }
    install(&out.join("npm"))?;
    for (weight, file) in FONTS {
        copy(&out.join("npm").join(PACKAGE).join(weight).join(file), &out.join(file))?;
    }
    // The package holds eight weights; two are copied, the rest only fills the disk.
    let _ = fs::remove_dir_all(out.join("npm"));
    fs::write(&stamp, lock).map_err(|why| format!("the stamp of the fonts cannot be written: {why}"))
}

/// Installs the fonts' package in a copy of `fonts/`, so that the source tree stays as it is.
fn install(place: &Path) -> Result<(), String> {
    fs::create_dir_all(place).map_err(|why| format!("{} cannot be made: {why}", place.display()))?;
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        copy(&Path::new("fonts").join(file), &place.join(file))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let advice =
        format!("The papers need two fonts. Install Node.js, or set {OWN_FONTS} to a folder with {} and {}.", FONTS[0].1, FONTS[1].1);
    let run = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(place)
        .output()
        .map_err(|why| format!("npm could not be started ({why}). {advice}"))?;
    if run.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&run.stderr);
    let said = said.lines().find(|line| line.contains("npm error")).unwrap_or("npm ci failed").to_owned();
    Err(format!("{said}. {advice}"))
}

/// After fonts of one's own, npm's must be brought again.
fn forget(out: &Path) -> Result<(), String> {
    let stamp = out.join("fonts.stamp");
    if stamp.exists() { fs::remove_file(&stamp).map_err(|why| format!("{} cannot be removed: {why}", stamp.display())) } else { Ok(()) }
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::copy(from, to).map(drop).map_err(|why| format!("{} cannot be copied: {why}", from.display()))
}
