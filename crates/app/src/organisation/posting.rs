//! People who are posted to another body for certain days (借调、轮岗、派驻、兼任): as long as it lasts they count as serving there, in dispatch and
//! before the rule that a mediator serves the body that handles the case.

use std::collections::BTreeMap;

use domain::kernel::Day;
use domain::kernel::id::{AccountId, OrganisationId};
use store::Query;
use store::organisation::mediator::{self, MediatorRow};
use store::organisation::record::{self, RecordRow};

use super::register::{filled, names};
use crate::{Ctx, Result};

/// The register of postings.
pub(crate) const POSTINGS: &str = "posting";
/// What of it means that somebody works elsewhere besides or instead.
pub(super) const ELSEWHERE: [&str; 4] = ["second", "loan", "rotation", "stationed"];

/// Somebody who is posted to a body today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    /// Who.
    pub(crate) account: AccountId,
    /// Where.
    pub(crate) organisation: OrganisationId,
    /// In what way, in words.
    pub(crate) what: String,
    /// The last day, when there is one.
    pub(crate) until: Option<Day>,
}

fn current(cx: &Ctx, found: Vec<(AccountId, RecordRow)>) -> Vec<Posting> {
    let today = cx.now.day();
    let field = cx.app.lists.registers().find(POSTINGS).and_then(|book| book.register.field("sort"));
    let one = |(account, row): (AccountId, RecordRow)| {
        let values = filled(&row);
        let until = values.day("until");
        let holds = values.day("from").is_some_and(|from| from <= today) && until.is_none_or(|until| until >= today);
        let what = field.map(|field| names::item(&cx.app.lists, field, values.text("sort")).to_owned()).unwrap_or_default();
        row.organisation.filter(|_| holds).map(|organisation| Posting { account, organisation, what, until })
    };
    found.into_iter().filter_map(one).collect()
}

/// The active mediators of these organisations with the one they serve, those who are posted there today among them; and the postings.
pub(crate) async fn serving(
    cx: &Ctx,
    q: &impl Query,
    organisations: &[OrganisationId],
) -> Result<(Vec<(OrganisationId, MediatorRow)>, Vec<Posting>)> {
    let mut serving = mediator::serving(q, organisations).await?;
    let posted = current(cx, record::posted(q, POSTINGS, organisations, ("sort", &ELSEWHERE)).await?);
    let accounts: Vec<AccountId> = posted.iter().map(|one| one.account).collect();
    let rows: BTreeMap<AccountId, MediatorRow> =
        mediator::several(q, &accounts).await?.into_iter().filter(|row| row.active).map(|row| (row.account, row)).collect();
    for one in &posted {
        let there = serving.iter().any(|(organisation, row)| *organisation == one.organisation && row.account == one.account);
        serving.extend(rows.get(&one.account).filter(|_| !there).map(|row| (one.organisation, row.clone())));
    }
    Ok((serving, posted))
}

/// The organisations to which these people are posted today.
pub(crate) async fn posted(cx: &Ctx, q: &impl Query, accounts: &[AccountId]) -> Result<BTreeMap<AccountId, Vec<OrganisationId>>> {
    let mut found: BTreeMap<AccountId, Vec<OrganisationId>> = BTreeMap::new();
    for one in current(cx, record::concerning(q, POSTINGS, accounts, ("sort", &ELSEWHERE)).await?) {
        found.entry(one.account).or_default().push(one.organisation);
    }
    Ok(found)
}
