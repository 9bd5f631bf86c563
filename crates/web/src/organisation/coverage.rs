//! The coverage page: a division by those below it, by kind of organisation, by industry and size of enterprise; the white spots page after
//! page with their tasks; each table also as XLSX.

use app::organisation::coverage::{After, Below, EnterpriseSize, Table, TradeFigures, WhiteSpot, coverage, export as table};
use app::text;
use askama::Template;
use domain::access::rules::Deal;
use domain::kernel::Rate;
use domain::organisation::OrganisationKind;

use crate::case::filter::href;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::handed;
use crate::look::frame::Frame;
use crate::look::part::Pager;
use crate::paging::pager;

const HERE: &str = "/coverage";
/// Stands between the name and the id in the key of a page; no name has it.
const BETWEEN: char = '\u{1f}';

struct Spot {
    told: String,
    task: Option<(String, bool)>,
    give: String,
}

/// A share in a cell: the percentage where it says something, what it was made of, and whether that is little.
struct Share {
    percent: String,
    of: String,
    few: bool,
}

struct Division {
    name: String,
    href: String,
    streets: Share,
    organisations: i64,
    organisations_href: String,
    full_time: i64,
    must: Share,
    platforms: Share,
    spots: i64,
}

struct Trade {
    name: String,
    href: String,
    bodies: i64,
    lacks: bool,
    sizes: Vec<(&'static str, Share)>,
}

#[derive(Template)]
#[template(path = "organisation/coverage.html")]
struct Page {
    frame: Frame,
    above: Vec<(String, String)>,
    rates: Vec<(&'static str, Share)>,
    divisions: Vec<Division>,
    kinds: Vec<&'static str>,
    by_kind: Vec<(String, Vec<(&'static str, i64)>)>,
    trades: Vec<Trade>,
    sizes: Vec<&'static str>,
    spots: Vec<Spot>,
    count: i64,
    pager: Pager,
    may_give: bool,
    export: Vec<String>,
    few: i64,
}

fn share(rate: Rate) -> Share {
    let percent = rate.permille().map(|permille| format!("{}.{}%", permille / 10, permille % 10)).unwrap_or_default();
    Share { percent, of: format!("{}/{}", rate.part, rate.whole), few: rate.whole > 0 && rate.is_small() }
}

/// The same for a card, in words.
fn told(rate: Rate) -> Share {
    let parts = [("part", rate.part.to_string()), ("whole", rate.whole.to_string())];
    Share { of: text::phrase("coverage", "of", &parts), ..share(rate) }
}

fn division(one: Below, here: &str) -> Division {
    let to = |path: &str| href(path, [("division", one.code.as_str())]);
    Division {
        href: if one.code == here { String::new() } else { to(HERE) },
        organisations_href: to("/organisations"),
        streets: share(one.figures.streets),
        organisations: one.figures.organisations,
        full_time: one.figures.full_time,
        must: share(one.figures.must),
        platforms: share(one.figures.platforms),
        spots: one.figures.spots,
        name: one.name,
    }
}

fn name_of(kind: OrganisationKind) -> &'static str {
    text::code("organisation_kind", kind.code())
}

fn size_name(size: EnterpriseSize) -> &'static str {
    text::code(EnterpriseSize::GROUP, size.code())
}

fn trade(one: &TradeFigures, lists: &app::lists::Lists) -> Trade {
    Trade {
        name: lists.name("industry", &one.trade).to_owned(),
        href: href("/registers/enterprise", [("f_industry", one.trade.as_str())]),
        bodies: one.bodies,
        lacks: one.wanted && one.bodies == 0,
        sizes: EnterpriseSize::ALL.iter().zip(&one.sizes).map(|(size, rate)| (size_name(*size), share(*rate))).collect(),
    }
}

fn spot(one: WhiteSpot) -> Spot {
    Spot {
        give: href("/registers/white_spot_task/new", [("spot", one.spot.as_str())]),
        task: one.task.map(|(id, state)| (format!("/records/{id}"), state == "open")),
        told: one.spot,
    }
}

/// The key of a page of white spots, as an address carries it.
fn key(after: &After) -> String {
    match after {
        After::Places(shown) => shown.to_string(),
        After::Firm(name, id) => format!("{name}{BETWEEN}{id}"),
    }
}

fn after(key: &str) -> Option<After> {
    match key.rsplit_once(BETWEEN) {
        Some((name, id)) => Some(After::Firm(name.to_owned(), id.parse().ok()?)),
        None => key.parse().ok().map(After::Places),
    }
}

fn asked_for(asked: &Asked) -> Option<&str> {
    Some(asked.text("division")).filter(|code| !code.is_empty())
}

/// The coverage of a division; the own one when the address names none.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let found = coverage(&visitor.cx, asked_for(&asked), after(asked.text("after")).as_ref()).await?;
    let lists = &visitor.cx.app.lists;
    let by_kind = found.by_kind().into_iter();
    let by_kind = by_kind.map(|(name, counts)| (name, counts.into_iter().map(|(kind, count)| (name_of(kind), count)).collect()));
    let by_kind = by_kind.collect();
    let count = found.total.spots;
    let parts = [("count", count.to_string())];
    let table = |table: &str| href("/coverage.xlsx", [("division", found.division.as_str()), ("table", table)]);
    shown(&Page {
        rates: [("streets", found.total.streets), ("enterprises", found.total.must), ("platforms_rate", found.total.platforms)]
            .map(|(code, rate)| (text::code("coverage", code), told(rate)))
            .into(),
        export: ["divisions", "kinds", "trades", "spots"].map(table).into(),
        pager: pager(HERE, &asked, text::phrase("coverage", "shown", &parts), found.next.as_ref().map(key)),
        frame: Frame { kicker: found.name, ..visitor.frame(text::code("coverage", "title")) },
        above: found.above.into_iter().map(|(code, name)| (href(HERE, [("division", code.as_str())]), name)).collect(),
        divisions: found.below.into_iter().map(|one| division(one, &found.division)).collect(),
        kinds: found.total.kinds.keys().map(|kind| name_of(*kind)).collect(),
        by_kind,
        trades: found.trades.iter().map(|one| trade(one, lists)).collect(),
        sizes: EnterpriseSize::ALL.iter().map(|size| size_name(*size)).collect(),
        spots: found.spots.into_iter().map(spot).collect(),
        count,
        may_give: visitor.may(Deal::KeepDirectory),
        few: Rate::FEW,
    })
}

/// One table of the page as XLSX.
pub async fn export(visitor: Visitor, asked: Asked) -> Answer {
    let which = match asked.text("table") {
        "kinds" => Table::Kinds,
        "trades" => Table::Trades,
        "spots" => Table::Spots,
        _ => Table::Divisions,
    };
    let bytes = table(&visitor.cx, asked_for(&asked), which).await?;
    Ok(handed::xlsx(text::code("coverage", "title"), "coverage", bytes))
}
