//! Proofs of attendance and of hours of training (出勤证明, S1-37; mutual recognition, S1-29): counted from the registers of duty and training, set as
//! a paper with a number and a check code, kept as a record with its file. Both the person and who keeps their file may have one.

use std::collections::BTreeSet;

use domain::access::{Action, Scope};
use domain::case::Actor;
use domain::document::{PaperState, number};
use domain::kernel::id::{FileId, RecordId};
use domain::kernel::{Day, Fault};
use domain::organisation::register::{Filled, text_of};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use store::organisation::OrganisationRow;
use store::organisation::record::{self, Narrow, RecordFile, RecordRow};
use store::{Tx, numbering};

use super::register::keep::{enter_as, read_form};
use super::register::{Book, Names, facts, filled, keeper};
use super::roster::{ABSENT, DUTIES, PEOPLE};
use super::training::{ATTENDANCE, COURSES};
use crate::access::secret::{hex, readable};
use crate::document::check::{Checked, address};
use crate::document::model::{Align, Block, Check, Column, Paper};
use crate::document::printed;
use crate::text::{code, phrase};
use crate::{App, Ctx, Error, Result};

/// The register of proofs.
pub const PROOFS: &str = "proof";
/// The sequence of their numbers.
const SEQUENCE: &str = "proof";
/// The language file's group.
const WORDS: &str = "proof";
/// Records of one person that are looked through.
const MOST: i64 = 5_000;
/// Tries after which somebody else was faster too often.
const TRIES: usize = 5;

/// What is counted for one period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    /// Cells of each duty: days, what, where, how many days, hours.
    pub duty: Vec<Vec<String>>,
    /// Cells of each course: day, course, who held it, hours, mark.
    pub training: Vec<Vec<String>>,
    /// Different days of duty or training.
    pub days: usize,
    /// Hours of training.
    pub hours: i64,
}

fn book<'a>(cx: &'a Ctx, code: &str) -> Result<&'a Book> {
    cx.app.lists.registers().find(code).ok_or(Error::NotFound)
}

/// The person in the roster, and as whom a proof may be had: as the keeper of their file, or as the person.
async fn allowed(cx: &Ctx, person: RecordId) -> Result<(RecordRow, Actor)> {
    let reader = cx.app.store.read();
    let row = record::find(&reader, person).await?.filter(|row| row.register == PEOPLE).ok_or(Error::NotFound)?;
    let people = record::people(&reader, person).await?;
    let there = facts(row.organisation, &row.division, people.clone());
    let proofs = book(cx, PROOFS)?;
    let actor = match keeper(cx, proofs, &there) {
        Ok(actor) => actor,
        Err(_) if people.contains(&cx.person.account) => cx.may(Action::Deal(proofs.register.audience.deal()), &there)?,
        Err(error) => return Err(error),
    };
    Ok((row, actor))
}

/// Whether who asks may have a proof for this person.
pub async fn may_have(cx: &Ctx, person: &RecordRow) -> bool {
    person.register == PEOPLE && allowed(cx, person.record).await.is_ok()
}

/// What the registers say of a person's duty and training from one day to another.
///
/// # Errors
/// When the store can't be read.
pub async fn counted(cx: &Ctx, person: RecordId, from: Day, until: Day) -> Result<Attendance> {
    let (mut found, mut days) = (Attendance::default(), BTreeSet::new());
    let span = |first: Day, last: Day| if first == last { first.to_string() } else { format!("{first}～{last}") };
    let (duties, names) = records(cx, DUTIES, person).await?;
    let book_of_duty = &book(cx, DUTIES)?.register;
    let told =
        |name: &str, values: &Filled| book_of_duty.field(name).map(|field| names.told(&cx.app.lists, field, values)).unwrap_or_default();
    let mut lines: Vec<(Day, Vec<String>)> = Vec::new();
    for values in duties.iter().map(filled).filter(|values| !ABSENT.contains(&values.text("sort"))) {
        let (Some(first), Some(last)) = (values.day("from"), values.day("until")) else { continue };
        let (first, last) = (first.max(from), last.min(until));
        let on = on_duty(cx, first, last);
        if on.is_empty() {
            continue;
        }
        let cells =
            [span(first, last), told("sort", &values), told("organisation", &values), on.len().to_string(), text_of(values.0.get("hours"))];
        lines.push((first, cells.into()));
        days.extend(on);
    }
    lines.sort();
    found.duty = lines.into_iter().map(|(_, cells)| cells).collect();

    let (attended, names) = records(cx, ATTENDANCE, person).await?;
    let field = |name: &str| book(cx, ATTENDANCE).map(|book| book.register.field(name));
    let mut lines: Vec<(Day, Vec<String>)> = Vec::new();
    for values in attended.iter().map(filled) {
        let Some(day) = values.day("day").filter(|day| (from..=until).contains(day)) else { continue };
        let course = field("course")?.map(|field| names.told(&cx.app.lists, field, &values)).unwrap_or_default();
        let by = held_by(cx, &values).await?;
        lines.push((day, vec![day.to_string(), course, by, text_of(values.0.get("hours")), text_of(values.0.get("test"))]));
        found.hours += values.number("hours").unwrap_or(0);
        days.insert(day);
    }
    lines.sort();
    found.training = lines.into_iter().map(|(_, cells)| cells).collect();
    found.days = days.len();
    Ok(found)
}

