//! What coverage was counted from on a past day: organisations and full-time mediators as their history tells them ([`super::chronicle`]).

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Scope, subtree};
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, RecordId};
use domain::organisation::OrganisationKind;
use domain::organisation::coverage::{Census, TradeBody};
use store::Query;
use store::organisation::record::{self, Narrow, RecordRow};

use super::register::filled;
use crate::{Ctx, Result};

/// Versions read at once.
const CHUNK: i64 = 1000;

/// Everything of a kind of the directory as it stood, page after page.
async fn all(reader: &impl Query, kind: &str, narrow: &Narrow) -> Result<Vec<RecordRow>> {
    let mut rows: Vec<RecordRow> = Vec::new();
    loop {
        let after: Option<(String, RecordId)> = rows.last().map(|row| (row.title.clone(), row.record));
        let next = record::page(reader, kind, &Scope::everything(), narrow, after.as_ref(), CHUNK).await?;
        if next.is_empty() {
            return Ok(rows);
        }
        rows.extend(next);
    }
}

/// The bodies of an area and those of industries above it, and who mediated full-time, at the end of a past day.
pub(super) async fn bodies(cx: &Ctx, reader: &impl Query, area: &str, at: Moment) -> Result<Census> {
    let (first, after) = subtree(area);
    let province = format!("{:0<12}", area.get(..2).unwrap_or_default());
    let narrow = Narrow { at: Some(at), area: Some(subtree(&province)), ..Narrow::default() };
    let is_trade = |code: &&str| cx.app.lists.find("industry", code).is_some();
    let mut census = Census::default();
    // Mediators name whom they served as it was called then.
    let mut places: BTreeMap<String, String> = BTreeMap::new();
    for row in all(reader, "organisation", &narrow).await? {
        let values = filled(&row);
        let Ok(kind) = values.text("kind").parse::<OrganisationKind>() else { continue };
        if !values.flag("active") {
            continue;
        }
        let inside = row.division >= first && row.division < after;
        if kind.serves_trades() && (inside || domain::access::within(area, &row.division)) {
            let trades = values.codes("handles").into_iter().filter(is_trade).map(str::to_owned).collect();
            census.trade_bodies.push(TradeBody { place: row.division.clone(), trades });
        }
        if inside {
            *census.bodies.entry(row.division.clone()).or_default().entry(kind).or_default() += 1;
            if kind.mediates() {
                places.insert(row.title, row.division);
            }
        }
    }
    for row in all(reader, "mediator", &narrow).await? {
        let values = filled(&row);
        if values.flag("active") && values.flag("full_time") {
            let served: BTreeSet<&String> = values.codes("organisations").into_iter().filter_map(|name| places.get(name)).collect();
            census.full_time.extend(served.into_iter().map(|place| (place.clone(), AccountId(row.record.0))));
        }
    }
    Ok(census)
}
