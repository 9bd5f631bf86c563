//! What goes out as a table comes in again: every book of the city and the whole directory, and nothing changes.

use std::collections::BTreeMap;

use app::Ctx;
use app::organisation::brought::Report;
use app::organisation::register::{self, Narrow, sheet};
use app::organisation::room::Wanted;
use app::organisation::table::{self, Mediators, Organisations, Rooms, Table};
use app::organisation::{ListFilter, MediatorFilter};
use testkit::engines::each_engine;

use super::register::city;

fn told(name: &str, count: i64, report: &Report) -> Option<String> {
    let all = i64::try_from(report.same).unwrap();
    let fine = report.new + report.changed + report.wrong == 0 && all == count;
    let first: Vec<String> = report.problems.iter().take(2).map(|one| format!("{} {} {}", one.label, one.text, one.told)).collect();
    let Report { new, changed, same, wrong, .. } = report;
    (!fine).then(|| format!("{name}: {count} went out; {new} new, {changed} changed, {same} same, {wrong} wrong: {first:?}"))
}

async fn back<T: Table>(cx: &Ctx, file: &[u8]) -> Option<String> {
    let id = table::bring::<T>(cx, file).await.unwrap();
    let mapped = table::mapped::<T>(cx, id, &BTreeMap::new()).await.unwrap();
    let count = i64::try_from(mapped.grid.len() - mapped.heads - 1).unwrap();
    assert!(count > 2, "{}", T::NAME);
    told(T::NAME, count, &table::check::<T>(cx, &mapped).await.unwrap())
}

#[tokio::test]
async fn a_table_that_went_out_and_comes_back_as_it_is_changes_nothing() {
    each_engine(|store| async move {
        let (app, cx) = city(store).await;
        let mut wrong = Vec::new();
        for code in app.lists.registers().iter().map(|book| book.register.code.clone()) {
            let count = register::page(&cx, &code, &Narrow::default(), None).await.unwrap().count;
            let file = sheet::export(&cx, &code, &Narrow::default()).await.unwrap();
            let id = sheet::bring(&cx, &code, &file).await.unwrap();
            let mapped = sheet::mapped(&cx, &code, id, &BTreeMap::new()).await.unwrap();
            wrong.extend(told(&code, count, &sheet::check(&cx, &code, &mapped).await.unwrap()));
        }
        let area = cx.person.grants[0].division.clone();
        let everything = ListFilter { closed_too: true, ..ListFilter::default() };
        wrong.extend(back::<Organisations>(&cx, &table::export_organisations(&cx, &everything).await.unwrap()).await);
        let everybody = MediatorFilter { inactive_too: true, ..MediatorFilter::default() };
        wrong.extend(back::<Mediators>(&cx, &table::export_mediators(&cx, &everybody).await.unwrap()).await);
        let rooms = Wanted { area, closed_too: true, ..Wanted::default() };
        wrong.extend(back::<Rooms>(&cx, &table::export_rooms(&cx, &rooms).await.unwrap()).await);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}
