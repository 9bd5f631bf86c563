//! Papers as Word documents: everything in its order, opened by LibreOffice.

use std::io::Read;

use app::document::model::{Block, Paper, Press};
use documents::OfficePress;

use crate::sample;
use crate::tool::{converted, keep, pages_of, squashed, text_of};

fn press(paper: &Paper) -> Vec<u8> {
    OfficePress::default().docx(paper).unwrap()
}

/// One file out of the document.
fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The words of a part, in order.
fn words(xml: &str) -> String {
    xml.split("<w:t ").skip(1).map(|rest| rest.split_once('>').unwrap().1.split_once("</w:t>").unwrap().0).collect()
}

/// Everything that a paper says, in the order in which it is read.
fn said(paper: &Paper) -> Vec<String> {
    let mut all: Vec<String> = paper.title.lines().map(str::to_owned).collect();
    all.extend(paper.number.clone());
    all.extend(paper.head.iter().flat_map(|(label, value)| [label.clone(), value.clone()]));
    for block in &paper.body {
        match block {
            Block::Paragraph(text) | Block::Heading(text) | Block::Notice(text) => all.extend(text.lines().map(str::to_owned)),
            Block::Hand { label, lines, .. } => all.extend(std::iter::once(label.clone()).chain(lines.iter().cloned())),
            Block::Numbered(items) => all.extend(items.iter().cloned()),
            Block::Table { columns, rows } => {
                all.extend(columns.iter().map(|column| column.title.clone()));
                all.extend(rows.iter().flatten().cloned());
            }
        }
    }
    all.extend(paper.signatures.iter().map(|place| place.label.clone()));
    all.extend([&paper.seal, &paper.date, &paper.copies].into_iter().flatten().cloned());
    all
}

#[test]
fn a_word_paper_says_everything_in_order_with_real_headings_tables_and_page_numbers() {
    for (name, paper) in [("agreement", sample::agreement()), ("ledger", sample::ledger()), ("minutes", sample::minutes())] {
        let docx = press(&paper);
        keep(&format!("{name}.docx"), &docx);
        let body = part(&docx, "word/document.xml");
        let text = words(&body);
        let mut rest = text.as_str();
        for one in said(&paper) {
            let at = rest.find(&one).unwrap_or_else(|| panic!("{name}: {one} is not there in its turn: {rest}"));
            rest = &rest[at + one.len()..];
        }
        let tables =
            paper.body.iter().filter(|block| matches!(block, Block::Table { .. })).count() + usize::from(!paper.signatures.is_empty());
        assert_eq!(body.matches("<w:tbl>").count(), tables);
        let headed = paper.body.iter().filter(|block| matches!(block, Block::Table { columns, .. } if !columns.is_empty())).count();
        assert_eq!(body.matches("<w:tblHeader />").count(), headed, "the head of a table stands on each of its pages");
        let styles = part(&docx, "word/styles.xml");
        assert!(styles.contains("仿宋") && styles.contains("heading 1") && styles.contains("heading 2"), "{styles}");
        let foot = part(&docx, "word/footer1.xml");
        assert!(foot.contains("PAGE") && foot.contains("NUMPAGES"), "{foot}");
        assert_eq!(words(&foot), "第 1 页 共 1 页", "what a reader without fields shows");
    }
}

#[test]
fn the_same_paper_gives_the_same_word_document() {
    assert_eq!(press(&sample::agreement()), press(&sample::agreement()));
    assert!(part(&press(&sample::notice()), "docProps/core.xml").contains("2026-11-20"));
}

#[test]
fn libre_office_makes_a_pdf_of_a_word_paper_with_every_paragraph_on_it() {
    for (name, paper) in [("agreement", sample::agreement()), ("minutes", sample::minutes())] {
        let Some(pdf) = converted(&press(&paper), "docx", "pdf") else { return };
        keep(&format!("{name}-libre.pdf"), &pdf);
        assert!(pages_of(&pdf) >= 2);
        let Some(text) = crate::tool::told("pdftotext", &["-raw", "-enc", "UTF-8", "-", "-"], &pdf) else { return };
        let text = squashed(&text);
        assert!(text.contains("第1页共") && squashed(&text_of(&pdf).unwrap()).contains("第2页共"), "{text}");
        // Page feet stand between the lines of a paragraph that runs over a page: look at its beginning and its end.
        for one in said(&paper).iter().map(|one| squashed(one)).filter(|one| !one.is_empty()) {
            let letters: Vec<char> = one.chars().collect();
            let (first, last): (String, String) = (letters.iter().take(12).collect(), letters.iter().rev().take(6).rev().collect());
            assert!(text.contains(&first) && text.contains(&last), "{name}: {one} is not on the PDF: {text}");
        }
    }
}
