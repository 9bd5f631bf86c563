//! Coverage (S2-09a, S3-30): which streets have an organisation with a full-time mediator, which enterprises a committee, which platforms
//! are covered; and the white spots, each with a task to fill it.

use std::collections::BTreeMap;

use domain::access::rules::Deal;
use domain::access::{Action, Scope, subtree};
use domain::organisation::OrganisationKind;
use store::organisation::record::{self, Narrow};
use store::organisation::{self, Filter, division, mediator};

use super::register::filled;
use crate::case::overview::Rate;
use crate::text::{code, phrase};
use crate::{Ctx, Error, Result};

/// The registers that coverage is read from.
pub(crate) const ENTERPRISES: &str = "enterprise";
pub(crate) const TASKS: &str = "white_spot_task";
/// Enterprises of these sizes must have a committee (S3-B10).
const MUST: [&str; 2] = ["large", "medium"];
/// Most records looked at.
const MOST: i64 = 20_000;

/// A street or township and what it has.
#[derive(Clone, Debug)]
pub struct Street {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Organisations that mediate there.
    pub organisations: usize,
    /// Full-time mediators who serve them.
    pub full_time: usize,
}

/// A white spot: what is missing, and the task that was given to fill it.
#[derive(Clone, Debug)]
pub struct WhiteSpot {
    /// What is missing, in words; the key of its task.
    pub spot: String,
    /// The task, when there is one: its record and state.
    pub task: Option<(domain::kernel::id::RecordId, String)>,
}

/// Coverage of an area.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The division.
    pub division: String,
    /// Its name.
    pub name: String,
    /// Its streets.
    pub streets: Vec<Street>,
    /// Streets with an organisation and a full-time mediator, of all streets.
    pub covered: Rate,
    /// How many organisations there are of each kind.
    pub kinds: Vec<(OrganisationKind, usize)>,
    /// Enterprises with a committee, of all of their size: code of the size, rate.
    pub sizes: Vec<(String, Rate)>,
    /// The same by industry, large and medium ones only.
    pub industries: Vec<(String, Rate)>,
    /// Platforms with a committee.
    pub platforms: Rate,
    /// What is missing.
    pub spots: Vec<WhiteSpot>,
}

/// The division that somebody's figures are about: the first one granted.
fn home(cx: &Ctx) -> Option<String> {
    cx.person.grants.first().map(|grant| grant.division.clone())
}

/// The coverage of a division within reach; the own one when none is named.
///
/// # Errors
/// [`Error::NotFound`] out of reach or for an unknown division.
pub async fn coverage(cx: &Ctx, wanted: Option<&str>) -> Result<Coverage> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let division = wanted.map(str::to_owned).or_else(|| home(cx)).ok_or(Error::NotFound)?;
    let reader = cx.app.store.read();
    let top = division::find(&reader, &division).await?.ok_or(Error::NotFound)?;
    let filter = Filter { division: Some(division.clone()), ..Filter::default() };
    let rows = organisation::list(&reader, &filter, None, MOST).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let serving = mediator::serving(&reader, &ids).await?;
    let streets: Vec<Street> = streets(&reader, &top)
        .await?
        .into_iter()
        .map(|one| {
            let own: Vec<_> =
                rows.iter().filter(|row| row.kind.mediates() && row.active && row.division == one.code).map(|row| row.id).collect();
            let mut people: Vec<_> =
                serving.iter().filter(|(office, row)| own.contains(office) && row.full_time).map(|(_, row)| row.account).collect();
            people.sort_unstable();
            people.dedup();
            Street { code: one.code, name: one.name, organisations: own.len(), full_time: people.len() }
        })
        .collect();
    let mut kinds: BTreeMap<OrganisationKind, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.active) {
        *kinds.entry(row.kind).or_default() += 1;
    }
    let narrow = Narrow { area: Some(subtree(&division)), ..Narrow::default() };
    let mut firms = Vec::new();
    for row in record::page(&reader, ENTERPRISES, &Scope::everything(), &narrow, None, MOST).await? {
        firms.push((row.title.clone(), filled(&row)));
    }
    let rate = |keep: &dyn Fn(&domain::organisation::register::Filled) -> bool| {
        let of: Vec<_> = firms.iter().filter(|(_, firm)| keep(firm)).collect();
        let whole = i64::try_from(of.len()).unwrap_or(i64::MAX);
        Rate { part: i64::try_from(of.iter().filter(|(_, firm)| firm.flag("committee")).count()).unwrap_or(i64::MAX), whole }
    };
    let sizes = ["large", "medium", "small", "micro"].map(|size| (size.to_owned(), rate(&|firm| firm.text("size") == size)));
    let mut trades: Vec<String> = firms.iter().map(|(_, firm)| firm.text("industry").to_owned()).collect();
    trades.sort_unstable();
    trades.dedup();
    let must = |firm: &domain::organisation::register::Filled| MUST.contains(&firm.text("size"));
    let industries = trades.into_iter().map(|trade| {
        let of = rate(&|firm| firm.text("industry") == trade && must(firm));
        (trade, of)
    });
    let industries: Vec<(String, Rate)> = industries.filter(|(_, rate)| rate.whole > 0).collect();
    let covered = streets.iter().filter(|street| street.full_time > 0).count();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let mut missing: Vec<String> = Vec::new();
    for street in &streets {
        if street.organisations == 0 {
            missing.push(phrase("coverage", "no_organisation", &[("name", street.name.clone())]));
        } else if street.full_time == 0 {
            missing.push(phrase("coverage", "no_full_time", &[("name", street.name.clone())]));
        }
    }
    for (name, firm) in &firms {
        let lacks = !firm.flag("committee");
        if lacks && must(firm) {
            let size = code("enterprise_size", firm.text("size")).to_owned();
            missing.push(phrase("coverage", "no_committee", &[("name", name.clone()), ("size", size)]));
        } else if lacks && firm.flag("platform") {
            missing.push(phrase("coverage", "no_platform", &[("name", name.clone())]));
        }
    }
    let tasks = record::page(&reader, TASKS, &Scope::everything(), &Narrow::default(), None, MOST).await?;
    let known: BTreeMap<&str, _> = tasks.iter().map(|row| (row.title.as_str(), (row.record, row.state.clone()))).collect();
    let spots = missing.iter().map(|spot| WhiteSpot { spot: spot.clone(), task: known.get(spot.as_str()).cloned() }).collect();
    Ok(Coverage {
        covered: Rate { part: count(covered), whole: count(streets.len()) },
        platforms: rate(&|firm| firm.flag("platform")),
        name: top.name,
        division,
        streets,
        kinds: kinds.into_iter().collect(),
        sizes: sizes.into(),
        industries,
        spots,
    })
}

/// The streets and townships below a division.
async fn streets(reader: &impl store::Query, top: &division::DivisionRow) -> Result<Vec<division::DivisionRow>> {
    let (mut next, mut found) = (vec![top.clone()], Vec::new());
    while let Some(row) = next.pop() {
        if row.level >= 4 {
            found.push(row);
        } else {
            next.extend(division::below(reader, Some(&row.code)).await?);
        }
        if found.len() > 3000 {
            break;
        }
    }
    found.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(found)
}
