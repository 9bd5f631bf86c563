//! Tables that people bring are read as they stand, or turned away.

use app::document::model::{Cell, ColumnKind, Press as _, Sheet, SheetColumn};
use app::port::{TableFault, Tables as _};
use documents::{OfficePress, OfficeTables};
use domain::kernel::{Day, Money};

#[test]
fn a_sheet_of_the_house_reads_back_with_its_days_and_amounts() {
    let column = |title: &str, kind| SheetColumn { title: title.to_owned(), width: 12, kind };
    let sheet = Sheet {
        name: "a".to_owned(),
        title: String::new(),
        columns: vec![
            column("name", ColumnKind::Text),
            column("day", ColumnKind::Day),
            column("wage", ColumnKind::Money),
            column("n", ColumnKind::Number),
        ],
        rows: vec![vec![
            Cell::Text("𬭎".to_owned()),
            Cell::Day(Day::of(2024, 2, 29).unwrap()),
            Cell::Money(Money(555_555)),
            Cell::Number(7),
        ]],
    };
    let bytes = OfficePress::default().xlsx(&sheet).unwrap();
    let rows = OfficeTables.read(&bytes, 10).unwrap();
    assert_eq!(rows, vec![vec!["name", "day", "wage", "n"], vec!["𬭎", "2024-02-29", "5555.55", "7"]]);
    assert_eq!(OfficeTables.read(&bytes, 1), Err(TableFault::TooLarge));
}

#[test]
fn a_csv_with_quotes_reads_and_what_is_no_table_is_told() {
    let read = |text: &str| OfficeTables.read(text.as_bytes(), 5);
    let expected = vec![vec!["a", "b"], vec!["1,2", "x\"y\nz"], vec!["", "3"]];
    assert_eq!(read("\u{feff}a,b\r\n\"1,2\",\"x\"\"y\nz\"\r\n,3\r\n").unwrap(), expected);
    assert_eq!(read("a\tb\n1\t2").unwrap(), vec![vec!["a", "b"], vec!["1", "2"]]);
    assert_eq!(read(&"a\n".repeat(9)), Err(TableFault::TooLarge));
    assert_eq!(OfficeTables.read(&[0xB5, 0xD8, 0x2C], 5), Err(TableFault::NotUtf8));
    assert_eq!(OfficeTables.read(b"%PDF\x00", 5), Err(TableFault::NotATable));
    assert_eq!(OfficeTables.read(b"PK\x03\x04 nothing", 5), Err(TableFault::NotATable));
}
