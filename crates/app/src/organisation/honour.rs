//! Gold-medal and model organisations (S3-24, S1-39): the figures of the period are drawn from cases, nobody scores their own organisation,
//! and a title in force is shown wherever the organisation is.

use std::collections::BTreeMap;

use domain::access::Scope;
use domain::kernel::id::{AccountId, OrganisationId, RecordId};
use domain::kernel::{Day, Fault, Rate};
use domain::organisation::register::{Filled, Register};
use serde_json::Value;
use store::Query;
use store::case::figures::{self, Work};
use store::organisation::record::{self, RecordRow};

use super::register::{filled, names};
use crate::text::{code, phrase};
use crate::{App, Error, Result};

/// The register of titles.
pub const HONOURS: &str = "honour";
/// The register of the sheets on which a panel scores.
pub(crate) const SHEETS: &str = "honour_sheet";
/// A title in force.
pub(crate) const AWARDED: &str = "awarded";

/// A title in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Its record.
    pub record: RecordId,
    /// What it is called.
    pub name: String,
    /// Its last day.
    pub until: Option<Day>,
}

/// Draws the figures of the period into an application that nobody has scored yet.
pub(super) async fn drawn(q: &impl Query, register: &Register, state: &str, values: &mut Filled) -> Result<()> {
    if register.code != HONOURS || state != register.first_state() {
        return Ok(());
    }
    let (Some(from), Some(to)) = (values.day("from"), values.day("to")) else { return Ok(()) };
    if to < from {
        return Err(Error::at("to", Fault::Wrong("end_before_start")));
    }
    let Ok(own) = values.text("organisation").parse::<OrganisationId>() else { return Ok(()) };
    let scope = Scope { handlers: vec![own], ..Scope::default() };
    let work = figures::work(q, &scope, from, to, false).await?.into_iter().find(|work| work.who == own.0);
    let of = |pick: fn(&Work) -> i64| work.as_ref().map_or(0, pick);
    let (handled, settled, followed) = (of(|work| work.handled), of(|work| work.settled), of(|work| work.followed));
    let (performed, on_time, satisfied) = (of(|work| work.performed), of(|work| work.on_time), of(|work| work.satisfied));
    let counts = [
        ("handled", handled),
        ("settled", settled),
        ("performed", performed),
        ("on_time", on_time),
        ("followed", followed),
        ("satisfied", satisfied),
    ];
    values.0.extend(counts.map(|(name, count)| (name.to_owned(), Value::from(count))));
    let rates = [
        ("settled", settled, handled),
        ("performed", performed, settled),
        ("on_time", on_time, handled),
        ("satisfied", satisfied, followed),
    ];
    let params = rates.map(|(name, part, whole)| (name, share(Rate { part, whole })));
    let mut told = phrase("honour", "rates", &params);
    if rates.iter().any(|(_, part, whole)| Rate { part: *part, whole: *whole }.is_small()) {
        told.push_str(&phrase("honour", "small", &[("few", Rate::FEW.to_string())]));
    }
    values.0.insert("rates".to_owned(), Value::String(told));
    Ok(())
}

fn share(rate: Rate) -> String {
    let word = if rate.is_small() { "few" } else { "share" };
    let percent = rate.permille().map(|permille| format!("{}.{}%", permille / 10, permille % 10)).unwrap_or_default();
    phrase("honour", word, &[("percent", percent), ("part", rate.part.to_string()), ("whole", rate.whole.to_string())])
}

/// A sheet may be so: nobody scores the organisation that they work for.
pub(super) async fn may_be(q: &impl Query, register: &str, values: &Filled, about: Option<&RecordRow>) -> Result<()> {
    if register == SHEETS
        && let (Ok(judge), Some(honour)) = (values.text("judge").parse::<AccountId>(), about)
    {
        let grants = store::access::grant::of(q, &[judge]).await?;
        if grants.iter().any(|grant| Some(grant.office) == honour.organisation) {
            return Err(Error::at("judge", Fault::Wrong("own_honour")));
        }
    }
    Ok(())
}

/// The titles in force of these organisations.
///
/// # Errors
/// When the store can't be read.
pub async fn titles(app: &App, organisations: &[OrganisationId]) -> Result<BTreeMap<OrganisationId, Vec<Title>>> {
    let (today, mut found) = (app.clock.now().day(), BTreeMap::<OrganisationId, Vec<Title>>::new());
    let field = app.lists.registers().find(HONOURS).and_then(|book| book.register.field("award"));
    for row in record::of_organisations(&app.store.read(), HONOURS, organisations).await? {
        let values = filled(&row);
        let holds = row.state == AWARDED && values.day("until").is_none_or(|until| until >= today);
        if let (true, Some(organisation), Some(field)) = (holds, row.organisation, field) {
            let name = names::item(&app.lists, field, values.text("award")).to_owned();
            found.entry(organisation).or_default().push(Title { record: row.record, name, until: values.day("until") });
        }
    }
    Ok(found)
}

/// Titles in force as everybody may know them: name, label, words.
pub(super) fn public(held: &[Title]) -> (String, String, String) {
    let names: Vec<String> = held
        .iter()
        .map(|one| match one.until {
            Some(until) => phrase("honour", "until", &[("name", one.name.clone()), ("until", until.chinese())]),
            None => one.name.clone(),
        })
        .collect();
    ("titles".to_owned(), code("honour", "titles").to_owned(), names.join(code("format", "list")))
}
