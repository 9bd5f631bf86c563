//! Performance: what is paid and when, who is reminded, what is not kept; the return visits between.

use domain::agreement::{AnswerPayment, Breach, Fulfil, ObligationKind, Pay, PayMeans, PaymentAnswer, Remind};
use domain::case::Stage;
use domain::closing::EndUnperformed;
use domain::intake::Means;
use domain::kernel::form::Confirmed;
use domain::kernel::id::{FollowUpId, ObligationId};
use domain::kernel::{Day, Moment};

use super::{Carrier, missing};
use crate::course::{Duty, End, Stall};
use crate::fill::{line, prose};
use crate::lane::Step;

/// What comes up while an agreement is performed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    /// A duty is met, on that day.
    Meet(usize, Day),
    /// The debtor is reminded.
    Remind(usize),
    /// A return visit.
    Visit(FollowUpId),
    /// Nothing more comes.
    Breach,
    /// It ends as not performed.
    End,
}

impl Carrier<'_> {
    /// From the day in force, or the day of closing, until nothing is owed and no visit is planned.
    pub(super) async fn perform(&mut self) -> Step {
        let in_force = self.case.agreement.as_ref().and_then(|agreement| agreement.in_force);
        let force = in_force.unwrap_or(self.lane.now().day());
        let mut agenda = self.agenda(force);
        while !agenda.is_empty() {
            agenda.sort_by_key(|(at, _)| *at);
            let (at, item) = agenda.remove(0);
            self.lane.until(at).await?;
            match item {
                Item::Meet(place, day) => self.met(place, day).await?,
                Item::Remind(place) => self.reminded(place).await?,
                Item::Visit(visit) => {
                    if self.stalls(Stall::Visit) {
                        continue;
                    }
                    if !self.visited(visit).await? {
                        let again = self.workdays_on(2);
                        agenda.push((again, Item::Visit(visit)));
                    }
                }
                Item::Breach => self.breached().await?,
                Item::End => self.unperformed().await?,
            }
        }
        Ok(())
    }

    fn agenda(&mut self, force: Day) -> Vec<(Moment, Item)> {
        let mut agenda = Vec::new();
        let duties: Vec<Duty> = self.course.duties.clone();
        for (place, duty) in duties.iter().enumerate() {
            let due = force.plus(duty.due);
            if let Some(met) = duty.met {
                let day = force.plus(met);
                agenda.push((self.on_day(day), Item::Meet(place, day)));
            }
            let late = duty.met.is_none_or(|met| met > duty.due);
            if late && (place == 0 || duties.len() < 6) {
                let after = self.choice.between(1, 3);
                agenda.push((self.on_day(due.plus(after)), Item::Remind(place)));
            } else if duty.due > 12 && self.choice.in_thousand(200) {
                agenda.push((self.on_day(due.plus(-3)), Item::Remind(place)));
            }
        }
        let visits: Vec<(FollowUpId, Day)> =
            self.case.visits.iter().filter(|visit| visit.is_open()).map(|visit| (visit.id, visit.due)).collect();
        for (visit, due) in visits {
            let slow = if self.choice.in_thousand(150) { self.choice.between(3, 9) } else { 0 };
            agenda.push((self.on_day(due.plus(slow)), Item::Visit(visit)));
        }
        if self.course.end == End::NotPerformed {
            let last = duties.iter().filter(|duty| duty.met.is_none()).map(|duty| force.plus(duty.due)).max().unwrap_or(force);
            let (wait, more) = (self.choice.between(5, 9), self.choice.between(4, 9));
            agenda.push((self.on_day(last.plus(wait)), Item::Breach));
            agenda.push((self.on_day(last.plus(wait + more + 3)), Item::End));
        }
        agenda
    }

    fn obligation(&self, place: usize) -> Step<ObligationId> {
        let obligations = self.case.agreement.as_ref().map(|agreement| agreement.obligations.as_slice()).unwrap_or_default();
        obligations.get(place).map(|obligation| obligation.id).ok_or_else(|| missing("an obligation"))
    }

    async fn met(&mut self, place: usize, day: Day) -> Step {
        let obligation = self.obligation(place)?;
        let duty = self.course.duties.get(place).cloned().ok_or_else(|| missing("a duty"))?;
        let proof = line(&self.say(&self.world.words.reasons.pay_proof)?)?;
        if duty.kind == ObligationKind::Pay {
            let means = [PayMeans::Bank, PayMeans::Bank, PayMeans::Mobile, PayMeans::Cash, PayMeans::ThirdParty];
            let means = self.choice.of(&means).copied().unwrap_or(PayMeans::Bank);
            let amount = duty.amount.unwrap_or_default();
            let confirmed = self.choice.in_thousand(800);
            let payer = if means == PayMeans::ThirdParty { Some(line(&self.say(&self.world.words.reasons.third_party)?)?) } else { None };
            let pay = Pay { obligation, amount, day, means, by_third_party: payer, proof, confirmed, shares: Vec::new() };
            self.act(self.mediator()?, pay).await?;
            if confirmed { Ok(()) } else { self.confirmed().await }
        } else {
            self.act(self.mediator()?, Fulfil { obligation, day, proof }).await
        }
    }

    /// The payee, asked on the telephone, says that the money named has arrived.
    async fn confirmed(&mut self) -> Step {
        let named = self.case.agreement.as_ref().and_then(|agreement| agreement.payments.iter().find(|one| !one.state.counts()));
        let payment = named.map(|payment| payment.id).ok_or_else(|| missing("a payment to confirm"))?;
        let day = self.lane.now().day();
        self.act(self.mediator()?, AnswerPayment { payment, answer: PaymentAnswer::Arrived, day, note: None }).await
    }

    async fn reminded(&mut self, place: usize) -> Step {
        let obligation = self.obligation(place)?;
        let unmet = self.case.agreement.as_ref().and_then(|agreement| agreement.obligation(obligation)).is_some_and(|one| !one.is_met());
        if self.case.stage != Stage::Performing || !unmet {
            return Ok(());
        }
        let note = prose(&self.say(&self.world.words.reasons.remind)?)?;
        self.act(self.mediator()?, Remind { obligation, means: Means::Phone, note: Some(note) }).await
    }

    async fn breached(&mut self) -> Step {
        let place = self.course.duties.iter().position(|duty| duty.met.is_none()).ok_or_else(|| missing("a duty that is not met"))?;
        let obligation = self.obligation(place)?;
        let reason = prose(&self.say(&self.world.words.reasons.breach)?)?;
        self.act(self.mediator()?, Breach { obligation, reason }).await
    }

    async fn unperformed(&mut self) -> Step {
        let reason = match self.course.reason.clone() {
            Some(reason) => reason,
            None => self.say(&self.world.words.reasons.not_performed)?,
        };
        let body = self.way_on("court")?;
        let form = EndUnperformed {
            reason: prose(&reason)?,
            body: line(&body.name)?,
            address: line(&body.address)?,
            phone: Some(line(&body.phone)?),
            limitation: self.limitation(),
            both_told: Confirmed,
        };
        self.act(self.mediator()?, form).await
    }
}
