//! Coverage (S2-09a, S0-24, S3-30, S3-B10) of a division: by the divisions below it, by kind of organisation, by industry and size of
//! enterprise; and the white spots page after page, each with the task to fill it. The rules are `domain::organisation::coverage`'s.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::rules::Deal;
use domain::access::{Action, Scope, subtree};
use domain::kernel::id::RecordId;
use domain::kernel::{Day, Moment};
pub use domain::organisation::coverage::{COUNTY, EnterpriseSize, Figures, STREET, TradeFigures};
use domain::organisation::coverage::{Census, Firms, Gap, Lack, Place, TradeBody, lack};
use domain::organisation::register::Filled;
use serde_json::{Map, Value};
use store::Query;
use store::organisation::coverage as counted;
use store::organisation::division::{self, DivisionRow};
use store::organisation::record::{self, Narrow, RecordRow};
use store::organisation::tally;

use super::past_coverage;
use super::register::filled;
use crate::document::model::{Cell, ColumnKind, Sheet, SheetColumn};
use crate::text::{code, phrase};
use crate::{Ctx, Error, Result};

/// The registers that coverage is read from.
pub(super) const ENTERPRISES: &str = "enterprise";
pub(super) const TASKS: &str = "white_spot_task";
/// The fields of an enterprise that count, in the order in which [`firms`] reads them.
const COUNTS: [&str; 4] = ["size", "industry", "platform", "committee"];
/// White spots on a page, and in a file.
const PAGE: usize = 50;
const MOST: usize = 20_000;

/// A white spot: what is missing, and the task that was given to fill it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhiteSpot {
    /// What is missing, in words; the key of its task.
    pub spot: String,
    /// The task, when there is one: its record and state.
    pub task: Option<(RecordId, String)>,
}

/// Where the next page of white spots begins: after so many of divisions, or after this enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// So many white spots of divisions were shown.
    Places(usize),
    /// The last enterprise shown.
    Firm(String, RecordId),
}

/// A division with its figures.
#[derive(Clone, Debug)]
pub struct Below {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its figures.
    pub figures: Figures,
}

/// Whose coverage is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The division; the own one when none is named.
    pub division: Option<String>,
    /// At the end of this past day; today when none is named.
    pub day: Option<Day>,
    /// Enterprises of this industry only.
    pub industry: Option<String>,
    /// Enterprises of this size only.
    pub size: Option<EnterpriseSize>,
}

impl Wanted {
    fn at(&self) -> Option<Moment> {
        self.day.map(Moment::end_of)
    }

    /// The codes that an enterprise has to have to be counted.
    fn marks(&self) -> Vec<(String, String)> {
        let industry = self.industry.iter().map(|code| ("industry".to_owned(), code.clone()));
        industry.chain(self.size.map(|size| ("size".to_owned(), size.code().to_owned()))).collect()
    }

    fn counts(&self, firm: &Filled) -> bool {
        self.marks().iter().all(|(field, code)| firm.text(field) == code)
    }
}

/// Coverage of a division.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The division.
    pub division: String,
    /// Its name.
    pub name: String,
    /// The divisions above it, the nearest last: code and name.
    pub above: Vec<(String, String)>,
    /// Its figures.
    pub total: Figures,
    /// What lies in itself and in none of those below; the divisions right below it. Only itself when there are none.
    pub below: Vec<Below>,
    /// Its industries.
    pub trades: Vec<TradeFigures>,
    /// A page of its white spots.
    pub spots: Vec<WhiteSpot>,
    /// Where the next page begins.
    pub next: Option<After>,
}

/// A table of the coverage page as a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Divisions with their figures.
    Divisions,
    /// Divisions by kind of organisation.
    Kinds,
    /// Industries by size of enterprise.
    Trades,
    /// White spots.
    Spots,
}

/// The division that somebody's figures are about: the first one granted.
fn home(cx: &Ctx) -> Option<String> {
    cx.person.grants.first().map(|grant| grant.division.clone())
}

/// The coverage of a division.
///
/// # Errors
/// [`Error::NotFound`] for an unknown division.
pub async fn coverage(cx: &Ctx, wanted: &Wanted, after: Option<&After>) -> Result<Coverage> {
    gathered(cx, wanted, after, PAGE).await
}

