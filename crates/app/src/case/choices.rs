//! What an act's form may choose: from the directories mediators, colleagues, organisations and rooms that fit this case and this act; from the
//! case itself its parties, claims, sessions, papers …

use domain::case::Act;
use domain::document::{IssuedPaper, PaperState, Service};
use domain::kernel::id::{ClaimId, FileId, FollowUpId, ObligationId, OrganisationId, PaperId, PartyId, PaymentId, ServiceId, SessionId};
use domain::organisation::OrganisationKind;

use super::view::{CaseView, ObligationView, PartyView, PaymentView};
use crate::{Ctx, Result};

/// What a `Kind::Pick` field of an act may name: id, label, hint.
pub type Choice = (String, String, Option<String>);

/// The choices by what they are.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Mediators or colleagues.
    pub accounts: Vec<Choice>,
    /// Organisations.
    pub organisations: Vec<Choice>,
    /// Rooms.
    pub rooms: Vec<Choice>,
}

/// The choices for an act.
pub async fn choices(cx: &Ctx, view: &CaseView, act: Act) -> Result<Found> {
    let reader = cx.app.store.read();
    let mut found = Found::default();
    match act {
        Act::Assign | Act::Take | Act::Reassign | Act::DecideRecusal => {
            let office = match act {
                Act::Assign => view.case.office,
                Act::Take => view.case.dispatch.asked,
                _ => view.case.handler(),
            };
            if let Some(office) = office {
                found.accounts = mediators(cx, office).await?;
            }
        }
        Act::Transfer => {
            let (bodies, people) = transferable(cx, view).await?;
            (found.organisations, found.accounts) = (bodies, people);
        }
        Act::HandOver => {
            if let Some(office) = view.case.office {
                let people = store::case::reference::colleagues(&reader, office).await?;
                found.accounts = people.into_iter().map(|(id, name)| (id.to_string(), name, None)).collect();
            }
        }
        Act::Schedule => {
            let rooms = store::organisation::room::of(&reader, &view.case.offices()).await?;
            found.rooms = rooms
                .into_iter()
                .filter(|room| room.active)
                .map(|room| (room.id.to_string(), room.name, hint(room.seats, room.online)))
                .collect();
        }
        _ => {}
    }
    match act {
        Act::Assign => {
            let all = nearby(cx, view).await?;
            let fitting = all.into_iter().filter(|(id, kind, _)| kind.mediates() && Some(*id) != view.case.office);
            found.organisations = fitting.map(|(id, kind, name)| labelled(id, kind, name)).collect();
        }
        Act::Invite => {
            let members = match view.case.office {
                Some(office) => crate::organisation::member::bodies(cx, office).await?,
                None => Vec::new(),
            };
            let member = |id: OrganisationId| members.iter().find(|(body, _)| *body == id).map(|(_, sort)| sort.clone());
            let mut all = nearby(cx, view).await?;
            // Members of the centre come first: they sit there for this.
            all.sort_by_key(|(id, ..)| member(*id).is_none());
            found.organisations = all
                .into_iter()
                .map(|(id, kind, name)| match member(id) {
                    Some(sort) => (id.to_string(), name, Some(crate::text::phrase("page_organisation", "member", &[("sort", sort)]))),
                    None => labelled(id, kind, name),
                })
                .collect();
        }
        Act::Reply => {
            let open = view.case.dispatch.invited.iter().filter(|body| body.joins.is_none());
            let name = |id| view.organisation(Some(id)).unwrap_or_default().to_owned();
            found.organisations = open.map(|body| (body.organisation.to_string(), name(body.organisation), None)).collect();
        }
        _ => {}
    }
    Ok(found)
}

/// What a room has: seats, and what an online session needs.
fn hint(seats: i64, online: bool) -> Option<String> {
    let seats = (seats > 0).then(|| crate::text::phrase("page_room", "seats", &[("count", seats.to_string())]));
    let online = online.then(|| crate::text::code("page_room", "online").to_owned());
    Some([seats, online].into_iter().flatten().collect::<Vec<_>>().join(crate::text::code("format", "list")))
        .filter(|told| !told.is_empty())
}

fn labelled(id: OrganisationId, kind: OrganisationKind, name: String) -> Choice {
    (id.to_string(), name, Some(crate::text::code("organisation_kind", kind.code()).to_owned()))
}

/// Every body of the county, with its kind.
pub(crate) async fn bodies_nearby(cx: &Ctx, view: &CaseView) -> Result<Vec<Choice>> {
    Ok(nearby(cx, view).await?.into_iter().map(|(id, kind, name)| labelled(id, kind, name)).collect())
}

/// To whom a case can be transferred: bodies nearby that mediate and have somebody who does; the mediators with the body they serve.
async fn transferable(cx: &Ctx, view: &CaseView) -> Result<(Vec<Choice>, Vec<Choice>)> {
    let mut bodies = nearby(cx, view).await?;
    bodies.retain(|(id, kind, _)| kind.mediates() && view.case.handler() != Some(*id));
    let ids: Vec<OrganisationId> = bodies.iter().map(|(id, ..)| *id).collect();
    let (mut serving, _) = crate::organisation::serving(cx, &cx.app.store.read(), &ids).await?;
    serving.retain(|(_, row)| row.active);
    bodies.retain(|(id, ..)| serving.iter().any(|(body, _)| body == id));
    let accounts: Vec<_> = serving.iter().map(|(_, row)| row.account).collect();
    let names = store::access::account::names(&cx.app.store.read(), &accounts).await?;
    let mut people: std::collections::BTreeMap<_, (String, Vec<String>)> = std::collections::BTreeMap::new();
    for (body, row) in &serving {
        let name = names.get(&row.account).cloned().unwrap_or_default();
        let bodies = bodies.iter().filter(|(id, ..)| id == body).map(|(.., name)| name.clone());
        people.entry(row.account).or_insert_with(|| (name, Vec::new())).1.extend(bodies);
    }
    let list = crate::text::code("format", "list");
    let people = people.into_iter().map(|(account, (name, bodies))| (account.to_string(), name, Some(bodies.join(list))));
    Ok((bodies.into_iter().map(|(id, kind, name)| labelled(id, kind, name)).collect(), people.collect()))
}

