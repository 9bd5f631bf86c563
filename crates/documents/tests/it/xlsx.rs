//! Sheets as XLSX, read back by another program.

use app::document::model::{Cell, ColumnKind, Press, Sheet, SheetColumn};
use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use documents::OfficePress;
use domain::kernel::{Day, Money};

use crate::tool;

fn sheet() -> Sheet {
    let column = |title: &str, width, kind| SheetColumn { title: title.to_owned(), width, kind };
    Sheet {
        name: "台账[2026/10]:*?".to_owned(),
        title: "调解案件台账".to_owned(),
        columns: vec![
            column("案号", 24, ColumnKind::Text),
            column("金额（元）", 16, ColumnKind::Money),
            column("受理日期", 14, ColumnKind::Day),
            column("人数", 8, ColumnKind::Number),
            column("备注", 40, ColumnKind::Text),
        ],
        rows: vec![
            vec![
                Cell::Text("（2026）和调字第018号".to_owned()),
                Cell::Money(Money(2_760_005)),
                Cell::Day(Day::of(2026, 11, 20).unwrap()),
                Cell::Number(3),
                Cell::Text("=HYPERLINK(\"http://x\")".to_owned()),
            ],
            vec![
                Cell::Text("+1".to_owned()),
                Cell::Money(Money(-50)),
                Cell::Empty,
                Cell::Number(i64::MAX),
                Cell::Text("@SUM(A1)".to_owned()),
            ],
            vec![Cell::Text("-1".to_owned()), Cell::Money(Money(0)), Cell::Empty, Cell::Empty, Cell::Text("龘".repeat(40_000))],
            vec![Cell::Text("\u{1}<&>\"\n第二行".to_owned())],
        ],
    }
}

fn read(bytes: Vec<u8>) -> (String, Range<Data>) {
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let name = book.sheet_names()[0].clone();
    assert!(book.worksheet_formula(&name).unwrap().used_cells().next().is_none(), "a formula");
    let range = book.worksheet_range(&name).unwrap();
    (name, range)
}

#[test]
fn a_sheet_reads_back_with_its_values() {
    let bytes = OfficePress::default().xlsx(&sheet()).unwrap();
    assert_eq!(bytes, OfficePress::default().xlsx(&sheet()).unwrap(), "the same sheet gives the same bytes");
    let (name, range) = read(bytes);
    assert_eq!(name, "台账_2026_10____");
    let at = |row, column| range.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(at(0, 0), Data::String("调解案件台账".to_owned()));
    assert_eq!(at(1, 1), Data::String("金额（元）".to_owned()));
    assert_eq!(at(2, 1), Data::Float(27_600.05));
    assert_eq!(at(3, 1), Data::Float(-0.5));
    assert!(
        matches!(at(2, 2), Data::DateTime(day) if day.is_datetime() && (day.as_f64() - 46_346.0).abs() < 1e-9),
        "2026-11-20 is day 46346 of the calendar of spreadsheets"
    );
    assert_eq!(at(2, 3), Data::Float(3.0));
    assert_eq!(at(3, 3), Data::String(i64::MAX.to_string()), "digits are not lost");
    assert_eq!(at(2, 4), Data::String("=HYPERLINK(\"http://x\")".to_owned()));
    assert_eq!(at(3, 0), Data::String("+1".to_owned()));
    assert_eq!(at(3, 4), Data::String("@SUM(A1)".to_owned()));
    let long = at(4, 4).to_string();
    assert_eq!(long.chars().count(), 32_767);
    assert!(long.ends_with('…'));
    assert!(at(5, 0).to_string().ends_with("<&>\"\n第二行"));
}

#[test]
fn names_of_tabs_are_tamed() {
    let named = |name: &str| read(OfficePress::default().xlsx(&Sheet { name: name.to_owned(), ..Sheet::default() }).unwrap()).0;
    assert_eq!(named(""), "Sheet1");
    assert_eq!(named("''"), "Sheet1");
    assert_eq!(named("'甲'"), "甲");
    assert_eq!(named(&"台".repeat(40)), format!("{}…", "台".repeat(30)));
    assert_eq!(named("a\\b"), "a_b");
}

#[test]
fn libre_office_opens_it() {
    let Some(csv) = tool::converted(&OfficePress::default().xlsx(&sheet()).unwrap(), "xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")
    else {
        return;
    };
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains("27,600.05") && csv.contains("2026-11-20"), "{csv}");
}
