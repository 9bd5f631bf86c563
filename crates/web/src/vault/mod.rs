//! The vault of a case: [`page`] for who sits in it, [`ask`] for letting an entry out, [`decide`] for the director, [`released`] for the recipient.

pub mod ask;
pub mod decide;
pub mod page;
pub mod released;

use app::text;
use app::vault::release::RequestView;
use domain::vault::{ReleaseDecision, ReleaseGround};

use crate::look::frame::Tone;
use crate::look::part::Chip;

/// A request as pages show it: the papers, never the words.
pub(crate) struct Request {
    id: String,
    case: String,
    number: String,
    title: String,
    kind: &'static str,
    asked: String,
    recipient: String,
    purpose: String,
    ground: &'static str,
    proofs: Vec<String>,
    state: Chip,
    approved: bool,
    reason: String,
    own: bool,
}

impl From<&RequestView> for Request {
    fn from(view: &RequestView) -> Self {
        let (tone, icon, code) = match view.decision {
            None => (Tone::Near, "clock", "waiting"),
            Some(ReleaseDecision::Approved) => (Tone::Ok, "check", ReleaseDecision::Approved.code()),
            Some(ReleaseDecision::Refused) => (Tone::Over, "close", ReleaseDecision::Refused.code()),
        };
        let consent = |(who, day, means, proof): &(String, domain::kernel::Day, &'static str, String)| {
            let params = [("who", who.clone()), ("day", day.chinese()), ("means", (*means).to_owned()), ("proof", proof.clone())];
            text::phrase("vault", "consent", &params)
        };
        let proofs = match view.ground {
            ReleaseGround::Consent => view.consents.iter().map(consent).collect(),
            ReleaseGround::Duty => view.duty.clone(),
        };
        let params = [("who", view.asked_by.clone()), ("at", view.asked_at.chinese())];
        Self {
            id: view.id.to_string(),
            case: view.case.to_string(),
            number: view.number.clone(),
            title: view.title.clone(),
            kind: view.kind.map_or("", |kind| text::code("vault_kind", kind.code())),
            asked: text::phrase("vault", "asked", &params),
            recipient: view.recipient.clone(),
            purpose: view.purpose.clone(),
            ground: text::code("release_ground", view.ground.code()),
            proofs,
            state: Chip { tone, icon, text: text::code("release_state", code).to_owned() },
            approved: view.decision == Some(ReleaseDecision::Approved),
            reason: view.reason.clone().unwrap_or_default(),
            own: view.own,
        }
    }
}
