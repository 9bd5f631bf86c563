//! Members of a joint or tripartite centre (register `member_unit`): who sits there today, who is missing (S2-07a, S2-07b, S0-25).

use domain::access::{Action, Scope, rules::Deal};
use domain::kernel::id::{OrganisationId, RecordId};
use domain::kernel::masked::mask;
use domain::kernel::{Day, Moment};
use domain::organisation::member;
use domain::organisation::register::Filled;
use store::Query;
use store::organisation::record::{self, Narrow, RecordRow};

use super::register::{filled, names};
use super::roster::PROFILES;
use crate::{Ctx, Result};

/// The register of members.
pub(crate) const MEMBERS: &str = "member_unit";
/// Most members of one centre.
const MOST: i64 = 200;

/// A member of a centre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its record.
    pub record: RecordId,
    /// The unit.
    pub unit: String,
    /// Its kind in words.
    pub sort: String,
    /// The organisation of the directory that it is: cases are passed to it, or it is invited.
    pub body: Option<OrganisationId>,
    /// Who comes.
    pub contact: String,
    /// The telephone, masked.
    pub phone: String,
    /// What it answers for.
    pub duty: String,
    /// Since when.
    pub since: Option<Day>,
}

/// The members of a centre today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// It is a centre that is made of members.
    pub wanted: bool,
    /// Those of today, by name.
    pub members: Vec<Member>,
    /// Kinds that are missing, in words.
    pub missing: Vec<String>,
}

/// A record holds on this day: begun, and not over.
pub(super) fn holds(values: &Filled, from: &str, until: &str, day: Day) -> bool {
    values.day(from).is_none_or(|first| first <= day) && values.day(until).is_none_or(|last| last >= day)
}

/// The members of an organisation today.
///
/// # Errors
/// [`crate::Error::NotFound`] for who may not read the directory.
pub async fn members(cx: &Ctx, office: OrganisationId) -> Result<Members> {
    members_on(cx, office, None).await
}

/// The members of an organisation on a past day, as its records told then; today where none is named.
///
/// # Errors
/// As [`members`].
pub async fn members_on(cx: &Ctx, office: OrganisationId, day: Option<Day>) -> Result<Members> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let (reader, today, at) = (cx.app.store.read(), day.unwrap_or_else(|| cx.now.day()), day.map(Moment::end_of));
    let rows: Vec<(RecordRow, Filled)> =
        of_on(&reader, MEMBERS, office, at).await?.into_iter().map(|row| (row.clone(), filled(&row))).collect();
    let rows: Vec<(RecordRow, Filled)> = rows.into_iter().filter(|(_, values)| holds(values, "since", "until", today)).collect();
    let profile = of_on(&reader, PROFILES, office, at).await?.first().map(filled).unwrap_or_default();
    let sorts: Vec<&str> = rows.iter().map(|(_, values)| values.text("sort")).collect();
    let kind = store::organisation::find(&reader, office).await?.ok_or(crate::Error::NotFound)?.kind;
    let sort = kind.sort(profile.text("sort"));
    let missing = member::missing(sort, &sorts);
    Ok(Members {
        wanted: member::has_members(sort),
        missing: missing.into_iter().map(|sort| word(cx, sort)).collect(),
        members: rows.into_iter().map(|(row, values)| told(cx, row, &values)).collect(),
    })
}

/// The records of a register that an organisation has now.
pub(super) async fn of(reader: &impl Query, register: &str, office: OrganisationId) -> Result<Vec<RecordRow>> {
    of_on(reader, register, office, None).await
}

/// The same at a moment.
pub(super) async fn of_on(reader: &impl Query, register: &str, office: OrganisationId, at: Option<Moment>) -> Result<Vec<RecordRow>> {
    let narrow = Narrow { organisation: Some(office), at, ..Narrow::default() };
    Ok(record::page(reader, register, &Scope::everything(), &narrow, None, MOST).await?)
}

fn word(cx: &Ctx, sort: &str) -> String {
    let field = cx.app.lists.registers().find(MEMBERS).and_then(|book| book.register.field("sort"));
    field.map_or(sort, |field| names::item(&cx.app.lists, field, sort)).to_owned()
}

fn told(cx: &Ctx, row: RecordRow, values: &Filled) -> Member {
    Member {
        record: row.record,
        unit: row.title,
        sort: word(cx, values.text("sort")),
        body: values.text("body").parse().ok(),
        contact: values.text("contact").to_owned(),
        phone: mask(values.text("phone")),
        duty: values.text("duty").to_owned(),
        since: values.day("since"),
    }
}

/// The organisations of the directory that are members of a centre today, with their kind in words: they are invited first.
pub(crate) async fn bodies(cx: &Ctx, office: OrganisationId) -> Result<Vec<(OrganisationId, String)>> {
    let found = members(cx, office).await?.members;
    Ok(found.into_iter().filter_map(|one| Some((one.body?, one.sort))).collect())
}
