//! What is found, agreed and paid: drawn for a dispute, for each worker.

use domain::kernel::Money;

use crate::course::{Duty, End};
use crate::dice::Choice;
use crate::draw::Dispute;
use crate::plan::{self, Instalment};
use crate::world::World;

/// What is found, agreed and paid.
pub(crate) struct Sums {
    /// Claims by their place, with what was found.
    pub(crate) verified: Vec<(usize, Money)>,
    /// Claims with what they are settled at.
    pub(crate) settled: Vec<(usize, Money)>,
    /// What is owed.
    pub(crate) duties: Vec<Duty>,
    /// In how many parts it is paid.
    pub(crate) parts: usize,
}

impl Sums {
    /// Draws them.
    pub(crate) fn draw(world: &World, dispute: &Dispute<'_>, end: &End, choice: &mut Choice) -> Self {
        let words = &world.words;
        let mut sums = Self { verified: Vec::new(), settled: Vec::new(), duties: Vec::new(), parts: 1 };
        let mut shares = vec![Money::ZERO; dispute.workers.len()];
        // A partial agreement leaves the last claim open.
        let claims = dispute.kind.claims.len();
        let settles = if *end == End::Partial { claims.saturating_sub(1) } else { claims };
        for (claim, n) in dispute.kind.claims.iter().zip(0_usize..) {
            let claimed: Vec<Money> = dispute.workers.iter().filter_map(|worker| worker.amounts.get(n).copied().flatten()).collect();
            if claimed.is_empty() {
                if end.agrees() && n < settles {
                    sums.settled.push((n, Money::ZERO));
                    let (kind, way) = plan::promise(words, &claim.kind);
                    let due = choice.between(5, 15);
                    let met = if *end == End::NotPerformed { None } else { Some(due - choice.between(0, 3)) };
                    sums.duties.push(Duty { kind, payer: dispute.workers.len(), payee: 0, amount: None, due, way, met });
                }
                continue;
            }
            let found = choice.between(82, 100);
            let found: Vec<Money> = claimed.iter().map(|amount| percent(*amount, found)).collect();
            sums.verified.push((n, found.iter().copied().sum()));
            if end.agrees() && n < settles {
                let [low, high] = words.year.agreed_percent;
                // Wages are not haggled over like the rest.
                let low = if claim.kind.contains("arrears") { low.max(90) } else { low };
                let part = choice.between(low, high);
                let settled: Vec<Money> = found.iter().map(|amount| percent(*amount, part)).collect();
                for (share, amount) in shares.iter_mut().zip(&settled) {
                    *share = share.plus(*amount);
                }
                sums.settled.push((n, settled.into_iter().sum()));
            }
        }
        let builds =
            dispute.kind.industries.iter().any(|code| code == "E") && dispute.kind.groups.iter().any(|group| group == "migrant_worker");
        sums.pay(world, &shares, end, builds, choice);
        sums
    }

    fn pay(&mut self, world: &World, shares: &[Money], end: &End, builds: bool, choice: &mut Choice) {
        let total: Money = shares.iter().copied().sum();
        if !end.agrees() || total == Money::ZERO {
            return;
        }
        let many = shares.len() > 4;
        let several = choice.in_thousand(world.words.year.instalments_per_thousand) || *end == End::NotPerformed;
        let parts: i64 = match several {
            true if many => 2,
            true => choice.between(2, 3),
            false => 1,
        };
        let mut left = total;
        let mut due = choice.between(3, 15);
        let mut instalments = Vec::new();
        for n in 1..=parts {
            let amount = if n == parts { left } else { percent(total, 100 / parts) };
            left = left.minus(amount);
            let kept = *end != End::NotPerformed || (n == 1 && choice.in_thousand(600));
            let met = if choice.in_thousand(130) { due + choice.between(2, 24) } else { (due - choice.between(0, 3)).max(1) };
            instalments.push(Instalment { amount, due, met: kept.then_some(met) });
            due += choice.between(14, 31);
        }
        self.parts = instalments.len();
        let ways: Vec<&String> = world.words.reasons.pay_way.iter().filter(|way| builds || !way.contains("{builds}")).collect();
        let way = choice.of(&ways).map(|way| way.replace("{builds}", "")).unwrap_or_default();
        self.duties.extend(plan::duties(&instalments, shares, &way));
    }
}

/// So many percent, in tens of yuan, at least ten.
fn percent(amount: Money, percent: i64) -> Money {
    Money((amount.0 / 1000 * percent / 100 * 1000).max(1000))
}
