//! Who stands beside a case, for those who handle it: the arbitrator who keeps contact with its area (S3-28), the lawyers on duty today
//! (S0-29, S4-44), and where a consultation about it is entered.

use domain::access::{Action, Facts, Scope, rules::Deal, subtree};
use domain::case::Case;
use domain::kernel::Moment;
use domain::kernel::id::{OrganisationId, RecordId};
use domain::organisation::liaison::nearness;
use store::Query;
use store::organisation::record::{self, Narrow, RecordRow};

use super::member::holds;
use super::register::filled;
use super::roster::{DUTIES, PEOPLE, PROFILES};
use crate::{Ctx, Result};

/// The book of consultations.
pub const SERVICE_LOG: &str = "service_log";
/// Duties are planned no further ahead than this many days.
const PLANNED: i64 = 400;
/// Most profiles and duties of a county looked at, and most lawyers named.
const MOST: i64 = 2000;
const NAMED: usize = 3;

/// The contact arbitrator of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arbitrator {
    /// The name.
    pub name: String,
    /// The telephone; perhaps empty.
    pub phone: String,
    /// The organisation that the arbitrator keeps contact with.
    pub body: OrganisationId,
    /// Its name.
    pub body_name: String,
}

/// A lawyer on duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lawyer {
    /// Who, in the roster.
    pub person: Option<RecordId>,
    /// The name.
    pub name: String,
    /// Where.
    pub body: OrganisationId,
    /// The name of the place.
    pub body_name: String,
    /// The telephone of the place; perhaps empty.
    pub phone: String,
}

/// Who stands beside a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Liaison {
    /// The contact arbitrator.
    pub arbitrator: Option<Arbitrator>,
    /// The lawyers on duty today, the nearest first.
    pub lawyers: Vec<Lawyer>,
    /// In whose name a consultation is entered; nothing for who enters none.
    pub enters_for: Option<OrganisationId>,
}

/// Who stands beside a case that is still open; nothing for who does not handle it.
///
/// # Errors
/// When the store can't be read.
pub async fn liaison(cx: &Ctx, case: &Case) -> Result<Option<Liaison>> {
    let facts = Facts::from(case);
    let takes_part =
        facts.people.contains(&cx.person.account) || cx.person.grants.iter().any(|grant| case.offices().contains(&grant.office));
    if !case.stage.is_open() || !takes_part || cx.may_somewhere(Action::Deal(Deal::ReadDirectory)).is_err() {
        return Ok(None);
    }
    let reader = cx.app.store.read();
    let county = case.division.get(..6).map_or_else(|| case.division.clone(), |head| format!("{head}000000"));
    let own = cx.person.grants.first().map(|grant| grant.office);
    Ok(Some(Liaison {
        arbitrator: arbitrator(&reader, case, &county).await?,
        lawyers: lawyers(cx, &reader, case, &county).await?,
        enters_for: own.filter(|_| cx.may_somewhere(Action::Deal(Deal::EnterRecords)).is_ok()),
    }))
}

/// The rows of a register in a county with the organisation of each, the nearest to the case first.
async fn near(reader: &impl Query, case: &Case, register: &str, narrow: Narrow) -> Result<Vec<(OrganisationId, RecordRow)>> {
    let rows = record::page(reader, register, &Scope::everything(), &narrow, None, MOST).await?;
    let mut rows: Vec<_> = rows.into_iter().filter_map(|row| Some((row.organisation?, row))).collect();
    rows.sort_by_key(|(body, row)| (nearness(case, *body, &row.division), row.title.clone()));
    Ok(rows)
}

async fn arbitrator(reader: &impl Query, case: &Case, county: &str) -> Result<Option<Arbitrator>> {
    let narrow = Narrow { area: Some(subtree(county)), ..Narrow::default() };
    let rows = near(reader, case, PROFILES, narrow).await?;
    for (body, row) in &rows {
        let values = filled(row);
        let works = domain::organisation::lifecycle::runs(&row.state);
        let Ok(id) = values.text("arbitrator").parse::<RecordId>() else { continue };
        if let Some(person) = record::find(reader, id).await?.filter(|_| works) {
            let own = filled(&person);
            let phone = [values.text("arbitrator_phone"), own.text("phone")].into_iter().find(|phone| !phone.is_empty());
            let phone = phone.unwrap_or_default().to_owned();
            return Ok(Some(Arbitrator { name: person.title, phone, body: *body, body_name: row.title.clone() }));
        }
    }
    Ok(None)
}

async fn lawyers(cx: &Ctx, reader: &impl Query, case: &Case, county: &str) -> Result<Vec<Lawyer>> {
    let today = cx.now.day();
    let narrow = Narrow {
        area: Some(subtree(county)),
        marks: vec![("sort".to_owned(), "lawyer".to_owned())],
        since: Some(Moment::at(today.plus(-PLANNED), 0, 0)),
        ..Narrow::default()
    };
    let mut rows = near(reader, case, DUTIES, narrow).await?;
    rows.retain(|(_, row)| holds(&filled(row), "from", "until", today));
    rows.truncate(NAMED);
    let ids: Vec<OrganisationId> = rows.iter().map(|(body, _)| *body).collect();
    let bodies = store::organisation::directory::several(reader, &ids).await?;
    let lawyer = |(body, row): (OrganisationId, RecordRow)| {
        let at = bodies.iter().find(|one| one.id == body);
        Lawyer {
            person: row.about,
            name: row.title,
            body,
            body_name: at.map(|one| one.name.clone()).unwrap_or_default(),
            phone: at.and_then(|one| one.phone.clone()).unwrap_or_default(),
        }
    };
    Ok(rows.into_iter().map(lawyer).collect())
}

/// How many lawyers of the roster serve at an organisation (S4-44).
///
/// # Errors
/// When the store can't be read.
pub async fn duty_lawyers(cx: &Ctx, office: OrganisationId) -> Result<i64> {
    let mut count = 0;
    for state in ["serving", "serving_again", "warned"] {
        let narrow = Narrow {
            organisation: Some(office),
            state: Some(state.to_owned()),
            marks: vec![("roles".to_owned(), "duty_lawyer".to_owned())],
            ..Narrow::default()
        };
        count += record::count(&cx.app.store.read(), PEOPLE, &Scope::everything(), &narrow).await?;
    }
    Ok(count)
}
