//! The calendar of duties and absences of an organisation, a week at a time.

use app::organisation::{calendar, offices_within};
use app::text;
use askama::Template;
use domain::access::rules::Deal;
use domain::kernel::Day;
use domain::kernel::id::OrganisationId;

use crate::case::filter::href;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;

/// One day at the head of the table.
struct Head {
    weekday: String,
    day: String,
    today: bool,
    works: bool,
}

/// What there is on a day: words, whether away, the record.
struct Slot {
    what: String,
    away: bool,
    href: String,
}

/// Somebody who takes cases here: name, address, cases, weight, fields, away.
struct Hand {
    name: String,
    href: String,
    full_time: bool,
    cases: i64,
    weight: i64,
    fields: String,
    away: Option<String>,
}

struct Row {
    name: String,
    href: Option<String>,
    days: Vec<Vec<Slot>>,
}

#[derive(Template)]
#[template(path = "organisation/duty.html")]
struct Page {
    frame: Frame,
    organisation: String,
    week: String,
    offices: Vec<(String, String, bool)>,
    day: String,
    before: String,
    after: String,
    heads: Vec<Head>,
    rows: Vec<Row>,
    add: Option<String>,
    hands: Vec<Hand>,
}

/// The week that the address names, of the organisation that it names; this week of one's own otherwise.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let own = cx.person.grants.first().map(|grant| grant.office);
    let organisation = asked.parsed::<OrganisationId>("organisation").or(own).ok_or(app::Error::NotFound)?;
    let today = cx.now.day();
    let week = calendar::week(cx, organisation, asked.parsed::<Day>("day").unwrap_or(today)).await?;
    let first = week.days.first().map_or(today, |(day, _)| *day);
    let id = organisation.to_string();
    let to = |day: Day| href("/duty", [("organisation", id.as_str()), ("day", day.to_string().as_str())]);
    let mut offices: Vec<(String, String, bool)> = match offices_within(cx, Deal::ReadDirectory).await {
        Ok(rows) => rows.into_iter().map(|row| (row.id.to_string(), row.name, row.id == organisation)).collect(),
        Err(app::Error::NotFound) => Vec::new(),
        Err(other) => return Err(other.into()),
    };
    if !offices.iter().any(|(_, _, chosen)| *chosen) {
        offices.insert(0, (id.clone(), week.organisation.clone(), true));
    }
    let head = |(day, works): &(Day, bool)| Head {
        weekday: text::code("page_duty", &format!("weekday_{}", day.weekday())).to_owned(),
        day: format!("{}-{}", day.month(), day.day()),
        today: *day == today,
        works: *works,
    };
    let slot = |entry: &calendar::Entry| Slot { what: entry.what.clone(), away: entry.away, href: format!("/records/{}", entry.record) };
    let rows = week.people.iter().map(|one| Row {
        name: one.name.clone(),
        href: one.person.map(|person| format!("/records/{person}")),
        days: one.days.iter().map(|day| day.iter().map(slot).collect()).collect(),
    });
    let hand = |one: calendar::Free| Hand {
        href: format!("/mediators/{}", one.account),
        full_time: one.full_time,
        cases: one.in_hand.cases,
        weight: one.in_hand.weight,
        fields: one.fields.join(text::code("format", "list")),
        away: one.away.map(|(what, until)| text::phrase("page_duty", "away", &[("what", what), ("until", until.chinese())])),
        name: one.name,
    };
    let hands = calendar::free(cx, organisation).await?.into_iter().map(hand).collect();
    let span = [("from", first.chinese()), ("until", first.plus(6).chinese())];
    shown(&Page {
        frame: visitor.frame(text::code("page_duty", "title")),
        week: text::phrase("page_duty", "week", &span),
        heads: week.days.iter().map(head).collect(),
        rows: rows.collect(),
        day: first.to_string(),
        before: to(first.plus(-7)),
        after: to(first.plus(7)),
        add: visitor.may(Deal::KeepDirectory).then(|| href("/registers/duty/new", [("organisation", id.as_str())])),
        organisation: week.organisation,
        offices,
        hands,
    })
}
