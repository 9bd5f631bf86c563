//! Other programs that read what we wrote. Where one is missing the test says so and goes on, except in CI.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

static FOLDERS: AtomicUsize = AtomicUsize::new(0);

/// A folder that goes away.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let name = format!("hetiao-paper-{}-{}", std::process::id(), FOLDERS.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Whether the program is there. `scripts/install-packages.sh test` installs all of them, so CI may not do without.
pub(crate) fn has(program: &str) -> bool {
    let found = std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()));
    assert!(found || std::env::var_os("CI").is_none(), "{program} is not installed: scripts/install-packages.sh test");
    if !found {
        println!("skipped: {program} is not installed");
    }
    found
}

/// What a program says about a file on its standard input.
pub(crate) fn told(program: &str, flags: &[&str], input: &[u8]) -> Option<String> {
    if !has(program) {
        return None;
    }
    let mut child = Command::new(program).args(flags).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    Some(String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap())
}

/// What a program says about a file on the disk, and whether it is content.
pub(crate) fn asked(program: &str, flags: &[&str], input: &[u8]) -> Option<(bool, String)> {
    if !has(program) {
        return None;
    }
    let folder = Folder::new();
    let file = folder.0.join("paper.pdf");
    std::fs::write(&file, input).unwrap();
    let out = Command::new(program).args(flags).arg(&file).current_dir(&folder.0).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    Some((out.status.success(), said))
}

/// The text of a PDF.
pub(crate) fn text_of(pdf: &[u8]) -> Option<String> {
    told("pdftotext", &["-layout", "-enc", "UTF-8", "-", "-"], pdf)
}

/// How many pages a PDF has.
pub(crate) fn pages_of(pdf: &[u8]) -> usize {
    hayro_syntax::Pdf::new(pdf.to_vec()).unwrap().pages().len()
}

/// Without spaces and line feeds.
pub(crate) fn squashed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What LibreOffice makes of a file; with a profile of its own, so that several can run at once.
pub(crate) fn converted(bytes: &[u8], from: &str, to: &str) -> Option<Vec<u8>> {
    if !has("soffice") {
        return None;
    }
    let folder = Folder::new();
    std::fs::write(folder.0.join(format!("paper.{from}")), bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.0.display());
    let run = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", to, &format!("paper.{from}")])
        .current_dir(&folder.0)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let kind = to.split(':').next().unwrap();
    Some(std::fs::read(folder.0.join(format!("paper.{kind}"))).unwrap())
}

/// Keeps a file for looking at in the folder named by `HETIAO_LOOK`.
pub(crate) fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("HETIAO_LOOK") {
        std::fs::write(PathBuf::from(folder).join(name), bytes).unwrap();
    }
}
