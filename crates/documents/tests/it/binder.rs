//! Many papers in one file: the dossier and the stack.

use app::document::model::{Binder, BinderSort, Block, Paper, Part, PartContent, Press, PressError};
use documents::OfficePress;
use domain::kernel::Day;
use image::{ExtendedColorType, ImageEncoder};

use crate::sample;
use crate::tool::{asked, keep, pages_of, squashed, told};

fn bind(binder: &Binder) -> Result<Vec<u8>, PressError> {
    OfficePress::default().binder(binder)
}

fn part(title: &str, content: PartContent) -> Part {
    Part { title: title.to_owned(), date: "2026年11月20日".to_owned(), content }
}

fn set(paper: Paper) -> PartContent {
    PartContent::Paper(Box::new(paper))
}

fn dossier(parts: Vec<Part>) -> Binder {
    Binder {
        title: "劳动人事争议调解卷宗".to_owned(),
        number: Some("柳江劳人调〔2026〕123号".to_owned()),
        head: vec![
            ("当事人".to_owned(), "吾买尔·艾合买提诉柳州市龘翀装饰工程有限公司".to_owned()),
            ("案由".to_owned(), "劳动报酬争议".to_owned()),
            ("保管期限".to_owned(), "长期".to_owned()),
        ],
        keeper: Some("柳州市柳江区劳动人事争议调解委员会".to_owned()),
        day: Day::of(2026, 12, 1).ok(),
        sort: BinderSort::Dossier,
        parts,
    }
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let pixels: Vec<u8> =
        (0..height).flat_map(|y| (0..width).flat_map(move |x| [x, y, 90].map(|colour| u8::try_from(colour % 256).unwrap()))).collect();
    let mut out = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut out).write_image(&pixels, width, height, ExtendedColorType::Rgb8).unwrap();
    out
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let pixels = vec![200; usize::try_from(width * height).unwrap()];
    let mut out = Vec::new();
    image::codecs::png::PngEncoder::new(&mut out).write_image(&pixels, width, height, ExtendedColorType::L8).unwrap();
    out
}

/// The text of each page.
fn pages(pdf: &[u8]) -> Option<Vec<String>> {
    let text = told("pdftotext", &["-layout", "-enc", "UTF-8", "-", "-"], pdf)?;
    Some(text.split('\u{c}').map(squashed).collect())
}

#[test]
fn a_dossier_has_cover_catalogue_bookmarks_and_numbers_that_run_through() {
    let issued = OfficePress::default().pdf(&sample::agreement()).unwrap();
    let parts = vec![
        part("受理通知书", set(sample::notice())),
        part("调解笔录", set(sample::minutes())),
        part("调解协议书", PartContent::Pdf(issued)),
        part("工资条照片", PartContent::Picture(jpeg(400, 300))),
        part("考勤截图", PartContent::Picture(png(300, 400))),
    ];
    let pdf = bind(&dossier(parts.clone())).unwrap();
    keep("dossier.pdf", &pdf);
    assert_eq!(pdf, bind(&dossier(parts)).unwrap(), "the same parts give the same file");
    let minutes = pages_of(&OfficePress::default().pdf(&sample::minutes()).unwrap());
    assert_eq!(pages_of(&pdf), 2 + 1 + minutes + 2 + 1 + 1);
    if let Some((fine, said)) = asked("qpdf", &["--check"], &pdf) {
        assert!(fine && !said.contains("WARNING"), "{said}");
    }
    if let Some(pages) = pages(&pdf) {
        assert!(pages[0].contains("劳动人事争议调解卷宗") && pages[0].contains("保管期限：长期"), "{}", pages[0]);
        let starts = [1, 2, 2 + minutes, 4 + minutes, 5 + minutes];
        for (number, (name, start)) in (1..).zip(["受理通知书", "调解笔录", "调解协议书", "工资条照片", "考勤截图"].into_iter().zip(starts))
        {
            let row = format!("{number}{name}2026年11月20日{start}");
            assert!(pages[1].contains(&row), "{row} is not in {}", pages[1]);
        }
        assert!(pages[1 + starts[2]].contains("人民调解协议书"), "the text of a foreign page stays text");
        assert!(pages[1 + starts[1]].contains("第1页共"), "a paper keeps its own page numbers");
    }
    if let Some((_, outline)) = outline(&pdf) {
        for name in ["卷内目录", "劳动人事争议调解受理通知书", "调解笔录", "调解协议书", "工资条照片", "考勤截图"]
        {
            assert!(outline.contains(name), "{name} is not among the bookmarks: {outline}");
        }
    }
}

fn outline(pdf: &[u8]) -> Option<(bool, String)> {
    if !crate::tool::has("mutool") {
        return None;
    }
    let folder = crate::tool::Folder::new();
    let file = folder.0.join("bound.pdf");
    std::fs::write(&file, pdf).unwrap();
    let out = std::process::Command::new("mutool").arg("show").arg(&file).arg("outline").output().ok()?;
    Some((out.status.success(), String::from_utf8_lossy(&out.stdout).into_owned()))
}

