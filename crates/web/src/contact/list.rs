//! The contacts of one's offices, newest first: who came, about what, who answers for it, what came of it.

use app::contact::{ContactLine, ContactOutcome, ListFilter};
use app::text;
use askama::Template;
use domain::access::rules::Deal;
use domain::intake::Channel;
use domain::kernel::id::ContactId;
use domain::kernel::{Day, Moment};

use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::{Frame, Tone};
use crate::look::part::{Chip, Pager};
use crate::paging::pager;

/// Most characters of the matter that a row shows.
const SHORT: usize = 40;

struct Line {
    href: String,
    number: String,
    when: String,
    channel: &'static str,
    person: String,
    phone: String,
    employer: String,
    summary: String,
    owner: String,
    outcome: Chip,
}

/// A choice of a filter: value, words, chosen now.
type Choice = (&'static str, &'static str, bool);

#[derive(Template)]
#[template(path = "contact/list.html")]
struct Page {
    frame: Frame,
    q: String,
    outcomes: Vec<Choice>,
    channels: Vec<Choice>,
    mine: bool,
    from: String,
    to: String,
    narrowed: bool,
    lines: Vec<Line>,
    pager: Pager,
    register: bool,
}

/// The contacts that the address asks for; open ones when it says nothing.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let narrowed = ["q", "outcome", "channel", "mine", "from", "to"].iter().any(|name| asked.0.get(name).is_some());
    let outcome = if narrowed { asked.parsed::<ContactOutcome>("outcome") } else { Some(ContactOutcome::Open) };
    let mine = asked.text("mine") == "1";
    let filter = ListFilter {
        outcome,
        channel: asked.parsed("channel"),
        owner: mine.then_some(visitor.cx.person.account),
        query: Some(asked.text("q").to_owned()).filter(|q| !q.is_empty()),
        from: asked.parsed::<Day>("from"),
        to: asked.parsed::<Day>("to"),
    };
    let found = app::contact::list(&visitor.cx, &filter, after(asked.text("after"))).await?;
    let next = found.rows.last().filter(|_| found.more).map(|row| format!("{}_{}", row.received.0, row.id));
    let count = found.rows.len();
    let heading = match (count, outcome) {
        (0, Some(ContactOutcome::Open)) if !narrowed => "none_open",
        (0, _) => "none",
        (_, Some(ContactOutcome::Open)) if found.more => "many_open",
        (_, Some(ContactOutcome::Open)) => "some_open",
        _ => "some",
    };
    let title = text::phrase("page.contact", heading, &[("count", count.to_string())]);
    let year = visitor.cx.now.day().year();
    let listed = |all: &[&'static str], group, chosen: &str| -> Vec<Choice> {
        all.iter().map(|code| (*code, text::code(group, code), *code == chosen)).collect()
    };
    shown(&Page {
        frame: visitor.frame(title),
        q: asked.text("q").to_owned(),
        outcomes: listed(ContactOutcome::CODES, ContactOutcome::GROUP, outcome.map(ContactOutcome::code).unwrap_or_default()),
        channels: listed(Channel::CODES, Channel::GROUP, asked.text("channel")),
        mine,
        from: asked.text("from").to_owned(),
        to: asked.text("to").to_owned(),
        narrowed,
        lines: found.rows.into_iter().map(|row| line(row, year)).collect(),
        pager: pager("/contacts", &asked, text::phrase("page.contact", "shown", &[("count", count.to_string())]), next),
        register: visitor.may(Deal::Register),
    })
}

/// `1763600000000_contact_…`: the last row of the page before.
fn after(key: &str) -> Option<(Moment, ContactId)> {
    let (at, id) = key.split_once('_')?;
    Some((Moment(at.parse().ok()?), id.parse().ok()?))
}

fn line(row: ContactLine, year: i32) -> Line {
    Line {
        href: format!("/contacts/{}", row.id),
        when: text::moment(row.received, year),
        channel: text::code(Channel::GROUP, row.channel.code()),
        person: row.person_name.unwrap_or_default(),
        phone: row.phone.unwrap_or_default(),
        employer: row.employer_name.unwrap_or_default(),
        summary: shortened(&row.summary),
        owner: row.owner,
        outcome: outcome(row.outcome),
        number: row.number,
    }
}

/// What came of a contact, in an icon and a word.
pub(super) fn outcome(outcome: ContactOutcome) -> Chip {
    let (tone, icon) = match outcome {
        ContactOutcome::Open => (Tone::Near, "clock"),
        ContactOutcome::Advice => (Tone::Ok, "ok"),
        ContactOutcome::Referral => (Tone::Info, "turn"),
        ContactOutcome::Case => (Tone::Accent, "doc"),
    };
    Chip { tone, icon, text: text::code(ContactOutcome::GROUP, outcome.code()).to_owned() }
}

/// The beginning of a text, on one line.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHORT { line } else { line.chars().take(SHORT).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use domain::kernel::Moment;
    use domain::kernel::id::ContactId;

    use super::{after, shortened};

    #[test]
    fn a_page_begins_behind_the_row_that_the_address_names() {
        let id = "contact_00000000000000000000000000000001".parse::<ContactId>().unwrap();
        assert_eq!(after(&format!("17_{id}")), Some((Moment(17), id)));
        assert_eq!(after("17"), None);
        assert_eq!(after("x_contact_1"), None);
    }

    #[test]
    fn a_long_matter_is_shortened_by_characters() {
        assert_eq!(shortened("a\nb"), "a b");
        assert_eq!(shortened(&"a".repeat(50)).chars().count(), 41);
    }
}
