//! Lists of contacts: of the office, of one's own, found by words or telephone.

use domain::intake::Channel;
use domain::kernel::id::{AccountId, CaseId, ContactId};
use domain::kernel::identity::Phone;
use domain::kernel::masked::mask;
use domain::kernel::{Day, Moment};
use store::access::account;
use store::contact::{self, ContactOutcome, Filter};

use super::RECEIVE;
use crate::case::list::{PAGE, Page};
use crate::{Ctx, Result};

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// Only with this outcome.
    pub outcome: Option<ContactOutcome>,
    /// Only by this channel.
    pub channel: Option<Channel>,
    /// Only those that this person answers for.
    pub owner: Option<AccountId>,
    /// A telephone number, or words of number, name, employer or summary.
    pub query: Option<String>,
    /// Received on this day or later.
    pub from: Option<Day>,
    /// Received on this day or earlier.
    pub to: Option<Day>,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactLine {
    /// Which.
    pub id: ContactId,
    /// Its number.
    pub number: String,
    /// How it came in.
    pub channel: Channel,
    /// When.
    pub received: Moment,
    /// Who.
    pub person_name: Option<String>,
    /// Their telephone, masked.
    pub phone: Option<String>,
    /// The employer they speak of.
    pub employer_name: Option<String>,
    /// What it is about.
    pub summary: String,
    /// Who answers for it.
    pub owner: String,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// The case it became.
    pub case: Option<CaseId>,
}

/// A page of contacts in reach, newest first, before the one given.
pub async fn list(cx: &Ctx, filter: &ListFilter, before: Option<(Moment, ContactId)>) -> Result<Page<ContactLine>> {
    cx.may_somewhere(RECEIVE)?;
    let reader = cx.app.store.read();
    let typed = filter.query.as_deref().map(str::trim).filter(|query| !query.is_empty());
    let phone = typed.and_then(|query| Phone::parse(query).ok());
    let narrowed = Filter {
        outcome: filter.outcome,
        channel: filter.channel,
        owner: filter.owner,
        query: if phone.is_some() { None } else { typed.map(str::to_owned) },
        phone: phone.map(|phone| phone.number().to_owned()),
        from: filter.from.map(|day| Moment::at(day, 0, 0)),
        until: filter.to.map(|day| Moment::at(day.plus(1), 0, 0)),
    };
    let page = Page::cut(contact::list(&reader, &cx.scope(RECEIVE), &narrowed, before, PAGE + 1).await?, PAGE);
    let owners: Vec<AccountId> = page.rows.iter().map(|row| row.owner).collect();
    let names = account::names(&reader, &owners).await?;
    let rows = page.rows.into_iter().map(|row| ContactLine {
        id: row.id,
        number: row.number,
        channel: row.channel,
        received: row.received_at,
        person_name: row.person_name,
        phone: row.phone.map(|phone| mask(phone.reveal())),
        employer_name: row.employer_name,
        summary: row.summary,
        owner: names.get(&row.owner).cloned().unwrap_or_default(),
        outcome: row.outcome,
        case: row.case_id,
    });
    Ok(Page { rows: rows.collect(), more: page.more })
}
