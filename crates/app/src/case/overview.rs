//! The director's overview: figures that open the cases behind them, each rate with its numerator and denominator.

use domain::access::{Action, rules::Deal};
use domain::kernel::{Day, Rate};
use store::case::figures::{self, By};
pub use store::case::figures::{Counted, Monthly};
use store::case::list;

use super::list::Filter;
use crate::{Ctx, Result};

/// Figures of a period.
#[derive(Clone, Debug)]
pub struct Overview {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// By stage.
    pub stages: Vec<Counted>,
    /// By result.
    pub results: Vec<Counted>,
    /// By type of claim.
    pub claims: Vec<Counted>,
    /// By division.
    pub divisions: Vec<Counted>,
    /// By channel.
    pub channels: Vec<Counted>,
    /// By industry.
    pub industries: Vec<Counted>,
    /// Came in, by month.
    pub received: Vec<Monthly>,
    /// Were closed, by month.
    pub closed: Vec<Monthly>,
    /// Agreements (full and partial) out of mediations ended (law.md §7.2: our proposal, no official formula found).
    pub agreed: Rate,
    /// Ended in time out of ended.
    pub in_time: Rate,
    /// Open past the period now.
    pub late_now: i64,
    /// Mass disputes: at least the threshold of workers.
    pub mass: i64,
}

/// The figures of cases received in `from..=to`.
pub async fn overview(cx: &Ctx, from: Day, to: Day) -> Result<Overview> {
    cx.may_somewhere(Action::Deal(Deal::ReadFigures))?;
    let scope = cx.scope(Action::Deal(Deal::ReadFigures));
    let reader = cx.app.store.read();
    let by = |key| figures::received(&reader, &scope, from, to, key);
    let period = Filter { received_from: Some(from), received_to: Some(to), ..Filter::default() };
    let results = by(By::Result).await?;
    let count = |codes: &[&str]| results.iter().filter(|row| codes.contains(&row.key.as_str())).map(|row| row.cases).sum::<i64>();
    let ended: i64 = results.iter().filter(|row| !row.key.is_empty()).map(|row| row.cases).sum();
    let late = list::count(&reader, &scope, &Filter { late_on: Some(cx.now.day()), ..period.clone() }).await?;
    let late_now = list::count(
        &reader,
        &scope,
        &Filter {
            late_on: Some(cx.now.day()),
            stages: domain::case::Stage::ALL.iter().copied().filter(|stage| stage.is_open()).collect(),
            ..period.clone()
        },
    )
    .await?;
    let mass = list::count(&reader, &scope, &Filter { workers_from: Some(cx.app.settings.mass_threshold), ..period }).await?;
    Ok(Overview {
        from,
        to,
        stages: by(By::Stage).await?,
        claims: by(By::ClaimKind).await?,
        divisions: by(By::Division).await?,
        channels: by(By::Channel).await?,
        industries: by(By::Industry).await?,
        received: figures::monthly(&reader, &scope, from, to, false).await?,
        closed: figures::monthly(&reader, &scope, from, to, true).await?,
        agreed: Rate { part: count(&["agreement", "partial", "not_performed"]), whole: ended },
        in_time: Rate { part: ended - (late - late_now), whole: ended },
        results,
        late_now,
        mass,
    })
}
