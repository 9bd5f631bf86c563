//! Reading the log within reach.

use domain::access::rules::Deal;
use domain::access::{Action, Role};
use domain::form;
use domain::kernel::id::{AccountId, OrganisationId};
use domain::kernel::{Day, Line, Moment};
use serde_json::Value;
use store::audit::{Entry, Filter};
use uuid::Uuid;

use super::Deed;
use crate::{Ctx, Result};

/// Entries on a page.
const PAGE: usize = 50;

form! {
    /// Which entries are wanted.
    pub struct AuditFilter {
        /// Only this deed.
        pub deed: Option<Deed>,
        /// Only by this account.
        pub account: Option<AccountId>,
        /// Only about the thing with this id (as shown: `party_…`).
        pub subject: Option<Line<64>>,
        /// From this day on.
        pub from: Option<Day>,
        /// Until this day.
        pub until: Option<Day>,
    }
}

/// An entry with its names.
#[derive(Clone, Debug)]
pub struct AuditLine {
    /// Its chain.
    pub chain: String,
    /// Its place in the chain.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who; none for the system itself.
    pub account: Option<AccountId>,
    /// The person's name.
    pub name: Option<String>,
    /// In which role.
    pub role: Option<Role>,
    /// For which office.
    pub office: Option<OrganisationId>,
    /// The office's name.
    pub office_name: Option<String>,
    /// What, as a code of [`Deed`] (a later program may know more).
    pub deed: String,
    /// The kind of thing it was done to.
    pub subject_kind: Option<String>,
    /// The thing's id.
    pub subject: Option<String>,
    /// More about it.
    pub detail: Value,
    /// The hash, as hex.
    pub hash: String,
}

/// One page.
#[derive(Clone, Debug)]
pub struct AuditPage {
    /// The entries, newest first.
    pub lines: Vec<AuditLine>,
    /// `after` of the next page.
    pub next: Option<String>,
}

/// The log within reach, newest first. Entries of no office are shown to auditors.
pub async fn list(cx: &Ctx, filter: &AuditFilter, after: Option<&str>) -> Result<AuditPage> {
    let action = Action::Deal(Deal::ReadAudit);
    cx.may_somewhere(action)?;
    let filter = Filter {
        deed: filter.deed.map(|deed| deed.code().to_owned()),
        account: filter.account,
        subject: filter.subject.as_ref().map(ToString::to_string),
        from: filter.from.map(|day| Moment::at(day, 0, 0)),
        before: filter.until.map(|day| Moment::at(day.plus(1), 0, 0)),
        house: cx.person.is(Role::Auditor),
    };
    let reader = cx.app.store.read();
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX).saturating_add(1);
    let mut entries = store::audit::list(&reader, &cx.scope(action), &filter, after.and_then(place), limit).await?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let next = entries.last().filter(|_| more).map(|entry| format!("{}_{}", entry.at.0, entry.id.simple()));
    let accounts: Vec<AccountId> = entries.iter().filter_map(|entry| entry.account).collect();
    let offices: Vec<OrganisationId> = entries.iter().filter_map(|entry| entry.office).collect();
    let names = store::access::account::names(&reader, &accounts).await?;
    let office_names = store::access::grant::office_names(&reader, &offices).await?;
    let line = |entry: Entry| AuditLine {
        name: entry.account.and_then(|id| names.get(&id).cloned()),
        office_name: entry.office.and_then(|id| office_names.get(&id).cloned()),
        chain: entry.chain,
        seq: entry.seq,
        at: entry.at,
        account: entry.account,
        role: entry.role,
        office: entry.office,
        deed: entry.deed,
        subject_kind: entry.subject_kind,
        subject: entry.subject,
        detail: serde_json::from_str(&entry.detail).unwrap_or_default(),
        hash: crate::access::secret::hex(&entry.hash),
    };
    Ok(AuditPage { lines: entries.into_iter().map(line).collect(), next })
}

/// The place that `next` named; anything else is the beginning.
fn place(after: &str) -> Option<(Moment, Uuid)> {
    let (at, id) = after.split_once('_')?;
    Some((Moment(at.parse().ok()?), Uuid::try_parse(id).ok()?))
}
