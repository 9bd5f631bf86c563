//! What the files promise, checked by programs that are not ours: qpdf (syntax), MuPDF (opens and draws), poppler (fonts, tags),
//! and the marks of PDF/A-2a and PDF/UA-1 in the file itself. A full validator (veraPDF) is in no package archive we may use.

use app::document::model::Press;
use documents::OfficePress;

use crate::sample;
use crate::tool::{Folder, asked, has, keep};

#[test]
fn other_programs_find_nothing_wrong_with_the_files() {
    for (name, paper) in
        [("agreement", sample::agreement()), ("ledger", sample::ledger()), ("notice", sample::notice()), ("minutes", sample::minutes())]
    {
        let pdf = OfficePress::default().pdf(&paper).unwrap();
        keep(&format!("{name}.pdf"), &pdf);
        if let Some((fine, said)) = asked("qpdf", &["--check"], &pdf) {
            assert!(fine && !said.contains("WARNING"), "{name}: {said}");
        }
        if let Some((fine, said)) = asked("mutool", &["draw", "-q", "-r", "20", "-o", "page%d.png"], &pdf) {
            assert!(fine && !said.contains("error"), "{name}: {said}");
        }
        if let Some((_, said)) = asked("pdffonts", &[], &pdf) {
            let fonts: Vec<Vec<&str>> = said.lines().skip(2).map(|line| line.split_whitespace().rev().collect()).collect();
            assert!(!fonts.is_empty());
            // From the right: two columns of the object, then Unicode, subset, embedded.
            assert!(fonts.iter().all(|font| font[2..5] == ["yes", "yes", "yes"]), "{name}: {said}");
        }
    }
}

#[test]
fn a_paper_says_that_it_is_archival_and_accessible_and_has_what_that_takes() {
    let pdf = OfficePress::default().pdf(&sample::notice()).unwrap();
    let Some(plain) = unpacked(&pdf) else { return };
    for mark in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "/StructTreeRoot",
        "/Lang (zh-CN)",
        "/MarkInfo",
        "/Marked true",
        "/DisplayDocTitle true",
        "/OutputIntent",
        "/S /H1",
        "/S /Figure",
        "/Alt ",
        "2026-11-20T00:00:00+08:00",
        "柳江劳人调受〔2026〕123号",
    ] {
        assert!(plain.contains(mark), "{mark} is missing");
    }
    for barred in ["/JavaScript", "/Launch", "/EmbeddedFile", "/Encrypt", "/AcroForm"] {
        assert!(!plain.contains(barred), "{barred} has no place in an archive");
    }
}

#[test]
fn a_table_is_read_aloud_with_its_heads() {
    let pdf = OfficePress::default().pdf(&sample::ledger()).unwrap();
    let Some(plain) = unpacked(&pdf) else { return };
    for mark in ["/S /Table", "/S /THead", "/S /TH", "/S /TD", "/Scope /Column"] {
        assert!(plain.contains(mark), "{mark} is missing");
    }
}

/// The file without compression.
fn unpacked(pdf: &[u8]) -> Option<String> {
    if !has("qpdf") {
        return None;
    }
    let folder = Folder::new();
    let (packed, plain) = (folder.0.join("packed.pdf"), folder.0.join("plain.pdf"));
    std::fs::write(&packed, pdf).unwrap();
    let run = std::process::Command::new("qpdf").args(["--qdf", "--object-streams=disable"]).arg(&packed).arg(&plain).status().unwrap();
    assert!(run.success());
    Some(String::from_utf8_lossy(&std::fs::read(plain).unwrap()).into_owned())
}
