//! An untidy roster of 5,000 rows comes in as a spreadsheet: each problem is named with its row and column, the good rows are in, and a second
//! import changes nothing.

use std::time::Instant;

use axum::http::StatusCode;
use domain::access::Role;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use testkit::engines::each_engine;
use testkit::site::Site;

use super::register::{columns, import};

const ROWS: u32 = 5_000;
/// Rows above the first person: a title, and heads over two rows.
const HEADS: u32 = 3;

/// What stands in a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Good,
    Blank,
    /// The one before once more.
    Double,
    NoSuchOffice,
    NoDay,
}

fn kind(n: u32) -> Row {
    match n {
        _ if n % 250 == 17 => Row::Blank,
        _ if n % 500 == 33 => Row::Double,
        _ if n % 1000 == 51 => Row::NoSuchOffice,
        _ if n % 1000 == 61 => Row::NoDay,
        _ => Row::Good,
    }
}

fn count(of: Row) -> u32 {
    u32::try_from((0..ROWS).filter(|n| kind(*n) == of).count()).unwrap()
}

/// A number as somebody types it on a Chinese keyboard.
fn full_width(digits: &str) -> String {
    digits.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect()
}

fn table() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (plain, day) = (Format::new(), Format::new().set_num_format("yyyy/m/d"));
    sheet.merge_range(0, 0, 0, 5, "调解员名册（截至十一月）", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "姓 名", &plain).unwrap();
    sheet.merge_range(1, 1, 1, 2, "个人情况", &plain).unwrap();
    sheet.write(2, 1, "联系电话（手机）").unwrap();
    sheet.write(2, 2, "从事调解的日期").unwrap();
    sheet.merge_range(1, 3, 2, 3, "工作单位", &plain).unwrap();
    sheet.merge_range(1, 4, 2, 4, "人员类别*", &plain).unwrap();
    sheet.write(1, 5, "备注").unwrap();
    for n in 0..ROWS {
        let (row, what) = (HEADS + n, kind(n));
        if what == Row::Blank {
            continue;
        }
        let who = if what == Row::Double { n - 1 } else { n };
        let phone = format!("199{who:08}");
        sheet.write(row, 0, format!("覃{who}")).unwrap();
        match who % 3 {
            0 => sheet.write(row, 1, phone).unwrap(),
            1 => sheet.write(row, 1, full_width(&phone)).unwrap(),
            _ => sheet.write(row, 1, phone.parse::<f64>().unwrap()).unwrap(),
        };
        let (month, date) = (u8::try_from(1 + who % 12).unwrap(), u8::try_from(1 + who % 28).unwrap());
        match who % 4 {
            _ if what == Row::NoDay => sheet.write(row, 2, "去年春天").unwrap(),
            0 => sheet.write_with_format(row, 2, ExcelDateTime::from_ymd(2019, month, date).unwrap(), &day).unwrap(),
            1 => sheet.write(row, 2, format!("2019年{month}月{date}日")).unwrap(),
            2 => sheet.write(row, 2, format!("2019.{month}.{date}")).unwrap(),
            _ => sheet.write(row, 2, full_width(&format!("2019{month:02}{date:02}"))).unwrap(),
        };
        let office = if what == Row::NoSuchOffice { "没有这个单位" } else { "柳江区劳动人事争议多元调解中心" };
        sheet.write(row, 3, office).unwrap();
        sheet.write(row, 4, if who % 2 == 0 { "专职调解员、讲师" } else { "兼职调解员" }).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn five_thousand_untidy_rows_come_in_and_a_second_time_change_nothing() {
    each_engine(|store| async move {
        let site = Site::open(store).await;
        let director = site.client(Role::Director).await;
        let (table, began) = (table(), Instant::now());
        let (address, page) = import(&director, "person", &table).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let looked = began.elapsed();
        let (good, wrong) = (count(Row::Good), count(Row::Double) + count(Row::NoSuchOffice) + count(Row::NoDay));
        let (office, no_day) = (HEADS + 51 + 1, HEADS + 61 + 1);
        for told in [
            format!("新增 {good} 条"),
            format!("{wrong} 行有问题"),
            format!("{} 行是空的", count(Row::Blank)),
            format!("第 {office} 行</th><td data-l=\"列\">D"),
            format!("第 {no_day} 行</th><td data-l=\"列\">C"),
            format!("和第 {} 行重复", HEADS + 33),
        ] {
            assert!(page.body.contains(&told), "{told}: {}", page.body.chars().take(9_000).collect::<String>());
        }
        let columns = columns(&page);
        let fields: Vec<(&str, &str)> = columns.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let began = Instant::now();
        let done = director.post(&address, &fields).await;
        eprintln!("5,000 rows looked at in {looked:?}, imported in {:?}", began.elapsed());
        assert!(done.body.contains(&format!("导入完成：新增 {good} 条")), "{}", done.body);
        let all = director.get("/registers/person").await.body;
        assert!(all.contains(&format!("共 {good} 条")), "{all}");
        for (n, day) in [(4, "2019年5月5日"), (1, "2019年2月2日"), (2, "2019年3月3日"), (3, "2019年4月4日")] {
            let found = director.get(&format!("/registers/person?q=覃{n}")).await.body;
            let first = found.split("/records/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            let person = director.get(&format!("/records/{first}")).await.body;
            assert!(person.contains(day), "{n}: {person}");
        }
        let (_, again) = import(&director, "person", &table).await;
        assert!(again.body.contains(&format!("新增 0 条，更新 0 条，{good} 条本来就一样")), "nothing changes a second time");
    })
    .await;
}
