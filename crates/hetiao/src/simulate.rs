//! `hetiao simulate`: a million agreements lived day by day; ends with an error when a window closed without its package or its reminders.

use std::num::NonZero;
use std::time::Instant;

use anyhow::bail;
use city::simulate::{House, Mutation};

/// How many, from which seed.
#[derive(clap::Args)]
pub(crate) struct Simulate {
    /// 多少份协议
    #[arg(long, default_value_t = 1_000_000)]
    agreements: u64,
    /// 种子
    #[arg(long, default_value_t = 2026)]
    seed: u64,
}

/// Lives them and prints the counts.
#[expect(clippy::print_stdout, reason = "a command prints what it found, and how long it took")]
pub(crate) fn run(args: &Simulate) -> anyhow::Result<()> {
    let began = Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let tally = House::new(Mutation::None)?.live_all(args.seed, args.agreements, u64::try_from(threads)?);
    println!("{tally}{} agreements from seed {} in {} s on {threads} threads", args.agreements, args.seed, began.elapsed().as_secs());
    if tally.violations > 0 {
        bail!("{} violations", tally.violations);
    }
    Ok(())
}
