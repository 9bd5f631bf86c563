//! Everything that papers are written from: the case as its page shows it, its parties in full, its organisations, where to turn.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::case::{Case, Event, Recorded};
use domain::intake::{PartyRole, Side};
use domain::kernel::id::{OrganisationId, PartyId};
use domain::kernel::identity::ResidentId;
use domain::kernel::masked::mask;
use domain::kernel::{Day, Masked};
use domain::periods::{self, Calendar};
use store::organisation::OrganisationRow;
use store::party::PartyRow;

use super::PaperKind;
use crate::case::CaseView;
use crate::lists::Lists;
use crate::organisation::{Body, body_for};
use crate::{Ctx, Error, Result, text};

/// A party with everything that a paper may say about it.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) id: PartyId,
    pub(super) side: Side,
    pub(super) worker: bool,
    pub(super) name: String,
    sex: Option<String>,
    birth: Option<Day>,
    ethnicity: Option<String>,
    number: Option<String>,
    document: Option<String>,
    phone: Option<String>,
    pub(super) address: Option<String>,
    legal_representative: Option<String>,
    contact: Option<String>,
    pub(super) details: BTreeMap<String, String>,
}

/// What a case's papers are written from.
pub struct Matter {
    pub(super) view: CaseView,
    pub(super) people: Vec<Person>,
    pub(super) lists: Arc<Lists>,
    pub(super) calendar: Arc<Calendar>,
    pub(super) today: Day,
    /// The party whose paper it is, for papers that belong to a party.
    pub(super) party: Option<PartyId>,
    offices: Vec<OrganisationRow>,
    /// Bodies to turn to, by their code in the list `body`.
    pub(super) bodies: BTreeMap<String, Body>,
    /// The numbers of papers that were issued already.
    pub(super) issued: BTreeMap<PaperKind, String>,
    /// Numbers stand in clear.
    pub(crate) clear: bool,
}

