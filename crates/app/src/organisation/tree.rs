//! The tree of a network (S4-01 一中心·多工作室·多站点): who belongs to whom by the organisation above, with how each stands by its profile.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::rules::Deal;
use domain::access::{Action, Scope, subtree};
use domain::kernel::id::OrganisationId;
use domain::organisation::lifecycle::CLOSED;
use store::Query;
use store::organisation::record::{self, Narrow};
use store::organisation::{self, Filter, OrganisationRow, division};

use super::lifecycle::{Standing, standing_of};
use super::roster::PROFILES;
use crate::{Ctx, Error, Result};

/// Most organisations of a tree, and most profiles looked at.
const MOST: i64 = 5000;
/// The way up ends here, should two stand above each other.
const DEEPEST: usize = 12;

/// An organisation in the tree.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The organisation.
    pub row: OrganisationRow,
    /// How deep it stands.
    pub depth: usize,
    /// How it stands by its profile.
    pub standing: Option<Standing>,
    /// Open cases that it handles.
    pub open_cases: i64,
}

/// The tree of a division.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The division.
    pub division: String,
    /// Its name.
    pub name: String,
    /// Those that have somebody above or below, each before what belongs to it.
    pub branches: Vec<Branch>,
    /// Those that stand alone.
    pub apart: Vec<Branch>,
}

/// How the organisations of an area stand by their profiles.
pub(super) async fn standings(cx: &Ctx, q: &impl Query, area: &str) -> Result<BTreeMap<OrganisationId, Standing>> {
    let narrow = Narrow { area: Some(subtree(area)), ..Narrow::default() };
    let rows = record::page(q, PROFILES, &Scope::everything(), &narrow, None, MOST).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.organisation?, standing_of(cx, row)))).collect())
}

/// The organisations of an area that are there: at work, planned or suspended.
async fn there(cx: &Ctx, q: &impl Query, area: &str) -> Result<Vec<Branch>> {
    let filter = Filter { division: Some(area.to_owned()), closed_too: true, ..Filter::default() };
    let rows = organisation::list(q, &filter, None, MOST).await?;
    let mut standings = standings(cx, q, area).await?;
    let load = organisation::open_cases_by_handler(q).await?;
    let branch = |row: OrganisationRow| {
        let standing = standings.remove(&row.id);
        let gone = standing.as_ref().map_or(!row.active, |one| one.state == CLOSED);
        (!gone).then(|| Branch { open_cases: load.get(&row.id).copied().unwrap_or(0), depth: 0, standing, row })
    };
    Ok(rows.into_iter().filter_map(branch).collect())
}

/// The tree of a division; of the own one when none is named.
///
/// # Errors
/// [`Error::NotFound`] for an unknown division.
pub async fn tree(cx: &Ctx, wanted: Option<&str>) -> Result<Tree> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let own = || cx.person.grants.first().map(|grant| grant.division.clone());
    let division = wanted.map(str::to_owned).or_else(own).ok_or(Error::NotFound)?;
    let reader = cx.app.store.read();
    let name = division::find(&reader, &division).await?.ok_or(Error::NotFound)?.name;
    let (branches, apart) = grown(there(cx, &reader, &division).await?);
    Ok(Tree { division, name, branches, apart })
}

/// Puts everybody below whom it belongs to; the second list stands alone.
fn grown(all: Vec<Branch>) -> (Vec<Branch>, Vec<Branch>) {
    let ids: BTreeSet<OrganisationId> = all.iter().map(|one| one.row.id).collect();
    let mut below: BTreeMap<Option<OrganisationId>, Vec<Branch>> = BTreeMap::new();
    for one in all {
        below.entry(one.row.parent.filter(|parent| ids.contains(parent))).or_default().push(one);
    }
    for branches in below.values_mut() {
        branches.sort_by(|one, other| {
            (one.row.kind, &one.row.division, &one.row.name).cmp(&(other.row.kind, &other.row.division, &other.row.name))
        });
    }
    let (tops, apart): (Vec<_>, Vec<_>) =
        below.remove(&None).unwrap_or_default().into_iter().partition(|one| below.contains_key(&Some(one.row.id)));
    let mut branches = Vec::new();
    let mut next: Vec<Branch> = tops.into_iter().rev().collect();
    while let Some(one) = next.pop() {
        let (id, depth) = (one.row.id, one.depth + 1);
        branches.push(one);
        next.extend(below.remove(&Some(id)).unwrap_or_default().into_iter().rev().map(|one| Branch { depth, ..one }));
    }
    // Two that stand above each other have no top: they are shown all the same.
    (branches, apart.into_iter().chain(below.into_values().flatten()).collect())
}

/// The organisations right below one, a county before its streets.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the directory.
pub async fn below(cx: &Ctx, row: &OrganisationRow) -> Result<Vec<Branch>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let mut found = there(cx, &cx.app.store.read(), &row.division).await?;
    found.retain(|other| other.row.parent == Some(row.id));
    found.sort_by_key(|other| (other.row.kind, other.row.division.clone()));
    Ok(found)
}

/// The organisations above one, the topmost first.
pub(super) async fn above(q: &impl Query, row: &OrganisationRow) -> Result<Vec<(OrganisationId, String)>> {
    let (mut found, mut next) = (Vec::new(), row.parent);
    while let Some(id) = next.filter(|id| *id != row.id && found.len() < DEEPEST && found.iter().all(|(known, _)| known != id)) {
        let Some(row) = organisation::find(q, id).await? else { break };
        next = row.parent;
        found.push((row.id, row.name));
    }
    found.reverse();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use domain::kernel::Moment;
    use domain::organisation::OrganisationKind;
    use uuid::Uuid;

    use super::*;

    fn one(id: u128, kind: OrganisationKind, parent: Option<u128>) -> Branch {
        let of = |id| OrganisationId(Uuid::from_u128(id));
        let row = OrganisationRow {
            id: of(id),
            kind,
            name: format!("{id}"),
            short_name: None,
            number_prefix: String::new(),
            division: "450206000000".to_owned(),
            parent: parent.map(of),
            address: None,
            phone: None,
            hours: None,
            head: None,
            takes_cases: true,
            handles: organisation::Codes::default(),
            serves_uscc: None,
            active: true,
            version: 1,
            updated_at: Moment::at("2026-01-01".parse().unwrap(), 0, 0),
        };
        Branch { row, depth: 0, standing: None, open_cases: 0 }
    }

    #[test]
    fn each_stands_below_whom_it_belongs_to_and_nobody_is_lost() {
        use OrganisationKind::{Centre, Industry, Station, Street, Studio};
        let all = vec![
            one(5, Industry, None),
            one(4, Station, Some(3)),
            one(2, Studio, Some(1)),
            one(1, Centre, None),
            one(3, Street, Some(1)),
            one(6, Station, Some(7)),
            one(7, Station, Some(6)),
            one(8, Station, Some(99)),
        ];
        let (branches, apart) = grown(all);
        let told: Vec<(String, usize)> = branches.iter().map(|one| (one.row.name.clone(), one.depth)).collect();
        assert_eq!(told, [("1".to_owned(), 0), ("2".to_owned(), 1), ("3".to_owned(), 1), ("4".to_owned(), 2)]);
        let mut alone: Vec<&str> = apart.iter().map(|one| one.row.name.as_str()).collect();
        alone.sort_unstable();
        assert_eq!(alone, ["5", "6", "7", "8"], "what is above lies elsewhere, or each above the other");
    }
}