async fn gathered(cx: &Ctx, wanted: &Wanted, after: Option<&After>, most: usize) -> Result<Coverage> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let at = wanted.at();
    let division = wanted.division.clone().or_else(|| home(cx)).ok_or(Error::NotFound)?;
    let reader = cx.app.store.read();
    let top = division::find(&reader, &division).await?.ok_or(Error::NotFound)?;
    // What the directory knows of single enterprises is known of today.
    let joined = if at.is_none() { joined(cx, &reader, &division, wanted).await? } else { Joined::default() };
    let census = census(cx, &reader, &division, wanted, &joined).await?;
    let children = if top.level >= STREET { Vec::new() } else { division::below(&reader, Some(&division)).await? };
    let own = if children.is_empty() {
        Below { figures: census.figures(&division), code: division.clone(), name: top.name.clone() }
    } else {
        let name = phrase("coverage", "own", &[("name", top.name.clone())]);
        Below { figures: census.own(&division), code: division.clone(), name }
    };
    let children = children.into_iter().map(|row| Below { figures: census.figures(&row.code), code: row.code, name: row.name });
    let below = std::iter::once(own).chain(children);
    let (spots, next) = spots(cx, &reader, (&division, wanted), (census.gaps(&division), joined), after, most).await?;
    Ok(Coverage {
        above: above(&reader, &top).await?,
        total: census.figures(&division),
        below: below.collect(),
        trades: census.trades(&division),
        name: top.name,
        division,
        spots,
        next,
    })
}

async fn above(reader: &impl Query, top: &DivisionRow) -> Result<Vec<(String, String)>> {
    let (mut found, mut next) = (Vec::new(), top.parent.clone());
    while let Some(code) = next {
        let Some(row) = division::find(reader, &code).await? else { break };
        found.push((row.code, row.name));
        next = row.parent;
    }
    found.reverse();
    Ok(found)
}

/// Enterprises for which the directory knows better than the box in their record: a body of their own at work, or one that no longer is.
#[derive(Default)]
struct Joined {
    /// Without the box, with a body at work.
    covered: Vec<RecordRow>,
    /// With the box, their body suspended or closed.
    bare: Vec<RecordRow>,
}

async fn joined(cx: &Ctx, reader: &impl Query, area: &str, wanted: &Wanted) -> Result<Joined> {
    let mut works: BTreeMap<String, bool> = BTreeMap::new();
    for one in counted::committees(reader, area).await? {
        *works.entry(one.uscc).or_default() |= one.active;
    }
    let Some(book) = cx.app.lists.registers().find(ENTERPRISES) else { return Ok(Joined::default()) };
    let (first, after) = subtree(area);
    let mut joined = Joined::default();
    let codes: Vec<&String> = works.keys().collect();
    for chunk in codes.chunks(500) {
        let key = |code: &&String| Filled(Map::from_iter([("uscc".to_owned(), Value::from(code.as_str()))])).key(&book.register);
        let keys: Vec<String> = chunk.iter().map(key).collect();
        for row in record::keyed(reader, ENTERPRISES, &keys).await? {
            let firm = filled(&row);
            match (firm.flag("committee"), works.get(firm.text("uscc"))) {
                _ if row.division < first || row.division >= after || !wanted.counts(&firm) => {}
                (false, Some(true)) => joined.covered.push(row),
                (true, Some(false)) => joined.bare.push(row),
                _ => {}
            }
        }
    }
    Ok(joined)
}

/// Counts enterprises as the directory knows them.
fn corrected(mut firms: Vec<Firms>, joined: &Joined) -> Vec<Firms> {
    let moved = joined.covered.iter().map(|row| (row, true)).chain(joined.bare.iter().map(|row| (row, false)));
    for (row, committee) in moved {
        let firm = filled(row);
        let one = Firms {
            place: row.division.clone(),
            size: firm.text("size").parse().ok(),
            trade: firm.text("industry").to_owned(),
            platform: firm.flag("platform"),
            committee,
            count: 1,
        };
        let alike =
            |other: &&mut Firms, committee: bool| Firms { committee, count: 1, ..one.clone() } == Firms { count: 1, ..(*other).clone() };
        if let Some(before) = firms.iter_mut().find(|other| alike(other, !committee)) {
            before.count -= 1;
        }
        match firms.iter_mut().find(|other| alike(other, committee)) {
            Some(known) => known.count += 1,
            None => firms.push(one),
        }
    }
    firms
}

async fn census(cx: &Ctx, reader: &impl Query, area: &str, wanted: &Wanted, joined: &Joined) -> Result<Census> {
    let at = wanted.at();
    let places = division::of_levels(reader, area, &[COUNTY, STREET]).await?;
    let narrow = Narrow { area: Some(subtree(area)), at, marks: wanted.marks(), ..Narrow::default() };
    let firms = tally::crossed(reader, ENTERPRISES, &COUNTS, &Scope::everything(), &narrow).await?;
    let directory = match at {
        Some(at) => past_coverage::bodies(cx, reader, area, at).await?,
        None => bodies(cx, reader, area).await?,
    };
    Ok(Census {
        places: places.into_iter().map(|row| Place { code: row.code, name: row.name, level: row.level }).collect(),
        firms: corrected(firms.into_iter().map(self::firms).collect(), joined),
        ..directory
    })
}