/// Reads what the view does not have. With `clear` numbers are shown in full: the caller answers for it.
pub(super) async fn gather(cx: &Ctx, view: CaseView, kind: PaperKind, party: Option<PartyId>, clear: bool) -> Result<Matter> {
    let reader = cx.app.store.read();
    let ids: Vec<PartyId> = view.parties.iter().map(|party| party.id).collect();
    let rows = store::party::several(&reader, &ids).await?;
    let people = view.parties.iter().filter_map(|party| {
        let row = rows.iter().find(|row| row.id == party.id)?;
        Some(Person::of(row, party.side, party.role, party.details.iter().cloned().collect(), clear))
    });
    let people = people.collect();
    let mut offices: Vec<OrganisationId> = view.case.office.into_iter().chain(view.case.handler()).collect();
    offices.dedup();
    let mut bodies = BTreeMap::new();
    for code in wanted_bodies(&cx.app.lists, &view.case, kind) {
        match body_for(cx, &code, &view.case.division).await {
            Ok(body) => drop(bodies.insert(code, body)),
            Err(Error::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(Matter {
        people,
        offices: store::organisation::directory::several(&reader, &offices).await?,
        lists: cx.app.lists.clone(),
        calendar: cx.calendar.clone(),
        today: cx.now.day(),
        party,
        bodies,
        issued: BTreeMap::new(),
        clear,
        view,
    })
}

/// The bodies that a kind of paper names.
fn wanted_bodies(lists: &Lists, case: &Case, kind: PaperKind) -> Vec<String> {
    match kind {
        PaperKind::Agreement
        | PaperKind::RightsNotice
        | PaperKind::Settlement
        | PaperKind::PerformanceNotice
        | PaperKind::ConfirmationApplication
        | PaperKind::PaymentOrderApplication => vec!["arbitration_commission".to_owned(), "court".to_owned()],
        PaperKind::TerminationNotice
        | PaperKind::AcceptanceNotice
        | PaperKind::ReviewApplication
        | PaperKind::MediationFirstAdvice
        | PaperKind::EntrustmentLetter => vec!["arbitration_commission".to_owned(), "labour_inspection".to_owned()],
        PaperKind::AssignmentLetter => vec!["court".to_owned()],
        PaperKind::NonAcceptanceNotice => {
            let reason = case.intake.declined.as_deref().and_then(|reason| lists.find("decline_reason", reason));
            reason.iter().flat_map(|entry| &entry.guidance).map(|way| way.body.clone()).collect()
        }
        _ => Vec::new(),
    }
}

impl Matter {
    /// The newest event that `pick` wants, with its place in the log.
    pub(super) fn latest<'e, T>(&'e self, pick: impl Fn(&'e Event) -> Option<&'e T>) -> Option<(&'e Recorded, &'e T)> {
        self.view.timeline.iter().find_map(|told| pick(&told.recorded.event).map(|found| (&told.recorded, found)))
    }

    /// Every event that `pick` wants, oldest first.
    pub(super) fn every<'e, T>(&'e self, pick: impl Fn(&'e Event) -> Option<&'e T>) -> Vec<(&'e Recorded, &'e T)> {
        self.view.timeline.iter().rev().filter_map(|told| pick(&told.recorded.event).map(|found| (&told.recorded, found))).collect()
    }

    /// What the dispute is about: the types of its claims.
    pub(super) fn cause(&self) -> String {
        let mut kinds: Vec<&str> = self.view.claims.iter().filter(|claim| !claim.withdrawn).map(|claim| claim.kind.as_str()).collect();
        kinds.dedup();
        kinds.join(text::code("format", "list"))
    }

    /// A party.
    pub(super) fn person(&self, id: PartyId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// A party's name.
    pub(super) fn name(&self, id: PartyId) -> String {
        self.person(id).map(|person| person.name.clone()).unwrap_or_default()
    }

    /// The registering office.
    pub(super) fn office(&self) -> Option<&OrganisationRow> {
        self.offices.iter().find(|row| Some(row.id) == self.view.case.office)
    }

    /// The organisation that handles the case.
    pub(super) fn handler(&self) -> Option<&OrganisationRow> {
        self.offices.iter().find(|row| Some(row.id) == self.view.case.handler())
    }

    /// The name of the registering office.
    pub(super) fn office_name(&self) -> String {
        self.office().map(|row| row.name.clone()).unwrap_or_default()
    }

    /// The name of the organisation that handles the case.
    pub(super) fn handler_name(&self) -> String {
        self.handler().map(|row| row.name.clone()).unwrap_or_default()
    }

    /// The mediator's name.
    pub(super) fn mediator(&self) -> String {
        self.view.person(self.view.case.dispatch.mediator).unwrap_or_default().to_owned()
    }

    /// A body to turn to.
    pub(super) fn body(&self, code: &str) -> Option<&Body> {
        self.bodies.get(code)
    }

    /// The last of so many natural days after a day.
    pub(super) fn natural(&self, from: Day, days: i64) -> Day {
        periods::natural(&self.calendar, from, days).due
    }
}

fn shown(value: Option<&Masked<String>>, clear: bool) -> Option<String> {
    value.map(|value| if clear { value.reveal().clone() } else { mask(value.reveal()) })
}

impl Person {
    /// A party of the case; numbers of people are masked unless `clear`.
    pub(super) fn of(row: &PartyRow, side: Side, role: PartyRole, mut details: BTreeMap<String, String>, clear: bool) -> Self {
        // A resident identity number says sex and day of birth itself.
        let resident = row.id_number.as_ref().and_then(|number| ResidentId::parse(number.reveal()).ok());
        let legal_representative = row.legal_representative.clone().or_else(|| details.remove("legal_representative"));
        Self {
            id: row.id,
            side,
            worker: matches!(role, PartyRole::Worker | PartyRole::NextOfKin),
            name: row.name.clone(),
            sex: row.sex.clone().or_else(|| resident.as_ref().map(|id| if id.is_male() { "male" } else { "female" }.to_owned())),
            birth: row.birth.or_else(|| resident.as_ref().map(ResidentId::birth)),
            ethnicity: row.ethnicity.clone(),
            number: row.uscc.clone().or_else(|| shown(row.id_number.as_ref(), clear)),
            document: shown(row.other_document.as_ref(), clear),
            phone: shown(row.phone.as_ref(), clear),
            address: row.address.clone(),
            legal_representative,
            contact: row.contact.clone().or_else(|| details.remove("contact")),
            details,
        }
    }

    /// The party's facts for the sentences `worker` and `employer`.
    pub(super) fn params(&self) -> Vec<(&'static str, String)> {
        let detail = |name: &str| self.details.get(name).cloned().unwrap_or_default();
        let or_nothing = |value: &Option<String>| value.clone().unwrap_or_default();
        vec![
            ("name", self.name.clone()),
            ("sex", self.sex.as_deref().map(|sex| text::code("sex", sex).to_owned()).unwrap_or_default()),
            ("ethnicity", or_nothing(&self.ethnicity)),
            ("birth", super::pen::day(self.birth)),
            ("number", or_nothing(&self.number)),
            ("document", or_nothing(&self.document)),
            ("phone", or_nothing(&self.phone)),
            ("address", or_nothing(&self.address)),
            ("legal_representative", or_nothing(&self.legal_representative)),
            ("contact", or_nothing(&self.contact)),
            ("agent", detail("agent")),
            ("kin_of", detail("kin_of")),
        ]
    }

    /// The identity number or credit code, else another document; nothing when unknown.
    pub(super) fn number(&self) -> String {
        self.number.clone().or_else(|| self.document.clone()).unwrap_or_default()
    }

    /// The telephone; nothing when unknown.
    pub(super) fn phone(&self) -> String {
        self.phone.clone().unwrap_or_default()
    }

    /// What 令33号 art. 29(1) asks for and is not there.
    pub(super) fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        let mut need = |there: bool, what: &'static str| {
            if !there {
                missing.push(what);
            }
        };
        if self.worker {
            need(self.number.is_some() || self.document.is_some(), "id_number");
            need(self.sex.is_some(), "sex");
            need(self.birth.is_some(), "birth");
            need(self.address.is_some(), "address");
        } else {
            need(self.number.is_some(), "uscc");
            need(self.legal_representative.is_some(), "legal_representative");
            need(self.address.is_some(), "employer_address");
        }
        need(self.phone.is_some(), "phone");
        missing
    }
}