/// The days of a duty: workdays, and for a duty of a single day that day, whatever it is.
fn on_duty(cx: &Ctx, first: Day, last: Day) -> Vec<Day> {
    let calendar = cx.app.calendar();
    let days = (0..=first.days_until(last)).map(|n| first.plus(n));
    days.filter(|day| first == last || calendar.is_workday(*day)).collect()
}

/// The organisation that held the course.
async fn held_by(cx: &Ctx, values: &Filled) -> Result<String> {
    let reader = cx.app.store.read();
    let Ok(course) = values.text("course").parse::<RecordId>() else { return Ok(String::new()) };
    let office = record::find(&reader, course).await?.filter(|row| row.register == COURSES).and_then(|row| row.organisation);
    Ok(match office {
        Some(office) => store::organisation::find(&reader, office).await?.map(|row| row.name).unwrap_or_default(),
        None => String::new(),
    })
}

async fn records(cx: &Ctx, code: &str, person: RecordId) -> Result<(Vec<RecordRow>, Names)> {
    let narrow = Narrow { about: Some(person), ..Narrow::default() };
    let rows = record::page(&cx.app.store.read(), code, &Scope::everything(), &narrow, None, MOST).await?;
    let names = Names::of(cx, &book(cx, code)?.register, &rows).await?;
    Ok((rows, names))
}

/// Issues a proof: sort, period and addressee as the book's form asks them. Gives its record, which holds the file.
///
/// # Errors
/// Faults of the form; a fault at `from` when there is nothing to prove; [`Error::NotFound`] for everybody else's.
pub async fn issue(cx: &Ctx, person: RecordId, typed: &Value) -> Result<RecordId> {
    let (row, actor) = allowed(cx, person).await?;
    let (sort, from, until) = asked(cx, typed)?;
    let mut counted = counted(cx, person, from, until).await?;
    if sort == "hours" {
        counted.duty.clear();
    }
    if counted.duty.is_empty() && counted.training.is_empty() {
        return Err(Error::at("from", Fault::Wrong("nothing_to_prove")));
    }
    let office = row.organisation.ok_or(Error::NotFound)?;
    let office = store::organisation::find(&cx.app.store.read(), office).await?.ok_or(Error::NotFound)?;
    for _ in 0..TRIES {
        let year = cx.now.day().year();
        let serial = numbering::last(&cx.app.store.read(), office.id, i64::from(year), SEQUENCE).await? + 1;
        let number = number::number(&cx.app.settings.paper_number, &office.number_prefix, code(WORDS, "word"), year, serial);
        let check = readable(&cx.app);
        let paper = paper(cx, (&row, &office), (&sort, from, until, typed), &counted, (&number, &check));
        let title = paper.title.clone();
        let pdf = printed(cx, paper).await?;
        let form = json!({
            "person": person.to_string(), "number": number, "sort": sort, "from": from.to_string(), "until": until.to_string(),
            "addressee": typed.get("addressee"), "organisation": office.id.to_string(), "days": counted.days, "hours": counted.hours, "code": check,
        });
        let read = read_form(cx, book(cx, PROOFS)?, &form)?;
        let kept = Kept {
            office: office.id,
            year: i64::from(year),
            serial,
            read,
            actor: actor.clone(),
            name: phrase(WORDS, "file", &[("title", title), ("number", number)]),
        };
        let (cx, store) = (cx.clone(), cx.app.store.clone());
        match store.write(move |tx| Box::pin(async move { kept.keep(&cx, tx, pdf).await })).await {
            Err(Error::Raced) => {}
            outcome => return outcome,
        }
    }
    Err(Error::Stale)
}

fn asked(cx: &Ctx, typed: &Value) -> Result<(String, Day, Day)> {
    // What the house fills is not asked: it stands here only so that the rest can be read.
    let mut whole = typed.as_object().cloned().unwrap_or_default();
    let given = book(cx, PROOFS)?;
    for name in given.register.fields.iter().filter(|field| field.given).map(|field| &field.name) {
        whole.remove(name);
    }
    let register = domain::organisation::register::Register {
        fields: given.register.fields.iter().filter(|field| !field.given).cloned().collect(),
        ..given.register.clone()
    };
    let read = read_form(cx, &Book { register, specs: Vec::new() }, &Value::Object(whole))?;
    let (Some(from), Some(until)) = (read.day("from"), read.day("until")) else { return Err(Error::at("from", Fault::Missing)) };
    if until < from {
        return Err(Error::at("until", Fault::Wrong("end_before_start")));
    }
    if until > cx.now.day() {
        return Err(Error::at("until", Fault::Wrong("period_not_over")));
    }
    Ok((read.text("sort").to_owned(), from, until))
}

