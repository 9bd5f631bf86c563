//! The agreement: drafted, signed by everybody, sealed, handed out.

use domain::agreement::{AgreedRow, Deliver, Draft, ObligationRow, Sign, SignMeans, Signer};
use domain::intake::Means;
use domain::kernel::Money;
use domain::kernel::id::PartyId;

use super::{Carrier, missing};
use crate::course::{End, Stall};
use crate::fill::{line, prose, whole};
use crate::lane::{Halt, Step};

impl Carrier<'_> {
    pub(super) async fn agree(&mut self) -> Step {
        self.minutes(10, 60).await?;
        if self.course.late || self.choice.in_thousand(250) {
            // The employer's seal comes from elsewhere.
            self.wait(1, 1).await?;
        }
        if self.course.late
            && let Some(due) = self.case.mediation_due().filter(|due| *due >= self.lane.now().day())
        {
            let after = self.on_day(due.plus(1));
            self.lane.until(after).await?;
        }
        // The days laid down count from the day on which both sides sign.
        let draft = self.draft()?;
        self.act(self.mediator()?, draft).await?;
        if self.stalls(Stall::Signing) {
            return Err(Halt::Over);
        }
        self.minutes(10, 60).await?;
        let (workers, day) = (self.workers(), self.lane.now().day());
        let parties: Vec<PartyId> = self.case.parties.iter().map(|party| party.id).collect();
        for (place, party) in parties.iter().enumerate() {
            let means = match self.choice.below(10) {
                _ if place >= workers => SignMeans::Seal,
                0 => SignMeans::Fingerprint,
                1 => SignMeans::Electronic,
                _ => SignMeans::Signature,
            };
            let form = Sign { signer: Signer::Party, party: Some(*party), day, means, late_reason: None };
            self.act(self.mediator()?, form).await?;
        }
        let by_mediator = Sign { signer: Signer::Mediator, party: None, day, means: SignMeans::Signature, late_reason: None };
        self.act(self.mediator()?, by_mediator).await?;
        self.minutes(5, 40).await?;
        let day = self.lane.now().day();
        let late_reason = self.late_reason()?.map(|text| prose(&text)).transpose()?;
        let seal = Sign { signer: Signer::Organisation, party: None, day, means: SignMeans::Seal, late_reason };
        let sealer = if self.case.handler() == Some(self.centre.id) { self.clerk } else { self.mediator()? };
        self.act(sealer, seal).await?;
        for party in self.speakers() {
            let form = Deliver { party, day: self.lane.now().day(), means: Means::InPerson };
            self.act(sealer, form).await?;
        }
        Ok(())
    }

    fn draft(&mut self) -> Step<Draft> {
        let today = self.lane.now().day();
        let claim = |place: usize| self.case.claims.get(place).map(|claim| claim.id).ok_or_else(|| missing("a claim"));
        let agreed: Vec<AgreedRow> = self
            .course
            .settled
            .iter()
            .map(|(place, amount)| Ok(AgreedRow { claim: claim(*place)?, amount: *amount }))
            .collect::<Step<_>>()?;
        let obligations = self.course.duties.iter().map(|duty| {
            Ok(ObligationRow {
                kind: duty.kind,
                payer: self.party(duty.payer)?,
                payee: self.party(duty.payee)?,
                amount: duty.amount,
                due: today.plus(duty.due),
                way: line(&duty.way)?,
            })
        });
        let obligations: Vec<ObligationRow> = obligations.collect::<Step<_>>()?;
        let partial = self.course.end == End::Partial;
        let total: Money = agreed.iter().map(|row| row.amount).sum();
        self.set("agreed", total.plain());
        self.set("day", today.chinese());
        let reasons = &self.world.words.reasons;
        let facts = self.say(&self.world.words.speech.agreed_facts.texts)?;
        let terms = match &self.course.terms {
            Some(terms) => terms.clone(),
            None => self.say(if partial { &reasons.terms_partial } else { &reasons.terms_close })?,
        };
        let breach = self.say(&reasons.breach_terms)?;
        let copies = i64::try_from(self.case.parties.len()).unwrap_or(1) + 1;
        Ok(Draft {
            partial,
            facts: prose(&facts)?,
            agreed,
            obligations,
            terms: Some(prose(&terms)?),
            breach_terms: Some(prose(&breach)?),
            relation: None,
            relation_ended: None,
            tax: None,
            once_for_all: !partial,
            confidential: false,
            copies: whole(copies)?,
            warnings_seen: true,
        })
    }
}
