//! One case as a line of a list: plain words and parts, made once for every list of the site.

use app::Ctx;
use app::case::list::Listed;
use app::case::names::Directory;
use app::text;
use domain::access::{Action, rules};
use domain::case::Stage;
use domain::kernel::{Day, Money};

use super::due::{clock, state};
use crate::look::frame::Tone;
use crate::look::part::{Chip, Clock};

/// A line.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Where the case is; nothing for somebody who may see lists only.
    pub(crate) href: Option<String>,
    /// Case number.
    pub(crate) number: String,
    /// Worker's side.
    pub(crate) worker: String,
    /// Employer's side.
    pub(crate) employer: String,
    /// First type of claim.
    pub(crate) kind: String,
    /// So many workers that it is a mass dispute.
    pub(crate) mass: Option<i64>,
    /// How far it has come.
    pub(crate) stage: Chip,
    /// How it ended, or nothing.
    pub(crate) result: String,
    /// Mediator or organisation.
    pub(crate) handler: String,
    /// Day of receipt.
    pub(crate) received: String,
    /// What falls due next, and when.
    pub(crate) clock: Option<Clock>,
    /// What it is that falls due.
    pub(crate) due_what: String,
    /// Why on this day.
    pub(crate) due_why: String,
    /// For whom it waits.
    pub(crate) waiting_for: String,
    /// What it waits for.
    pub(crate) waits: String,
    /// The day of the last event.
    pub(crate) since: String,
    /// Whole days since the last event.
    pub(crate) days: i64,
    /// The four amounts; empty where unknown.
    pub(crate) amounts: [String; 4],
}

/// The lines of a page.
pub(crate) fn lines(cx: &Ctx, rows: &[Listed], names: &Directory) -> Vec<Line> {
    rows.iter().map(|row| line(cx, row, names)).collect()
}

/// One line.
pub(crate) fn line(cx: &Ctx, row: &Listed, names: &Directory) -> Line {
    let today = cx.now.day();
    let day = |day: Day| text::day(day, today.year());
    let money = |amount: Option<Money>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let opens = rules::anywhere(&cx.person, Action::Deal(rules::Deal::ReadCase)).is_some();
    Line {
        href: opens.then(|| format!("/cases/{}", row.id)),
        number: row.number.clone(),
        worker: row.worker_name.clone(),
        employer: row.employer_name.clone(),
        kind: cx.app.lists.name("claim_type", &row.claim_kind).to_owned(),
        mass: Some(row.workers).filter(|workers| *workers >= cx.app.settings.mass_threshold),
        stage: stage_chip(row),
        result: row.result.map_or_else(String::new, |result| text::code("close_result", result.code()).to_owned()),
        handler: names.handler_of(row).unwrap_or_default().to_owned(),
        received: day(row.received),
        clock: row.next_due.map(|due| {
            let why = row.watched_rule.as_ref().filter(|_| opens).map(|rule| format!("/cases/{}#why-{rule}", row.id));
            clock(state(due, today, cx.app.settings.near_days), due, today, why)
        }),
        due_what: text::code("due_what", row.stage.code()).to_owned(),
        due_why: why(cx, row, today),
        waiting_for: names.waiting_for(row).unwrap_or_default().to_owned(),
        waits: text::code("waits_for", row.stage.code()).to_owned(),
        since: day(row.touched.day()),
        days: row.touched.day().days_until(today).max(0),
        amounts: [money(row.claimed), money(row.verified), money(row.agreed), row.agreed.map(|_| row.paid.to_string()).unwrap_or_default()],
    }
}

/// Why the next thing is due on its day, in a few words.
fn why(cx: &Ctx, row: &Listed, today: Day) -> String {
    let received = text::day(row.received, today.year());
    let rule = row.watched_rule.as_deref().and_then(|rule| rule.parse().ok());
    let brief = rule.and_then(|rule| cx.app.rules.applying(rule, row.received, None)).map(|rule| rule.brief.clone());
    match row.stage {
        stage if stage.is_open() => text::phrase("due_why", "open", &[("day", received), ("rule", brief.unwrap_or_default())]),
        Stage::Performing => text::code("due_why", "performing").to_owned(),
        _ => text::code("due_why", "closed").to_owned(),
    }
}

/// The stage as a chip: its word, with a colour only where somebody must look.
pub(crate) fn stage_chip(row: &Listed) -> Chip {
    let (tone, icon) = match row.stage {
        Stage::Registered => (Tone::Info, "pen"),
        Stage::Accepted | Stage::Dispatched => (Tone::Info, "users"),
        Stage::Mediating => (Tone::Accent, "talk"),
        Stage::Signing => (Tone::Accent, "stamp"),
        Stage::Performing => (Tone::Accent, "yuan"),
        Stage::Closed => (Tone::Ok, "ok"),
        Stage::Archived | Stage::Declined => (Tone::Plain, "doc"),
    };
    Chip { tone, icon, text: text::code("stage", row.stage.code()).to_owned() }
}