fn paper(
    cx: &Ctx,
    (person, office): (&RecordRow, &OrganisationRow),
    (sort, from, until, typed): (&str, Day, Day, &Value),
    counted: &Attendance,
    (number, check): (&str, &str),
) -> Paper {
    let word = |name: &str| code(WORDS, name).to_owned();
    let column = |name: &str, weight: u16| Column { title: word(name), align: Align::Left, weight };
    let whole = [("name", person.title.clone()), ("days", counted.days.to_string()), ("hours", counted.hours.to_string())];
    let hours_only = sort == "hours";
    let mut body = vec![Block::Paragraph(phrase(WORDS, if hours_only { "training" } else { "whole" }, &whole))];
    if !counted.duty.is_empty() {
        let columns = vec![column("day", 4), column("what", 2), column("where", 4), column("days", 1), column("duty_hours", 1)];
        body.extend([Block::Heading(word("duty_table")), Block::Table { columns, rows: counted.duty.clone() }]);
    }
    if !counted.training.is_empty() {
        let columns = vec![column("day", 2), column("course", 4), column("by", 4), column("course_hours", 1), column("test", 1)];
        body.extend([Block::Heading(word("training_table")), Block::Table { columns, rows: counted.training.clone() }]);
    }
    body.extend([Block::Paragraph(word("recognised")), Block::Notice(word("source"))]);
    let mut head = vec![(word("name"), person.title.clone()), (word("organisation"), office.name.clone())];
    let span = [("from", from.chinese()), ("until", until.chinese())];
    head.push((word("period"), phrase(WORDS, "span", &span)));
    let addressee = typed.get("addressee").and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    head.extend(addressee.map(|text| (word("addressee"), text.to_owned())));
    Paper {
        kind: "attendance_proof",
        title: word(if hours_only { "hours" } else { "attendance" }),
        number: Some(number.to_owned()),
        head,
        body,
        seal: Some(office.name.clone()),
        date: Some(cx.now.day().chinese()),
        day: Some(cx.now.day()),
        check: Some(Check { url: address(cx.app.issuing.public(), number, check), code: check.to_owned() }),
        ..Paper::default()
    }
}

/// A proof that is printed and waits to be kept.
struct Kept {
    office: domain::kernel::id::OrganisationId,
    year: i64,
    serial: i64,
    read: Filled,
    actor: Actor,
    name: String,
}

impl Kept {
    async fn keep(self, cx: &Ctx, tx: &Tx, pdf: Vec<u8>) -> Result<RecordId> {
        if numbering::next(tx, self.office, self.year, SEQUENCE).await? != self.serial {
            return Err(Error::Raced);
        }
        let id = enter_as(cx, tx, PROOFS, &self.read, &self.actor).await?;
        let file = RecordFile {
            id: FileId(cx.app.dice.id()),
            name: format!("{}.pdf", self.name),
            content_type: "application/pdf".to_owned(),
            size: i64::try_from(pdf.len()).unwrap_or(i64::MAX),
            stored_at: cx.now,
        };
        record::attach(tx, id, &file, &Sha256::digest(&pdf), pdf, cx.person.account).await?;
        Ok(id)
    }
}

/// What anybody may know of a proof whose number and code they have.
pub(crate) async fn checked(app: &App, number: &str, is_code: impl Fn(&str) -> bool) -> Result<Option<Checked>> {
    let (reader, Some(book)) = (app.store.read(), app.lists.registers().find(PROOFS)) else { return Ok(None) };
    let asked = Filled([("number".to_owned(), Value::from(number))].into_iter().collect());
    let Some(id) = record::by_key(&reader, PROOFS, &asked.key(&book.register)).await? else { return Ok(None) };
    let Some(row) = record::find(&reader, id).await? else { return Ok(None) };
    let (values, first) = (filled(&row), record::history(&reader, id).await?);
    if !is_code(values.text("code")) {
        return Ok(None);
    }
    let office = match row.organisation {
        Some(office) => store::organisation::find(&reader, office).await?.map(|row| row.name).unwrap_or_default(),
        None => String::new(),
    };
    Ok(Some(Checked {
        number: values.text("number").to_owned(),
        version: 1,
        title: code(WORDS, if values.text("sort") == "hours" { "hours" } else { "attendance" }).to_owned(),
        organisation: office,
        day: first.last().map_or(row.since, |row| row.since).day(),
        state: if book.register.is_open(&row.state) { PaperState::Valid } else { PaperState::Withdrawn },
        sha256: record::first_hash(&reader, id).await?.map(|hash| hex(&hash)).unwrap_or_default(),
        replaced_by: None,
    }))
}