async fn mediators(cx: &Ctx, office: OrganisationId) -> Result<Vec<Choice>> {
    let reader = cx.app.store.read();
    let load = store::organisation::open_cases_by_mediator(&reader).await?;
    let (serving, _) = crate::organisation::serving(cx, &reader, &[office]).await?;
    let accounts: Vec<_> = serving.iter().map(|(_, row)| row.account).collect();
    let names = store::access::account::names(&reader, &accounts).await?;
    let mut choices: Vec<(i64, Choice)> = serving
        .iter()
        .filter(|(_, row)| row.active)
        .map(|(_, row)| {
            let open = load.get(&row.account).map_or(0, |in_hand| in_hand.cases);
            let hint = crate::text::phrase("format", "open_cases", &[("count", open.to_string())]);
            (open, (row.account.to_string(), names.get(&row.account).cloned().unwrap_or_default(), Some(hint)))
        })
        .collect();
    choices.sort_by_key(|(open, _)| *open);
    Ok(choices.into_iter().map(|(_, choice)| choice).collect())
}

/// Organisations of the county in which the case belongs, its streets included.
async fn nearby(cx: &Ctx, view: &CaseView) -> Result<Vec<(OrganisationId, OrganisationKind, String)>> {
    let county = view.case.division.get(..6).map_or_else(|| view.case.division.clone(), |head| format!("{head}000000"));
    let filter = store::organisation::Filter { division: Some(county), ..store::organisation::Filter::default() };
    let rows = store::organisation::list(&cx.app.store.read(), &filter, None, 500).await?;
    Ok(rows.into_iter().filter(|row| row.active).map(|row| (row.id, row.kind, row.name)).collect())
}

impl CaseView {
    /// The choices that come from the case itself; `None` when the list is a directory.
    pub fn choices(&self, list: &str) -> Option<Vec<Choice>> {
        match list {
            PartyId::PREFIX => {
                let choice = |party: &PartyView| {
                    (party.id.to_string(), party.name.clone(), Some(crate::text::code("side", party.side.code()).to_owned()))
                };
                Some(self.parties.iter().map(choice).collect())
            }
            ClaimId::PREFIX => {
                let live = self.claims.iter().filter(|claim| !claim.withdrawn);
                Some(live.map(|claim| (claim.id.to_string(), claim.kind.clone(), claim.claimed.map(|amount| amount.to_string()))).collect())
            }
            SessionId::PREFIX => {
                let open = self.sessions.iter().filter(|view| view.session.is_open());
                Some(open.map(|view| (view.session.id.to_string(), view.session.starts.chinese(), Some(view.place.clone()))).collect())
            }
            ObligationId::PREFIX => {
                let unmet = self.obligations.iter().filter(|obligation| obligation.met.is_none());
                let label = |o: &ObligationView| self.names.obligations.get(&o.id).cloned().unwrap_or_default();
                Some(unmet.map(|o| (o.id.to_string(), label(o), Some(o.payer.clone()))).collect())
            }
            PaperId::PREFIX => {
                let valid = self.case.papers.iter().filter(|paper| paper.state == PaperState::Valid);
                Some(
                    valid
                        .map(|paper| (paper.id.to_string(), self.names.papers.get(&paper.id).cloned().unwrap_or_default(), None))
                        .collect(),
                )
            }
            ServiceId::PREFIX => {
                let under_way = self.case.papers.iter().flat_map(|paper| paper.services.iter().map(move |service| (paper, service)));
                let label = |paper: &IssuedPaper| self.names.papers.get(&paper.id).cloned().unwrap_or_default();
                let choice = |(paper, service): (&IssuedPaper, &Service)| {
                    (service.id.to_string(), label(paper), self.names.parties.get(&service.party).cloned())
                };
                Some(under_way.filter(|(_, service)| service.served_on.is_none()).map(choice).collect())
            }
            FileId::PREFIX => {
                Some(self.files.iter().map(|file| (file.id.to_string(), file.name.clone(), Some(file.stored_at.chinese()))).collect())
            }
            PaymentId::PREFIX => {
                let open = self.payments.iter().filter(|view| !view.payment.state.counts());
                let label = |view: &PaymentView| {
                    let amount = [("amount", view.payment.amount.to_string())];
                    format!("{}　{}", view.payment.day.chinese(), crate::text::phrase("format", "yuan", &amount))
                };
                Some(open.map(|view| (view.payment.id.to_string(), label(view), Some(view.proof.clone()))).collect())
            }
            FollowUpId::PREFIX => {
                let open = self.case.visits.iter().filter(|visit| visit.is_open());
                let label = |visit: &domain::closing::Visit| crate::text::code("visit_kind", visit.kind.code()).to_owned();
                Some(open.map(|visit| (visit.id.to_string(), label(visit), Some(visit.due.chinese()))).collect())
            }
            _ => None,
        }
    }
}
