//! Timers: each is listed in [`SCHEDULE`] and calls an intention with the system as its actor.

mod ending;
mod outbox;
mod reminder;
mod vault_key;

use std::time::Duration;

use crate::App;

/// How often the jobs look for work.
const EVERY: Duration = Duration::from_secs(20);

/// A timed piece of work with its name for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Carry out what waits in the outbox.
    SendMessages,
    /// Remind debtors of obligations that fall due soon.
    RemindDebtors,
    /// Remind whoever mediates of obligations whose day has passed without a confirmed payment.
    RemindOfDefaults,
    /// Remind of periods of the law, by their rules.
    RemindOfPeriods,
    /// Announce what runs out in registers: terms, certificates, loans.
    AnnounceEndings,
    /// Take up a calendar that another process imported.
    ReloadCalendar,
    /// Forget old answers to machines.
    ForgetAnswers,
    /// Forget tables that were brought for a register and lie there since yesterday.
    ForgetTables,
    /// Destroy the keys of vaults whose time is over.
    DestroyVaultKeys,
}

/// Every job.
pub const SCHEDULE: &[Job] = &[
    Job::SendMessages,
    Job::ReloadCalendar,
    Job::RemindDebtors,
    Job::RemindOfDefaults,
    Job::RemindOfPeriods,
    Job::AnnounceEndings,
    Job::ForgetAnswers,
    Job::ForgetTables,
    Job::DestroyVaultKeys,
];

impl Job {
    /// After how many looks at the schedule it is done again.
    const fn turns(self) -> u64 {
        match self {
            Self::DestroyVaultKeys | Self::AnnounceEndings | Self::ForgetTables => 180, // once an hour
            _ => 1,
        }
    }
}

/// Runs the jobs until the program ends.
pub async fn run(app: App) {
    let mut turn: u64 = 0;
    loop {
        for job in SCHEDULE.iter().filter(|job| turn.is_multiple_of(job.turns())) {
            if let Err(error) = once(&app, *job).await {
                tracing::error!(job.name = ?job, error = ?error, "job failed");
            }
        }
        turn = turn.wrapping_add(1);
        tokio::time::sleep(EVERY).await;
    }
}

/// Runs one job once; gives how much it did.
pub async fn once(app: &App, job: Job) -> crate::Result<usize> {
    match job {
        Job::SendMessages => outbox::send(app).await,
        Job::RemindDebtors => reminder::before_due(app).await,
        Job::RemindOfDefaults => reminder::after_due(app).await,
        Job::AnnounceEndings => ending::announce(app).await,
        Job::RemindOfPeriods => crate::case::clocks::remind(app).await,
        Job::ReloadCalendar => Ok(usize::from(crate::case::clocks::reload_calendar(app).await?)),
        Job::ForgetAnswers => crate::idempotency::forget(app).await,
        Job::ForgetTables => crate::organisation::brought::forget(app).await,
        Job::DestroyVaultKeys => vault_key::destroy(app).await,
    }
}