/// The bodies of an area, and who mediates full-time, today.
async fn bodies(cx: &Ctx, reader: &impl Query, area: &str) -> Result<Census> {
    let mut bodies: BTreeMap<String, BTreeMap<_, _>> = BTreeMap::new();
    for row in counted::bodies(reader, area).await? {
        bodies.entry(row.division).or_default().insert(row.kind, row.count);
    }
    let is_trade = |code: &String| cx.app.lists.find("industry", code).is_some();
    let body = |row: counted::TradeBody| TradeBody { place: row.division, trades: row.handles.0.into_iter().filter(is_trade).collect() };
    Ok(Census {
        bodies,
        full_time: counted::full_time(reader, area).await?.into_iter().map(|row| (row.division, row.account)).collect(),
        trade_bodies: counted::trade_bodies(reader, area).await?.into_iter().map(body).collect(),
        ..Census::default()
    })
}

fn firms(row: tally::Crossed) -> Firms {
    let mut codes = row.codes.split('/');
    let mut next = || codes.next().unwrap_or_default();
    let (size, trade, platform, committee) = (next(), next().to_owned(), next(), next());
    let yes = |flag: &str| flag == "yes";
    Firms { place: row.division, size: size.parse().ok(), trade, platform: yes(platform), committee: yes(committee), count: row.count }
}

/// White spots of divisions first, then of enterprises by their names.
async fn spots(
    cx: &Ctx,
    reader: &impl Query,
    (area, wanted): (&str, &Wanted),
    (gaps, joined): (Vec<Gap>, Joined),
    after: Option<&After>,
    most: usize,
) -> Result<(Vec<WhiteSpot>, Option<After>)> {
    // Whose box says yes while their body no longer works stand behind the divisions: no list of boxes finds them.
    let bare = joined.bare.iter().filter_map(|row| of_firm(row, false));
    let fixed: Vec<String> = gaps.iter().map(|gap| of_place(cx, gap)).chain(bare).collect();
    let begun = match after {
        None => 0,
        Some(After::Places(shown)) => *shown,
        Some(After::Firm(..)) => fixed.len(),
    };
    let mut told: Vec<String> = fixed.iter().skip(begun).take(most).cloned().collect();
    let mut next = (begun + told.len() < fixed.len()).then_some(After::Places(begun + told.len()));
    if next.is_none() {
        let from = match after {
            Some(After::Firm(title, id)) => Some((title.clone(), *id)),
            _ => None,
        };
        let room = most - told.len();
        let mut rows = wanting(reader, (area, wanted), from.as_ref(), room + 1).await?;
        if rows.len() > room {
            rows.truncate(room);
            next = Some(match rows.last() {
                Some(row) => After::Firm(row.title.clone(), row.record),
                None => After::Places(begun + told.len()),
            });
        }
        let covered: BTreeSet<RecordId> = joined.covered.iter().map(|row| row.record).collect();
        told.extend(rows.iter().filter_map(|row| of_firm(row, covered.contains(&row.record))));
    }
    let mut tasks = BTreeMap::new();
    for titles in told.chunks(500) {
        let known = record::titled(reader, TASKS, titles).await?;
        tasks.extend(known.into_iter().map(|row| (row.title.clone(), (row.record, row.state))));
    }
    let spots = told.into_iter().map(|spot| WhiteSpot { task: tasks.get(&spot).cloned(), spot });
    Ok((spots.collect(), next))
}

/// Enterprises of an area that lack a committee which they must have or should have.
async fn wanting(
    reader: &impl Query,
    (area, wanted): (&str, &Wanted),
    after: Option<&(String, RecordId)>,
    most: usize,
) -> Result<Vec<RecordRow>> {
    let mark = |field: &str, value: &str| (field.to_owned(), value.to_owned());
    let sizes = EnterpriseSize::ALL.iter().filter(|size| size.must_have_committee()).map(|size| mark("size", size.code()));
    let narrow = Narrow {
        at: wanted.at(),
        area: Some(subtree(area)),
        marks: wanted.marks().into_iter().chain([mark("committee", "no")]).collect(),
        any_mark: sizes.chain([mark("platform", "yes")]).collect(),
        ..Narrow::default()
    };
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    Ok(record::page(reader, ENTERPRISES, &Scope::everything(), &narrow, after, limit).await?)
}

fn of_place(cx: &Ctx, gap: &Gap) -> String {
    let trade = match &gap.lack {
        Lack::Trade(trade) => cx.app.lists.name("industry", trade),
        _ => "",
    };
    phrase("coverage", word(&gap.lack), &[("name", gap.place.name.clone()), ("trade", trade.to_owned())])
}

