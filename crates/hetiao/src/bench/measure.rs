//! Measuring: how long the same thing takes many times over, and how it stands beside a baseline of the same run.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::client::Connection;

/// What was measured.
pub(super) struct Times {
    /// Half of the runs took no longer.
    pub(super) median: Duration,
    /// 95 of 100 runs took no longer.
    pub(super) p95: Duration,
    /// Bytes of the last answer.
    pub(super) bytes: usize,
}

/// Asks for a page so many times after a few unmeasured ones. Anything but a page or a way to one ends the measuring.
pub(super) async fn page(connection: &mut Connection, path: &str, headers: &str, runs: usize) -> Result<Times> {
    let mut taken = Vec::with_capacity(runs);
    let mut bytes = 0;
    for run in 0..=runs + runs / 10 {
        let began = Instant::now();
        let reply = connection.ask("GET", path, headers, &[]).await?;
        let took = began.elapsed();
        ensure!(matches!(reply.status, 200 | 303), "{path} answered {}", reply.status);
        bytes = reply.body.len();
        if run > runs / 10 {
            taken.push(took);
        }
    }
    taken.sort_unstable();
    let at = |percent: usize| taken.get((taken.len() * percent / 100).min(taken.len().saturating_sub(1))).copied().unwrap_or_default();
    Ok(Times { median: at(50), p95: at(95), bytes })
}

/// How many times as long (or as many) as the baseline.
pub(super) fn ratio(value: f64, baseline: f64) -> String {
    if baseline > 0.0 { format!("{:.1}x", value / baseline) } else { "-".to_owned() }
}

/// Milliseconds with two digits.
pub(super) fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}
