//! A roster of many people: they come in as a table two months ago, a tenth of them changes a month ago, then the pages are measured.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use app::App;
use app::organisation::register::sheet;
use app::port::Clock as _;
use city::SimClock;

use super::fill::{Office, said};
use super::words::Words;
use crate::serve::say;
use crate::wiring::WallClock;

/// The register of people.
const PEOPLE: &str = "person";
/// Days ago on which they came in, and on which some changed.
const ENTERED: i64 = 60;
const CHANGED: i64 = 30;
/// Of so many people one changes.
const CHANGES: usize = 10;

/// The table: heads as the register names its fields.
fn table(words: &Words, people: usize, changed: bool) -> Result<String> {
    let mut table = "name,organisation,sex,roles,background,languages,phone,since\n".to_owned();
    for n in (0..people).filter(|n| !changed || n % CHANGES == 0) {
        let (name, office) = (words.name(n), &words.office);
        let sex = ["male", "female"].get(n % 2).copied().unwrap_or_default();
        let role = ["full_time", "part_time", "expert", "volunteer", "information"].get(n % 5).copied().unwrap_or_default();
        let background = ["lawyer", "hr", "grid", "union", "judge", "official", "counsellor"].get(n % 7).copied().unwrap_or_default();
        let language = ["mandarin", "zhuang", "liuzhou"].get(n % 3).copied().unwrap_or_default();
        let phone = if changed { 20_000 } else { 50_000 } + n;
        writeln!(table, "{name}{n},{office},{sex},{role},{background},{language},199000{phone:05},2020-{:02}-01", 1 + n % 12)?;
    }
    Ok(table)
}

/// Fills the roster through the import that offices use.
pub(super) async fn fill(app: &App, office: &Office, words: &Words, people: usize) -> Result<()> {
    let today = WallClock.now();
    let clock = SimClock::at(today);
    let app = App { clock: Arc::new(clock.clone()), ..app.clone() };
    for (ago, changed) in [(ENTERED, false), (CHANGED, true)] {
        clock.set(today.plus_minutes(-ago * 24 * 60));
        let (cx, began) = (app.by(office.director.clone()), Instant::now());
        let id = sheet::bring(&cx, PEOPLE, table(words, people, changed)?.as_bytes()).await.map_err(said)?;
        let mapped = sheet::mapped(&cx, PEOPLE, id, &std::collections::BTreeMap::new()).await.map_err(said)?;
        let report = sheet::import(&cx, PEOPLE, &mapped).await.map_err(said)?;
        anyhow::ensure!(report.wrong == 0, "the roster was not taken in: {:?}", report.problems.first());
        let took = began.elapsed().as_secs_f64();
        say(&format!("roster: {} people entered, {} changed by a table in {took:.1} s", report.new, report.changed))?;
    }
    Ok(())
}

/// The pages of the roster.
pub(super) fn pages(words: &Words) -> Vec<(&'static str, String)> {
    let then = WallClock.now().day().plus(-(ENTERED + CHANGED) / 2);
    let list = format!("/registers/{PEOPLE}");
    let word = web::guard::percent(&words.name(77));
    vec![
        ("roster, 50 of many people", list.clone()),
        ("roster: narrowed by two", format!("{list}?f_roles=expert&f_languages=zhuang")),
        ("roster: a name", format!("{list}?q={word}")),
        ("roster: as it stood on a past day", format!("{list}?at={then}")),
    ]
}

/// Its spreadsheet.
pub(super) fn export() -> (&'static str, String) {
    ("roster: spreadsheet of all", format!("/registers/{PEOPLE}/export.xlsx"))
}
