//! What forms offer: the offices and divisions that the person reaches for a deal.

use domain::access::rules::{Deal, Reach, reach};
use domain::access::{Action, Scope};
use store::organisation::division::{self, DivisionRow};
use store::organisation::{self, Filter, OrganisationRow};

use crate::{App, Ctx, Result};

/// Most offices offered at once.
const MOST_OFFICES: i64 = 1000;
/// Most divisions offered at once: a city down to its streets.
const MOST_DIVISIONS: usize = 2000;

/// The areas that the person reaches for a deal.
pub(super) fn areas(cx: &Ctx, deal: Deal) -> Scope {
    let Scope { everything, areas, .. } = cx.scope(Action::Deal(deal));
    Scope { everything, areas, ..Scope::default() }
}

/// The offices in the areas that the person reaches, a county before its streets.
pub async fn offices_within(cx: &Ctx, deal: Deal) -> Result<Vec<OrganisationRow>> {
    cx.may_somewhere(Action::Deal(deal))?;
    let filter = Filter { scope: Some(areas(cx, deal)), ..Filter::default() };
    Ok(organisation::list(&cx.app.store.read(), &filter, None, MOST_OFFICES).await?)
}

/// The divisions in the areas that the person reaches; nothing when they are too many to choose from.
pub async fn divisions_within(cx: &Ctx, deal: Deal) -> Result<Option<Vec<DivisionRow>>> {
    let reader = cx.app.store.read();
    let mut found: Vec<DivisionRow> = Vec::new();
    for grant in &cx.person.grants {
        match reach(grant.role, Action::Deal(deal)) {
            Some(Reach::Area) => {}
            Some(Reach::All) => return Ok(None),
            _ => continue,
        }
        let Some(top) = division::find(&reader, &grant.division).await? else {
            continue;
        };
        if top.level <= 1 {
            return Ok(None);
        }
        let mut next = vec![top];
        while let Some(row) = next.pop() {
            if found.iter().any(|known| known.code == row.code) {
                continue;
            }
            if row.level < 4 {
                next.extend(division::below(&reader, Some(&row.code)).await?);
            }
            found.push(row);
            if found.len() > MOST_DIVISIONS {
                return Ok(None);
            }
        }
    }
    found.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(Some(found))
}

/// How many divisions the directory has.
pub async fn division_count(app: &App) -> Result<i64> {
    Ok(division::count(&app.store.read()).await?)
}

/// The offices with exactly this name; without a name, every centre. For the command line, where no person asks.
pub async fn offices_named(app: &App, name: Option<&str>) -> Result<Vec<domain::kernel::id::OrganisationId>> {
    let reader = app.store.read();
    let kind = if name.is_none() { Some(domain::organisation::OrganisationKind::Centre) } else { None };
    let filter = Filter { kind, ..Filter::default() };
    let rows = organisation::list(&reader, &filter, None, 10_000).await?;
    Ok(rows.into_iter().filter(|row| row.active && name.is_none_or(|name| row.name == name)).map(|row| row.id).collect())
}