#[test]
fn a_dossier_of_our_own_papers_stays_archival() {
    let parts = vec![
        part("受理通知书", set(sample::notice())),
        part("台账", set(sample::ledger())),
        part("调解协议书", set(sample::agreement())),
        part("截图", PartContent::Picture(png(40, 30))),
    ];
    let pdf = bind(&dossier(parts)).unwrap();
    assert!(String::from_utf8_lossy(&pdf).contains("<pdfaid:part>2</pdfaid:part>"));
    let mixed = bind(&dossier(vec![part("照片", PartContent::Picture(jpeg(40, 30)))])).unwrap();
    assert!(!String::from_utf8_lossy(&mixed).contains("pdfaid:part"), "what came from elsewhere is not vouched for");
}

#[test]
fn a_stack_is_one_job_and_each_paper_begins_on_the_front_of_a_sheet_with_its_own_numbers() {
    let parts: Vec<Part> =
        (0..6).map(|n| part(&format!("{n}"), if n % 2 == 0 { set(sample::notice()) } else { set(sample::agreement()) })).collect();
    let pdf = bind(&Binder { title: "受理通知书".to_owned(), sort: BinderSort::Stack, parts, ..Binder::default() }).unwrap();
    keep("stack.pdf", &pdf);
    assert_eq!(pages_of(&pdf), 12, "one page and its empty back, or two");
    let Some(pages) = pages(&pdf) else { return };
    for (at, page) in pages.iter().take(12).enumerate() {
        match at % 4 {
            0 => assert!(page.contains("第1页共1页"), "{at}: {page}"),
            1 => assert!(page.is_empty(), "the back of a sheet is empty: {page}"),
            2 => assert!(page.contains("第1页共2页"), "{at}: {page}"),
            _ => assert!(page.contains("第2页共2页"), "{at}: {page}"),
        }
    }
}

#[test]
fn the_number_along_the_edge_counts_the_pages_of_its_own_paper() {
    let body: Vec<Block> = (0..15).map(|_| Block::Paragraph("双方当事人自愿达成如下协议，并承诺自觉履行。".repeat(5))).collect();
    let long = || part("协议", set(Paper { title: "协议".to_owned(), body: body.clone(), ..Paper::default() }));
    let pdf =
        bind(&Binder { title: "两份".to_owned(), sort: BinderSort::Stack, parts: vec![long(), long()], ..Binder::default() }).unwrap();
    let Some(text) = told("pdftotext", &["-raw", "-enc", "UTF-8", "-", "-"], &pdf) else { return };
    for (number, times) in [(1, 2), (2, 2), (3, 2), (4, 0), (5, 0)] {
        assert_eq!(text.matches(&format!("{number}/3")).count(), times, "page {number}: {text}");
    }
}

#[test]
fn a_large_stack_is_set_in_batches_and_looks_the_same() {
    let parts: Vec<Part> =
        (0..30).map(|n| part(&format!("{n}"), set(Paper { seal: Some(format!("第{n}份")), ..sample::notice() }))).collect();
    let stack = Binder { title: "通知书".to_owned(), sort: BinderSort::Stack, parts, ..Binder::default() };
    let pdf = bind(&stack).unwrap();
    keep("batches.pdf", &pdf);
    assert_eq!(pages_of(&pdf), 59, "the back of the last sheet is left to the printer");
    if let Some(pages) = pages(&pdf) {
        for n in 0..30 {
            assert!(pages[2 * n].contains(&format!("第{n}份")) && pages[2 * n].contains("第1页共1页"), "{n}: {}", pages[2 * n]);
            assert!(pages.get(2 * n + 1).is_none_or(String::is_empty), "{n}");
        }
    }
    let mut broken = stack;
    broken.parts[27].content = PartContent::Pdf(Vec::new());
    assert!(matches!(bind(&broken), Err(PressError::Unbound { part: 28, .. })));
}

#[test]
fn what_cannot_be_bound_is_named_by_its_place() {
    let whole = part("通知", set(sample::notice()));
    let mut cut = jpeg(200, 200);
    cut.truncate(120);
    for (bytes, is_pdf) in [
        (b"%PDF-1.7 but nothing more".to_vec(), true),
        (Vec::new(), true),
        (b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), false),
        (cut, false),
        (b"no picture".to_vec(), false),
    ] {
        let content = if is_pdf { PartContent::Pdf(bytes) } else { PartContent::Picture(bytes) };
        let refused = bind(&dossier(vec![whole.clone(), part("附件", content)]));
        assert!(matches!(refused, Err(PressError::Unbound { part: 2, .. })), "{refused:?}");
    }
    let rare = bind(&dossier(vec![part("李😀", set(sample::notice()))]));
    assert_eq!(rare, Err(PressError::MissingGlyph { character: '😀' }));
    assert_eq!(pages_of(&bind(&dossier(Vec::new())).unwrap()), 2, "an empty dossier has a cover and an empty catalogue");
}
