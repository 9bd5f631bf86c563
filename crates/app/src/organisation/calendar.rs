//! Who is on duty, who is away: a week of an organisation, and today of several, from the register of duties.

use std::collections::BTreeMap;

use domain::kernel::Day;
use domain::kernel::id::{AccountId, OrganisationId, RecordId};
use domain::organisation::register::Filled;
use domain::organisation::service::InHand;

use super::register::list::all;
use super::register::{Narrow, filled, names};
use super::roster::{ABSENT, DUTIES};
use crate::{Ctx, Error, Result};

/// Most entries of an organisation that are looked through.
const MOST: usize = 20_000;

/// A duty or an absence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its record.
    pub record: RecordId,
    /// Whose.
    pub name: String,
    /// What, in words.
    pub what: String,
    /// Not there for cases.
    pub away: bool,
    /// The last day.
    pub until: Day,
}

/// A person's days of a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonWeek {
    /// The person's record.
    pub person: Option<RecordId>,
    /// The name.
    pub name: String,
    /// What there is on each of the seven days.
    pub days: Vec<Vec<Entry>>,
}

/// A week of an organisation, from Monday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// The organisation's name.
    pub organisation: String,
    /// The seven days, each with whether people work then.
    pub days: Vec<(Day, bool)>,
    /// Who has something in it, by name.
    pub people: Vec<PersonWeek>,
}

/// The entries of an organisation between two days: the person's record, the first day, the entry.
async fn entries(cx: &Ctx, organisation: OrganisationId, from: Day, until: Day) -> Result<Vec<(Option<RecordId>, Day, Entry)>> {
    let field = cx.app.lists.registers().find(DUTIES).and_then(|book| book.register.field("sort"));
    let narrow = Narrow { organisation: Some(organisation), ..Narrow::default() };
    let mut found = Vec::new();
    for row in all(cx, DUTIES, &narrow, MOST).await? {
        let values: Filled = filled(&row);
        let (Some(first), Some(last)) = (values.day("from"), values.day("until")) else { continue };
        if last < from || first > until {
            continue;
        }
        let sort = values.text("sort");
        let what = field.map(|field| names::item(&cx.app.lists, field, sort).to_owned()).unwrap_or_default();
        let entry = Entry { record: row.record, name: row.title.clone(), what, away: ABSENT.contains(&sort), until: last };
        found.push((row.about, first, entry));
    }
    Ok(found)
}

/// The week in which a day lies.
///
/// # Errors
/// [`Error::NotFound`] when there is no such organisation, or for who sees no duties.
pub async fn week(cx: &Ctx, organisation: OrganisationId, day: Day) -> Result<Week> {
    let row = store::organisation::find(&cx.app.store.read(), organisation).await?.ok_or(Error::NotFound)?;
    let monday = day.plus(1 - i64::from(day.weekday()));
    let days: Vec<Day> = (0..7).map(|n| monday.plus(n)).collect();
    let mut people: BTreeMap<(String, Option<RecordId>), Vec<Vec<Entry>>> = BTreeMap::new();
    for (person, first, entry) in entries(cx, organisation, monday, monday.plus(6)).await? {
        let week = people.entry((entry.name.clone(), person)).or_insert_with(|| vec![Vec::new(); days.len()]);
        for (slot, day) in week.iter_mut().zip(&days) {
            if first <= *day && *day <= entry.until {
                slot.push(entry.clone());
            }
        }
    }
    let calendar = cx.app.calendar();
    Ok(Week {
        organisation: row.name,
        days: days.iter().map(|day| (*day, calendar.is_workday(*day))).collect(),
        people: people.into_iter().map(|((name, person), days)| PersonWeek { person, name, days }).collect(),
    })
}

/// Somebody who takes cases for an organisation: what they have in hand and know, and whether they are there today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    /// The account.
    pub account: AccountId,
    /// The name.
    pub name: String,
    /// 专职.
    pub full_time: bool,
    /// Open cases in hand, and what they weigh together.
    pub in_hand: InHand,
    /// What they know, in words.
    pub fields: Vec<String>,
    /// Away today: with what, until when.
    pub away: Option<(String, Day)>,
}

/// Everybody who takes cases for an organisation today, those posted there among them, who has the least in hand first.
///
/// # Errors
/// When the store can't be read.
pub async fn free(cx: &Ctx, organisation: OrganisationId) -> Result<Vec<Free>> {
    let reader = cx.app.store.read();
    let (serving, _) = super::serving(cx, &reader, &[organisation]).await?;
    let accounts: Vec<AccountId> = serving.iter().map(|(_, row)| row.account).collect();
    let names = store::access::account::names(&reader, &accounts).await?;
    let load = store::organisation::open_cases_by_mediator(&reader).await?;
    let mut away = super::roster::away(cx, &accounts).await?;
    let lists = &cx.app.lists;
    let word = |code: &String| {
        let list = if lists.find("industry", code).is_some() { "industry" } else { "claim_type" };
        lists.name(list, code).to_owned()
    };
    let mut found: Vec<Free> = serving
        .into_iter()
        .map(|(_, row)| Free {
            name: names.get(&row.account).cloned().unwrap_or_default(),
            full_time: row.full_time,
            in_hand: load.get(&row.account).copied().unwrap_or_default(),
            fields: row.fields.0.iter().map(word).collect(),
            away: away.remove(&row.account),
            account: row.account,
        })
        .collect();
    found.sort_by(|one, other| {
        (one.away.is_some(), one.in_hand.weight, &one.name).cmp(&(other.away.is_some(), other.in_hand.weight, &other.name))
    });
    Ok(found)
}

/// Who of these organisations is on duty today, and who is away.
///
/// # Errors
/// When the store can't be read.
pub async fn today(cx: &Ctx, organisations: &[OrganisationId]) -> Result<Vec<Entry>> {
    let (today, mut found) = (cx.now.day(), Vec::new());
    for organisation in organisations {
        found.extend(entries(cx, *organisation, today, today).await?.into_iter().map(|(_, _, entry)| entry));
    }
    found.sort_by(|one: &Entry, other| (one.away, &one.name).cmp(&(other.away, &other.name)));
    Ok(found)
}
