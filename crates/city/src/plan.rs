//! What stories and drawn courses have in common: payments split among workers, the contact before the application, words about it.

use app::Result;
use app::contact::ContactForm;
use domain::agreement::ObligationKind;
use domain::intake::{Application, Complexity};
use domain::kernel::id::OrganisationId;
use domain::kernel::{Moment, Money};

use crate::course::Duty;
use crate::dice::Choice;
use crate::fill::{line, prose};
use crate::params::Params;
use crate::words::Words;

/// A payment to all workers together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instalment {
    pub(crate) amount: Money,
    /// Due so many days after the agreement is in force.
    pub(crate) due: i64,
    /// Paid so many days after.
    pub(crate) met: Option<i64>,
}

/// The instalments as one duty for each worker, by their shares. Workers come first among the parties, the payer is the first employer.
pub(crate) fn duties(instalments: &[Instalment], shares: &[Money], way: &str) -> Vec<Duty> {
    let whole: i64 = shares.iter().map(|share| share.0).sum::<i64>().max(1);
    let mut duties = Vec::new();
    for one in instalments {
        let mut left = one.amount;
        for (payee, share) in shares.iter().enumerate() {
            let part = i128::from(one.amount.0) * i128::from(share.0) / i128::from(whole);
            let last = payee + 1 == shares.len();
            let part = if last { left } else { Money(i64::try_from(part).unwrap_or(0)) };
            left = left.minus(part);
            if part > Money::ZERO {
                let kind = ObligationKind::Pay;
                duties.push(Duty { kind, payer: shares.len(), payee, amount: Some(part), due: one.due, way: way.to_owned(), met: one.met });
            }
        }
    }
    duties
}

/// What is promised besides money for this type of claim.
pub(crate) fn promise(words: &Words, claim: &str) -> (ObligationKind, String) {
    let found = words.telling.promises.iter().find(|promise| promise.claim == claim);
    found.map_or((ObligationKind::Other, words.telling.promise.clone()), |promise| (promise.obligation, promise.text.clone()))
}

/// The contact from which the application grows.
pub(crate) fn contact(application: &Application, office: OrganisationId, received: Moment) -> Result<ContactForm> {
    let person = application.applicants.first();
    let summary: String = application.facts.chars().take(160).collect();
    Ok(ContactForm {
        office: Some(office),
        channel: application.channel,
        received,
        person_name: person.map(|row| row.name.clone()),
        phone: person.and_then(|row| row.phone.clone()),
        employer_name: application.respondents.first().map(|row| line(&row.name)).transpose()?,
        summary: prose(&summary)?,
    })
}

/// How hard it is.
pub(crate) fn complexity(workers: usize, joint: bool, choice: &mut Choice) -> Complexity {
    match (workers, joint) {
        (10.., _) => Complexity::Mass,
        (_, true) => Complexity::Complex,
        _ if choice.in_thousand(550) => Complexity::Simple,
        _ => Complexity::Ordinary,
    }
}

/// The words that sessions need: the sums and who is who.
pub(crate) fn params(application: &Application, verified: Money, agreed: Money, parts: usize) -> Params {
    let claimed: Money = application.claims.iter().filter_map(|row| row.amount).sum();
    let worker = application.applicants.first().map(|row| row.name.to_string()).unwrap_or_default();
    let employer = application.respondents.first();
    let manager = employer.and_then(|row| row.legal_representative.as_ref().map(ToString::to_string));
    let near = |percent: i64| Money(verified.max(claimed).0 / 10_000 * percent * 100);
    let mut params = Params::default()
        .with("worker", worker)
        .with("employer", employer.map(|row| row.name.to_string()).unwrap_or_default())
        .with("parts", parts.max(1))
        .with("people", application.applicants.len());
    if let Some(manager) = manager {
        params = params.with("manager", manager);
    }
    if claimed > Money::ZERO {
        let found = if verified > Money::ZERO { verified } else { claimed };
        params = params.with("amount", claimed.plain()).with("verified", found.plain());
        let offer = if agreed > Money::ZERO { agreed } else { near(70) };
        params = params.with("offer", offer.plain()).with("counter", near(90).plain()).with("agreed", offer.plain());
    } else {
        params = params.with("agreed", Money::ZERO.plain());
    }
    params
}

/// Why a department is needed, by the key of its office.
pub(crate) fn invitation(words: &Words, key: &str) -> String {
    let order = ["housing", "union", "women", "emergency", "inspection"];
    let place = order.iter().position(|known| *known == key).unwrap_or(1);
    words.reasons.invite.get(place).cloned().unwrap_or_default()
}