/// What an enterprise lacks that has a committee, or has none.
fn of_firm(row: &RecordRow, committee: bool) -> Option<String> {
    let firm = filled(row);
    let lack = lack(firm.text("size").parse().ok(), firm.flag("platform"), committee)?;
    let size = match lack {
        Lack::Committee(size) => code(EnterpriseSize::GROUP, size.code()),
        _ => "",
    };
    Some(phrase("coverage", word(&lack), &[("name", row.title.clone()), ("size", size.to_owned())]))
}

const fn word(lack: &Lack) -> &'static str {
    match lack {
        Lack::Organisation => "no_organisation",
        Lack::FullTime => "no_full_time",
        Lack::Trade(_) => "no_trade",
        Lack::Committee(_) => "no_committee",
        Lack::Platform => "no_platform",
    }
}

/// One table of the coverage of a division as XLSX, its numbers as numbers.
///
/// # Errors
/// As [`coverage`]; [`Error::Press`] when the file can't be made.
pub async fn export(cx: &Ctx, wanted: &Wanted, table: Table) -> Result<Vec<u8>> {
    let found = gathered(cx, wanted, None, if table == Table::Spots { MOST } else { 0 }).await?;
    let (name, heads, rows) = match table {
        Table::Divisions => ("divisions", division_heads(), found.below.iter().map(division_cells).collect()),
        Table::Kinds => {
            let kinds: Vec<_> = found.total.kinds.keys().copied().collect();
            let heads = kinds.iter().map(|kind| code("organisation_kind", kind.code()).to_owned()).collect();
            let cells = |one: &Below| {
                let counts = kinds.iter().map(|kind| Cell::Number(one.figures.kinds.get(kind).copied().unwrap_or(0)));
                std::iter::once(Cell::Text(one.name.clone())).chain(counts).collect()
            };
            ("kinds", heads, found.below.iter().map(cells).collect())
        }
        Table::Trades => ("trades", trade_heads(), found.trades.iter().map(|one| trade_cells(cx, one)).collect()),
        Table::Spots => ("spots", vec![code("coverage", "task").to_owned()], found.spots.iter().map(spot_cells).collect()),
    };
    let first = SheetColumn { title: code("coverage", name).to_owned(), width: 30, kind: ColumnKind::Text };
    let kind = if table == Table::Spots { ColumnKind::Text } else { ColumnKind::Number };
    let rest = heads.into_iter().map(|title: String| SheetColumn { title, width: 16, kind });
    let title = phrase("coverage", "sheet", &[("name", found.name), ("table", code("coverage", name).to_owned())]);
    let sheet = Sheet { name: code("coverage", name).to_owned(), title, columns: std::iter::once(first).chain(rest).collect(), rows };
    Ok(cx.app.press.xlsx(&sheet)?)
}

fn pair(label: &str) -> [String; 2] {
    ["done", "all"].map(|end| phrase("coverage", end, &[("label", label.to_owned())]))
}

fn division_heads() -> Vec<String> {
    let word = |name: &str| code("coverage", name).to_owned();
    let [streets, enterprises, platforms] =
        ["streets_short", "enterprises_short", "platforms_short"].map(|name| pair(code("coverage", name)));
    [streets.into(), vec![word("organisations"), word("full_time")], enterprises.into(), platforms.into(), vec![word("spots")]].concat()
}

fn division_cells(one: &Below) -> Vec<Cell> {
    let of = &one.figures;
    let numbers = [
        of.streets.part,
        of.streets.whole,
        of.organisations,
        of.full_time,
        of.must.part,
        of.must.whole,
        of.platforms.part,
        of.platforms.whole,
        of.spots,
    ];
    std::iter::once(Cell::Text(one.name.clone())).chain(numbers.map(Cell::Number)).collect()
}

fn trade_heads() -> Vec<String> {
    let sizes = EnterpriseSize::ALL.iter().flat_map(|size| pair(code(EnterpriseSize::GROUP, size.code())));
    std::iter::once(code("coverage", "bodies").to_owned()).chain(sizes).collect()
}

fn trade_cells(cx: &Ctx, one: &TradeFigures) -> Vec<Cell> {
    let name = Cell::Text(cx.app.lists.name("industry", &one.trade).to_owned());
    let rates = one.sizes.iter().flat_map(|rate| [rate.part, rate.whole]).map(Cell::Number);
    [name, Cell::Number(one.bodies)].into_iter().chain(rates).collect()
}

fn spot_cells(one: &WhiteSpot) -> Vec<Cell> {
    let told = match one.task.as_ref().map(|(_, state)| state.as_str()) {
        None => "task_none",
        Some("open") => "task_open",
        Some(_) => "task_filled",
    };
    vec![Cell::Text(one.spot.clone()), Cell::Text(code("coverage", told).to_owned())]
}
