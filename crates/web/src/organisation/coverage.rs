//! The coverage page: a division by those below it, by kind of organisation, by industry and size of enterprise; the white spots page after
//! page with their tasks; each table also as XLSX.

use app::organisation::coverage::{After, Below, EnterpriseSize, Table, TradeFigures, Wanted, WhiteSpot, coverage, export as table};
use app::text;
use askama::Template;
use domain::access::rules::Deal;
use domain::kernel::{Day, Rate};
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
    kinds: Vec<(&'static str, i64)>,
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
    total: Division,
    kinds: Vec<&'static str>,
    trades: Vec<Trade>,
    sizes: Vec<&'static str>,
    spots: Vec<Spot>,
    count: i64,
    pager: Pager,
    may_give: bool,
    export: Vec<String>,
    few: i64,
    /// The past day whose coverage this is, in words and as the form has it; the latest one; where today's is.
    past: Option<String>,
    at: String,
    yesterday: String,
    today: String,
    division: String,
    /// What enterprises can be narrowed to: code, words, chosen.
    industries: Vec<(String, String, bool)>,
    choices: Vec<(&'static str, &'static str, bool)>,
    narrowed: bool,
}

fn share(rate: Rate) -> Share {
    let percent = rate.permille().map(|permille| format!("{}.{}%", permille / 10, permille % 10)).unwrap_or_default();
    Share { percent, of: format!("{}/{}", rate.part, rate.whole), few: rate.whole > 0 && rate.is_small() }
}

/// The same for a card, in words.
fn told(rate: Rate) -> Share {
    let parts = [("part", rate.part.to_string()), ("whole", rate.whole.to_string())];
    let share = share(rate);
    // A percentage of few says less than the numbers themselves.
    let (words, percent) = if share.few { ("of_few", share.of.clone()) } else { ("of", share.percent.clone()) };
    Share { of: text::phrase("coverage", words, &parts), percent, ..share }
}

fn division(one: Below, kinds: &[OrganisationKind], here: &str, narrowing: &[(&str, &str)]) -> Division {
    let count = |kind: &OrganisationKind| one.figures.kinds.get(kind).copied().unwrap_or(0);
    let others = one.figures.kinds.iter().filter(|(kind, _)| !kind.mediates()).map(|(_, count)| count).sum();
    let at = narrowing.iter().filter(|(name, _)| *name == "at");
    let own = [("division", one.code.as_str())];
    Division {
        href: if one.code == here { String::new() } else { href(HERE, own.iter().chain(narrowing).copied()) },
        organisations_href: href("/organisations", own.iter().chain(at).copied()),
        kinds: kinds.iter().map(|kind| (name_of(*kind), count(kind))).chain([(text::code("coverage", "others"), others)]).collect(),
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

fn wanted(visitor: &Visitor, asked: &Asked) -> Wanted {
    let said = |name: &str| Some(asked.text(name).to_owned()).filter(|text| !text.is_empty());
    let industry = said("industry").filter(|code| visitor.cx.app.lists.find("industry", code).is_some());
    Wanted { division: said("division"), day: past(visitor, asked), industry, size: asked.parsed("size") }
}

/// The past day that the address asks for.
fn past(visitor: &Visitor, asked: &Asked) -> Option<Day> {
    asked.parsed::<Day>("at").filter(|day| *day < visitor.cx.now.day())
}

/// The coverage of a division; the own one when the address names none.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let wanted = wanted(&visitor, &asked);
    let day = wanted.day;
    let found = coverage(&visitor.cx, &wanted, after(asked.text("after")).as_ref()).await?;
    let at = day.map(|day| day.to_string()).unwrap_or_default();
    let size = wanted.size.map(|size| size.code()).unwrap_or_default();
    let narrowing = [("at", at.as_str()), ("industry", wanted.industry.as_deref().unwrap_or_default()), ("size", size)];
    let narrowing: Vec<(&str, &str)> = narrowing.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let lists = &visitor.cx.app.lists;
    let kinds: Vec<OrganisationKind> = found.total.kinds.keys().copied().filter(|kind| kind.mediates()).collect();
    let total = Below { code: found.division.clone(), name: text::code("coverage", "total").to_owned(), figures: found.total.clone() };
    let count = found.total.spots;
    let parts = [("count", count.to_string())];
    let kept = |pairs: &[(&str, &str)], path: &str| href(path, pairs.iter().chain(&narrowing).copied());
    let table = |table: &str| kept(&[("division", found.division.as_str()), ("table", table)], "/coverage.xlsx");
    shown(&Page {
        rates: [("streets", found.total.streets), ("enterprises", found.total.must), ("platforms_rate", found.total.platforms)]
            .map(|(code, rate)| (text::code("coverage", code), told(rate)))
            .into(),
        export: ["divisions", "kinds", "trades", "spots"].map(table).into(),
        pager: pager(HERE, &asked, text::phrase("coverage", "shown", &parts), found.next.as_ref().map(key)),
        frame: Frame { kicker: found.name, ..visitor.frame(text::code("coverage", "title")) },
        above: found.above.into_iter().map(|(code, name)| (kept(&[("division", code.as_str())], HERE), name)).collect(),
        divisions: found.below.into_iter().map(|one| division(one, &kinds, &found.division, &narrowing)).collect(),
        total: division(total, &kinds, &found.division, &narrowing),
        kinds: kinds.iter().copied().map(name_of).chain([text::code("coverage", "others")]).collect(),
        trades: found.trades.iter().map(|one| trade(one, lists)).collect(),
        sizes: EnterpriseSize::ALL.iter().map(|size| size_name(*size)).collect(),
        spots: found.spots.into_iter().map(spot).collect(),
        count,
        may_give: visitor.may(Deal::KeepDirectory) && day.is_none(),
        few: Rate::FEW,
        past: day.map(Day::chinese),
        yesterday: visitor.cx.now.day().plus(-1).to_string(),
        today: href(HERE, [("division", found.division.as_str())]),
        industries: lists
            .entries("industry")
            .iter()
            .map(|one| (one.code.clone(), one.name.clone(), wanted.industry.as_ref() == Some(&one.code)))
            .collect(),
        choices: EnterpriseSize::ALL.iter().map(|one| (one.code(), size_name(*one), wanted.size == Some(*one))).collect(),
        narrowed: wanted.industry.is_some() || wanted.size.is_some(),
        division: found.division.clone(),
        at: at.clone(),
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
    let bytes = table(&visitor.cx, &wanted(&visitor, &asked), which).await?;
    Ok(handed::xlsx(text::code("coverage", "title"), "coverage", bytes))
}
