//! Papers as PDF: text can be read out again, pages count, the same paper gives the same bytes.

use app::document::model::{Align, Block, Column, Paper, Press, PressError, SignaturePlace};
use documents::OfficePress;

use crate::sample;
use crate::tool::{pages_of, squashed, text_of};

fn press(paper: &Paper) -> Vec<u8> {
    OfficePress::default().pdf(paper).unwrap()
}

#[test]
fn an_agreement_can_be_read_out_of_its_file() {
    let paper = sample::agreement();
    let pdf = press(&paper);
    assert!(pdf.starts_with(b"%PDF-1."));
    assert!(pdf.len() < 400_000, "{} bytes: the fonts are embedded whole", pdf.len());
    let Some(text) = text_of(&pdf) else { return };
    let text = squashed(&text);
    for part in [
        "人民调解协议书",
        "（2026）和调字第018号",
        "申请人：张㙍",
        "人民币27,600.00元",
        "1.被申请人",
        "第1页共2页",
        "第2页共2页",
        "（印章）2026年11月20日",
        "一式三份",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(press(&sample::agreement()), press(&sample::agreement()));
}

#[test]
fn a_long_text_fills_three_pages_and_each_says_so() {
    let body = (0..15).map(|_| Block::Paragraph("经调解，双方当事人自愿达成如下协议，并承诺自觉履行。".repeat(5))).collect();
    let pdf = press(&Paper { kind: "long", title: "调查笔录".to_owned(), body, ..Paper::default() });
    assert_eq!(pages_of(&pdf), 3);
    let Some(text) = text_of(&pdf) else { return };
    assert!(squashed(&text).contains("第3页共3页"));
    assert_eq!(text.matches('\u{c}').count(), 3);
}

#[test]
fn a_table_repeats_its_head_and_breaks_a_row_only_when_a_page_cannot_hold_it() {
    let columns = ["序号", "事项", "金额"].map(|title| Column { title: title.to_owned(), align: Align::Left, weight: 2 }).to_vec();
    let mut rows: Vec<Vec<String>> = (1..80).map(|n| vec![n.to_string(), format!("事项{n}"), "1,000.00".to_owned()]).collect();
    rows.push(vec!["80".to_owned(), "长".repeat(1500)]);
    rows.push(Vec::new());
    let pdf = press(&Paper { title: "清单".to_owned(), body: vec![Block::Table { columns: columns.clone(), rows }], ..Paper::default() });
    let wide = Block::Table { columns, rows: vec![vec![String::new(); 4]] };
    assert!(matches!(OfficePress::default().pdf(&Paper { body: vec![wide], ..Paper::default() }), Err(PressError::Engine(_))));
    let Some(text) = text_of(&pdf) else { return };
    assert_eq!(text.matches("序号").count(), pages_of(&pdf));
    assert_eq!(text.matches('长').count(), 1500);
    assert!(text.contains("事项79"));
}

#[test]
fn rare_characters_print_and_missing_ones_are_named() {
    let named = |name: &str| {
        OfficePress::default().pdf(&Paper {
            title: "笔录".to_owned(),
            head: vec![("姓名".to_owned(), name.to_owned())],
            ..Paper::default()
        })
    };
    for character in ['㙍', '龘', '镕', '翀', '䶮', '喆', '堃', '玥', '𠮷', '𬱟', '𱁬', '😀'] {
        match named(&character.to_string()) {
            Ok(pdf) => {
                println!("{character} prints");
                let Some(text) = text_of(&pdf) else { continue };
                assert!(text.contains(character), "{character} cannot be read out of the file");
            }
            Err(why) => {
                println!("{character} is refused: {why}");
                assert_eq!(why, PressError::MissingGlyph { character });
            }
        }
    }
    for name in ["䶮", "𬭎", "㛃", "翀", "吾买尔·艾合买提"] {
        let printed = named(name);
        println!("{name}: {:?}", printed.as_ref().map(Vec::len));
        let missing = |character| printed == Err(PressError::MissingGlyph { character });
        assert!(printed.is_ok() || name.chars().any(missing), "{name} is neither printed nor refused by name");
    }
    assert_eq!(named("私\u{e863}"), Err(PressError::MissingGlyph { character: '\u{e863}' }), "private characters mean nothing elsewhere");
    assert_eq!(named("李😀"), Err(PressError::MissingGlyph { character: '😀' }));
    for character in ["㙍", "龘", "镕", "翀", "䶮"] {
        assert!(named(character).is_ok(), "{character}");
    }
    assert!(named("零\u{200b}宽\u{feff}\u{7}").is_ok(), "invisible characters are left out");
}

#[test]
fn papers_with_nothing_or_too_much_in_them_still_print() {
    assert_eq!(pages_of(&press(&Paper::default())), 1);
    let long = || "极".repeat(600);
    let column = |title: &str, weight| Column { title: title.to_owned(), align: Align::Right, weight };
    let table =
        |title: &str| Block::Table { columns: vec![column(title, 0), column("", u16::MAX)], rows: vec![vec![String::new(), long()]] };
    let place = |label: String| SignaturePlace { label, name: Some("极".repeat(60)), day: None };
    let mut paper = Paper {
        title: long(),
        number: Some(long()),
        head: vec![(long(), long()), (String::new(), String::new())],
        body: vec![
            Block::Heading(long()),
            Block::Numbered(vec![long(), String::new()]),
            Block::Notice(long()),
            Block::Hand { label: long(), lines: vec![long(), String::new()], svg: None },
            table("极"),
            Block::Table { columns: Vec::new(), rows: Vec::new() },
            Block::Paragraph("W".repeat(3000)),
        ],
        signatures: vec![place("极".repeat(40)), place("极".repeat(20)), place("极".to_owned())],
        seal: Some(long()),
        date: Some(long()),
        copies: Some(long()),
        ..Paper::default()
    };
    let pdf = press(&paper);
    if let Some(text) = text_of(&pdf) {
        assert_eq!(text.matches('极').count(), 13 * 600 + 1 + 61 + 3 * 60, "everything is on the paper");
        assert_eq!(text.matches('W').count(), 3000);
    }
    paper.signatures = vec![place(long())];
    assert!(matches!(OfficePress::default().pdf(&paper), Err(PressError::Engine(_))), "better refused than cut off");
    paper.body = vec![table(&long())];
    assert!(matches!(OfficePress::default().pdf(&paper), Err(PressError::Engine(_))));
}

/// Every glyph that the office's own fonts lack comes from the fonts of the house.
#[test]
fn fonts_of_the_office_come_first_and_broken_ones_do_no_harm() {
    let press = OfficePress::with_fonts(vec![b"no font".to_vec()]).unwrap();
    assert_eq!(press.pdf(&sample::notice()).unwrap(), OfficePress::default().pdf(&sample::notice()).unwrap());
}

#[test]
fn the_check_mark_stands_at_the_foot_in_letters_too() {
    let mut paper = sample::notice();
    let Some(text) = text_of(&press(&paper)) else { return };
    let text = squashed(&text);
    assert!(text.contains("https://hetiao.example.gov.cn/check/") && text.contains("7K3M-9QXA"), "{text}");
    paper.check.as_mut().unwrap().url = "x".repeat(5000);
    assert!(matches!(OfficePress::default().pdf(&paper), Err(PressError::Engine(_))), "no QR code holds that much");
}

#[test]
fn a_wide_paper_lies_on_its_side() {
    let pdf = press(&Paper { wide: true, ..sample::ledger() });
    let read = hayro_syntax::Pdf::new(pdf).unwrap();
    assert!(read.pages().iter().all(|page| page.render_dimensions().0 > page.render_dimensions().1));
}
