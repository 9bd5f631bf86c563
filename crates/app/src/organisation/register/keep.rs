//! Entering, changing and moving on a record: read against its book, checked, written as a new version with its audit line.

use domain::access::Facts;
use domain::case::Actor;
use domain::kernel::form::Path;
use domain::kernel::id::{AccountId, OrganisationId, RecordId};
use domain::kernel::{Day, Fault, Faults};
use domain::organisation::register::{Field, FieldKind, Filled, Register, read, text_of};
use serde_json::{Map, Value};
use store::Tx;
use store::organisation::record::{self, Beside, RecordRow};

use super::super::{honour, lifecycle, roster};
use super::pick::resolved;
use super::right::{Standing, enterer};
use super::{Book, book, facts, filled, follow, given, keeper, names, notice};
use crate::audit::{Deed, Note, note};
use crate::{Ctx, Error, Result};

/// The longest reason of a change.
const REASON: usize = 300;

/// A step of a record to another state.
#[derive(Clone, Debug)]
pub struct Moved {
    /// To which state.
    pub to: String,
    /// Values that the step asks for, or changes.
    pub typed: Value,
    /// Why, in the keeper's words.
    pub reason: String,
}

/// Reads a form of a book.
///
/// # Errors
/// Every fault with its field.
pub fn read_form(cx: &Ctx, book: &Book, typed: &Value) -> Result<Filled> {
    read_filled(cx, book, typed).map_err(Error::Faults)
}

pub(super) fn read_filled(cx: &Ctx, book: &Book, typed: &Value) -> std::result::Result<Filled, Faults> {
    let knows = |list: &str, code: &str| cx.app.lists.find(list, code).is_some();
    let filled = read(&book.register, typed, &knows)?;
    let to_come = |field: &&Field| field.past && filled.day(&field.name).is_some_and(|day| day > cx.now.day());
    faults(book.register.fields.iter().filter(to_come).map(|field| field.name.as_str()), &Fault::Wrong("day_to_come"))?;
    Ok(filled)
}

/// The same fault at every one of these fields; nothing when there are none.
fn faults<'a>(names: impl Iterator<Item = &'a str>, fault: &Fault) -> std::result::Result<(), Faults> {
    let faults: Vec<_> = names.map(|name| (Path::root().child(name), fault.clone())).collect();
    if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
}

/// What is written at a step is written there, by whoever may take it: no other form and no table goes round it. `steps` are about to be taken.
pub(super) fn timely(register: &Register, before: &Filled, after: &Filled, steps: &[String]) -> std::result::Result<(), Faults> {
    let then = |name: &str| steps.iter().filter_map(|code| register.state(code)).any(|state| state.writes().any(|one| one == name));
    faults(register.untimely(before, after).filter(|name| !then(name)), &Fault::Wrong("field_of_step"))
}

/// Enters a record.
///
/// # Errors
/// Faults beside their fields; a fault at the key's first field when there is such a record already; [`Error::NotFound`] out of reach.
pub async fn enter(cx: &Ctx, code: &str, typed: &Value) -> Result<RecordId> {
    let of = book(cx, code)?;
    let filled = read_form(cx, of, &resolved(cx, of, typed).await?)?;
    let (cx, code) = (cx.clone(), code.to_owned());
    let store = cx.app.store.clone();
    store.write(move |tx| Box::pin(async move { enter_in(&cx, tx, &code, filled).await })).await
}

/// The same inside a transaction that enters many. What the house fills in is not taken from anybody, and what a step writes waits for it.
pub(crate) async fn enter_in(cx: &Ctx, tx: &Tx, code: &str, mut filled: Filled) -> Result<RecordId> {
    let book = book(cx, code)?;
    book.register.fields.iter().filter(|field| field.given).for_each(|field| drop(filled.0.remove(&field.name)));
    timely(&book.register, &Filled::default(), &filled, &[]).map_err(Error::Faults)?;
    lead_in(cx, tx, code, filled).await
}

/// Enters a record to which a way leads, or that the house draws up for who asks: some of it is set.
pub(in crate::organisation) async fn lead_in(cx: &Ctx, tx: &Tx, code: &str, mut filled: Filled) -> Result<RecordId> {
    let (book, id) = (book(cx, code)?, RecordId(cx.app.dice.id()));
    let (mut row, mut beside, people) = first(cx, tx, book, id, &filled).await?;
    let actor = enterer(cx, tx, book, &row, people).await?;
    if let Some(state) = book.register.state(&row.state).filter(|state| !state.stamp.is_empty()) {
        given::stamp(cx, state, &actor, &mut filled.0);
        (row, beside, _) = first(cx, tx, book, id, &filled).await?;
    }
    put_in(cx, tx, book, (&row, &beside), &actor).await
}

/// Enters what follows from a step of another record: whoever took the step may do so, and with it this.
pub(in crate::organisation) async fn enter_as(cx: &Ctx, tx: &Tx, code: &str, filled: &Filled, actor: &Actor) -> Result<RecordId> {
    let (book, id) = (book(cx, code)?, RecordId(cx.app.dice.id()));
    let (row, beside, _) = first(cx, tx, book, id, filled).await?;
    put_in(cx, tx, book, (&row, &beside), actor).await
}

async fn first(cx: &Ctx, tx: &Tx, book: &Book, id: RecordId, filled: &Filled) -> Result<(RecordRow, Beside, Vec<AccountId>)> {
    let begins = book.register.begins(filled);
    // What must be there to come to a state must be there to begin in it.
    if let Some(state) = book.register.state(begins).filter(|state| state.begins.is_some()) {
        given::lacks_nothing(&book.register, ("", state), filled)?;
    }
    drawn(cx, tx, book, id, 1, begins.to_owned(), filled, None).await
}

async fn put_in(cx: &Ctx, tx: &Tx, book: &Book, (row, beside): (&RecordRow, &Beside), actor: &Actor) -> Result<RecordId> {
    free(tx, book, row, beside, None).await?;
    record::insert(tx, row, beside).await?;
    notice::tell(cx, tx, &book.register, row).await?;
    lifecycle::moved(cx, tx, None, row).await?;
    let code = book.register.code.as_str();
    note(tx, Note::by(cx, actor, Deed::RecordEntered).on("record", row.record).with("register", code)).await?;
    Ok(row.record)
}

/// Changes a record. `version` is the one that the page was drawn from.
///
/// # Errors
/// As [`enter`]; [`Error::Stale`] when somebody was faster; a fault when the record is over.
pub async fn change(cx: &Ctx, id: RecordId, version: i64, typed: &Value, reason: &str) -> Result<()> {
    let old = record::find(&cx.app.store.read(), id).await?.ok_or(Error::NotFound)?;
    let of = book(cx, &old.register)?;
    let filled = read_form(cx, of, &resolved(cx, of, typed).await?)?;
    let (cx, reason) = (cx.clone(), reason.to_owned());
    let store = cx.app.store.clone();
    store.write(move |tx| Box::pin(async move { change_in(&cx, tx, id, version, filled, &reason).await })).await
}

/// The same inside a transaction that changes many.
pub(crate) async fn change_in(cx: &Ctx, tx: &Tx, id: RecordId, version: i64, mut new: Filled, reason: &str) -> Result<()> {
    let (old, book, _) = known(cx, tx, id).await?;
    let standing = Standing::of(tx, book, &old, &record::history(tx, id).await?).await?;
    // What no form asks for stays as the house filled it, and what others fill in as they did.
    let closed = standing.closed(cx);
    let stays = |field: &Field| book.register.is_of_step(field) && !new.0.contains_key(&field.name);
    let stays: Vec<&Field> =
        book.register.fields.iter().filter(|field| field.given || closed.contains(&field.name.as_str()) || stays(field)).collect();
    for field in stays {
        match filled(&old).0.remove(&field.name) {
            Some(value) => new.0.insert(field.name.clone(), value),
            None if field.given => None,
            None => new.0.remove(&field.name),
        };
    }
    let actor = standing.changer(cx, &old.state, &[&filled(&old), &new])?;
    if !book.register.is_open(&old.state) {
        return Err(Error::at(&book.register.title, Fault::Wrong("record_over")));
    }
    let before = filled(&old);
    timely(&book.register, &before, &new, &[]).map_err(Error::Faults)?;
    let changed = changed(&book.register, &before, &new);
    write(cx, tx, book, &old, version, old.state.clone(), &new, reason, &actor, (Deed::RecordChanged, changed)).await
}

/// Writes into a record what the house itself knows, at the word of who keeps it.
pub(in crate::organisation) async fn draw_in(
    cx: &Ctx,
    tx: &Tx,
    (id, version): (RecordId, i64),
    set: Map<String, Value>,
    reason: &str,
) -> Result<()> {
    let (old, book, people) = known(cx, tx, id).await?;
    let actor = keeper(cx, book, &facts(old.organisation, &old.division, people))?;
    let before = filled(&old);
    let mut tree = before.0.clone();
    tree.extend(set);
    let new = read_form(cx, book, &Value::Object(tree))?;
    let changed = changed(&book.register, &before, &new);
    write(cx, tx, book, &old, version, old.state.clone(), &new, reason, &actor, (Deed::RecordChanged, changed)).await
}

/// Moves a record on to another state; the person whom it is about may take the steps that are its own.
///
/// # Errors
/// Faults at the fields that the step needs; a fault at `to` when it can't follow or wants another pair of eyes.
pub async fn step(cx: &Ctx, id: RecordId, version: i64, moved: Moved) -> Result<()> {
    let (cx, store) = (cx.clone(), cx.app.store.clone());
    store.write(move |tx| Box::pin(async move { step_in(&cx, tx, id, version, &moved).await })).await
}

pub(crate) async fn step_in(cx: &Ctx, tx: &Tx, id: RecordId, version: i64, moved: &Moved) -> Result<()> {
    let (old, book, _) = known(cx, tx, id).await?;
    let register = &book.register;
    let next = register.steps(&old.state).find(|state| state.code == moved.to).ok_or(Error::at("to", Fault::UnknownChoice))?;
    let standing = Standing::of(tx, book, &old, &record::history(tx, id).await?).await?;
    let actor = standing.mover(cx, next)?;
    if let Some(code) = standing.barred(cx, next) {
        return Err(Error::at("to", Fault::Wrong(code)));
    }
    if next.waits.get(&old.state).is_some_and(|days| cx.now.day() <= old.since.day().plus(*days)) {
        return Err(Error::at("to", Fault::Wrong("step_waits")));
    }
    // What the step does not ask for stays as it is.
    let (mut values, typed) = (filled(&old).0, resolved(cx, book, &moved.typed).await?);
    for name in next.asks(&old.state).chain(next.optional.iter().map(String::as_str)) {
        match typed.get(name) {
            Some(value) => values.insert(name.to_owned(), value.clone()),
            None => values.remove(name),
        };
    }
    values.retain(|name, _| !next.clears.contains(name));
    given::stamp(cx, next, &actor, &mut values);
    let mut new = read_form(cx, book, &Value::Object(values))?;
    given::lacks_nothing(register, (&old.state, next), &new)?;
    faults(next.refuses(&new).into_iter(), &Fault::UnknownChoice).map_err(Error::Faults)?;
    given::scored(cx, tx, register, &old, &next.code, &mut new).await?;
    given::enough(register, next, &new)?;
    roster::may_move(cx, tx, &old, (&next.code, &new)).await?;
    let deed = (Deed::RecordMoved, vec![old.state.clone(), next.code.clone()]);
    write(cx, tx, book, &old, version, next.code.clone(), &new, &moved.reason, &actor, deed).await?;
    follow::enter_following(cx, tx, book, &old, (&next.code, &new), &actor).await
}

/// Brings a record whose day has passed to the state that its book names; done by the house. Gives whether there was such a state.
pub(crate) async fn lapse(cx: &Ctx, tx: &Tx, id: RecordId) -> Result<bool> {
    let (old, book, _) = known(cx, tx, id).await?;
    let register = &book.register;
    let then = register.reminder.as_ref().and_then(|reminder| register.state(reminder.then.as_ref()?));
    let Some(then) = then.filter(|state| state.from.contains(&old.state)) else { return Ok(false) };
    let actor = keeper(cx, book, &facts(old.organisation, &old.division, Vec::new()))?;
    let deed = (Deed::RecordMoved, vec![old.state.clone(), then.code.clone()]);
    write(cx, tx, book, &old, old.version, then.code.clone(), &filled(&old), "", &actor, deed).await?;
    Ok(true)
}

pub(super) async fn known<'a>(cx: &'a Ctx, tx: &Tx, id: RecordId) -> Result<(RecordRow, &'a Book, Vec<AccountId>)> {
    tx.lock_row("record", id).await?;
    let old = record::find(tx, id).await?.ok_or(Error::NotFound)?;
    let book = book(cx, &old.register)?;
    Ok((old, book, record::people(tx, id).await?))
}

#[expect(clippy::too_many_arguments, reason = "one door for both ways of changing a record")]
async fn write(
    cx: &Ctx,
    tx: &Tx,
    book: &Book,
    old: &RecordRow,
    version: i64,
    state: String,
    new: &Filled,
    reason: &str,
    actor: &Actor,
    (deed, fields): (Deed, Vec<String>),
) -> Result<()> {
    let id = old.record;
    let (mut row, beside, people) = drawn(cx, tx, book, id, version + 1, state, new, Some(&filled(old))).await?;
    row.reason = Some(reason.trim().chars().take(REASON).collect::<String>()).filter(|reason| !reason.is_empty());
    // Nobody moves a record to where it could not have been entered.
    if (row.organisation, row.division.as_str()) != (old.organisation, old.division.as_str()) {
        keeper(cx, book, &facts(row.organisation, &row.division, people))
            .map_err(|_| Error::at("organisation", Fault::Wrong("out_of_reach")))?;
    }
    free(tx, book, &row, &beside, Some(old)).await?;
    record::update(tx, &row, &beside).await?;
    if row.state != old.state {
        notice::tell(cx, tx, &book.register, &row).await?;
    }
    roster::moved(cx, tx, old, &row).await?;
    let entry = Note::by(cx, actor, deed).on("record", id).with("register", book.register.code.as_str()).with("fields", fields);
    note(tx, entry).await
}

/// No other record of the book has this key, and where two of the same name are told apart by more, this one can be.
async fn free(tx: &Tx, book: &Book, row: &RecordRow, beside: &Beside, old: Option<&RecordRow>) -> Result<()> {
    let register = &book.register;
    let fault = |code: &'static str| Error::at(register.key.first().map_or("", String::as_str), Fault::Wrong(code));
    let known = record::by_key(tx, &register.code, &beside.key).await?;
    if known.is_some_and(|known| known != row.record) {
        return Err(fault("record_known"));
    }
    let (new, before) = (filled(row), old.map(filled));
    let named = |name: &String| register.key.first() == Some(name) || register.apart.contains(name);
    if register.apart.is_empty() || before.is_some_and(|before| !changed(register, &before, &new).iter().any(named)) {
        return Ok(());
    }
    for other in record::by_key_start(tx, &register.code, &new.key_start(register)).await? {
        match register.same(&new, &filled(&other)) {
            _ if other.record == row.record => {}
            Some(false) => {}
            Some(true) => return Err(fault("record_known")),
            None => return Err(fault("record_namesake")),
        }
    }
    Ok(())
}

/// The row of a filled record, what lists find it by, and whom it concerns.
#[expect(clippy::too_many_arguments, reason = "one place where every version of a record is drawn")]
async fn drawn(
    cx: &Ctx,
    tx: &Tx,
    book: &Book,
    id: RecordId,
    version: i64,
    state: String,
    new: &Filled,
    old: Option<&Filled>,
) -> Result<(RecordRow, Beside, Vec<AccountId>)> {
    let register = &book.register;
    let mut completed = given::completed(tx, register, new, old).await?;
    honour::drawn(tx, register, &state, &mut completed).await?;
    let filled = &completed;
    given::open_organisations(tx, register, filled, old).await?;
    let about = register.about.as_ref().and_then(|name| filled.text(name).parse::<RecordId>().ok());
    let above = match about {
        Some(about) => {
            Some(record::find(tx, about).await?.ok_or(Error::at(register.about.as_deref().unwrap_or(""), Fault::UnknownChoice))?)
        }
        None => None,
    };
    roster::may_be(cx, tx, &register.code, (id, filled), above.as_ref()).await?;
    honour::may_be(tx, &register.code, filled, above.as_ref()).await?;
    let organisation = organisation(cx, tx, register, filled, above.as_ref()).await?;
    let mut people = accounts(register, filled);
    // A record that names people itself concerns them alone: who is appraised has no part in what peers say.
    if people.is_empty()
        && let Some(about) = about
    {
        people.extend(record::people(tx, about).await?);
    }
    people.sort_unstable();
    people.dedup();
    let title = titled(tx, register, filled, above.as_ref()).await?;
    let body = organisation.as_ref().map_or("", |row| row.name.as_str());
    let find = found_by(cx, register, filled, &[&title, above.as_ref().map_or("", |row| row.title.as_str())], |_| true);
    let ends: Option<Day> = register.reminder.as_ref().and_then(|reminder| {
        let applies = if reminder.states.is_empty() { register.is_open(&state) } else { reminder.states.contains(&state) };
        let days = reminder.also.iter().chain([&reminder.field]).filter_map(|name| filled.day(name));
        days.min().filter(|_| applies)
    });
    let marks = register.fields.iter().filter(|field| field.filter);
    let marks = marks.flat_map(|field| field.marks(filled).into_iter().map(|code| (field.name.clone(), code)));
    let beside = Beside {
        key: filled.key(register),
        marks: marks.collect(),
        people: people.clone(),
        public: found_by(cx, register, filled, &[&title, body], |field| field.public),
    };
    let row = RecordRow {
        record: id,
        version,
        register: register.code.clone(),
        title,
        state,
        organisation: organisation.as_ref().map(|row| row.id),
        division: organisation.map(|row| row.division).unwrap_or_default(),
        about,
        ends,
        body: Value::Object(filled.0.clone()).to_string(),
        find,
        since: cx.now,
        until: None,
        account: cx.person.named(),
        reason: None,
    };
    Ok((row, beside, people))
}

/// The organisation whose record it is: the one named in it, that of the record above, or the office of whoever enters it.
async fn organisation(
    cx: &Ctx,
    tx: &Tx,
    register: &Register,
    filled: &Filled,
    above: Option<&RecordRow>,
) -> Result<Option<store::organisation::OrganisationRow>> {
    let mut named = None;
    for field in register.fields.iter().filter(|field| field.kind == FieldKind::Organisation) {
        let Ok(id) = filled.text(&field.name).parse::<OrganisationId>() else { continue };
        let row = store::organisation::find(tx, id).await?.ok_or_else(|| Error::at(&field.name, Fault::UnknownChoice))?;
        named.get_or_insert(row);
    }
    if named.is_some() {
        return Ok(named);
    }
    let own = above.and_then(|row| row.organisation).or_else(|| cx.person.grants.first().map(|grant| grant.office));
    match own {
        Some(id) => Ok(store::organisation::find(tx, id).await?),
        None => Ok(None),
    }
}

fn accounts(register: &Register, filled: &Filled) -> Vec<AccountId> {
    let fields = register.fields.iter().filter(|field| field.kind == FieldKind::Account);
    fields.filter_map(|field| filled.text(&field.name).parse().ok()).collect()
}

/// What a record is called.
async fn titled(tx: &Tx, register: &Register, filled: &Filled, above: Option<&RecordRow>) -> Result<String> {
    let field = register.field(&register.title);
    let raw = text_of(filled.0.get(&register.title));
    Ok(match field.map(|field| &field.kind) {
        Some(FieldKind::Organisation) => match raw.parse::<OrganisationId>() {
            Ok(id) => store::organisation::find(tx, id).await?.map(|row| row.name).unwrap_or_default(),
            Err(_) => raw,
        },
        Some(FieldKind::Record(_)) => above.map(|row| row.title.clone()).unwrap_or_default(),
        Some(FieldKind::One) => {
            field.and_then(|field| field.items.iter().find(|item| item.code == raw)).map_or(raw, |item| item.name.clone())
        }
        _ => raw,
    })
}

/// The words by which a record is found: its names, and the texts and choices of these fields. What is masked or for fewer people is not among them.
fn found_by(cx: &Ctx, register: &Register, filled: &Filled, names: &[&str], of: impl Fn(&Field) -> bool) -> String {
    let mut words: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    for field in register.fields.iter().filter(|field| !field.masked && field.audience.is_none() && of(field)) {
        if matches!(field.kind, FieldKind::Line(_) | FieldKind::Prose(_)) {
            words.push(filled.text(&field.name).to_owned());
        } else if field.is_chosen() {
            words.extend(filled.codes(&field.name).iter().map(|code| names::item(&cx.app.lists, field, code).to_owned()));
        }
    }
    words.retain(|word| !word.is_empty());
    words.join("\n").to_lowercase()
}

/// The names of the fields that changed.
pub(super) fn changed(register: &Register, old: &Filled, new: &Filled) -> Vec<String> {
    let differs = |name: &&str| old.0.get(*name) != new.0.get(*name);
    register.fields.iter().map(|field| field.name.as_str()).filter(differs).map(str::to_owned).collect()
}

/// Keeps a file beside a record: a photo, a founding document, a piece of evidence.
///
/// # Errors
/// A fault at `upload` for a file that the house does not take; [`Error::NotFound`] out of reach.
pub async fn attach(cx: &Ctx, id: RecordId, name: &str, bytes: Vec<u8>) -> Result<()> {
    use sha2::{Digest as _, Sha256};
    let content_type = crate::case::upload::content_type(&bytes).ok_or(Error::at("upload", Fault::Wrong("file_kind")))?;
    if bytes.len() > cx.app.upload_limit {
        return Err(Error::at("upload", Fault::Wrong("file_too_large")));
    }
    let reader = cx.app.store.read();
    let row = record::find(&reader, id).await?.ok_or(Error::NotFound)?;
    let there: Facts = facts(row.organisation, &row.division, record::people(&reader, id).await?);
    let book = book(cx, &row.register)?;
    let actor = keeper(cx, book, &there)?;
    let name: String = name.chars().filter(|c| !c.is_control()).take(120).collect();
    let file = record::RecordFile {
        id: domain::kernel::id::FileId(cx.app.dice.id()),
        name: if name.is_empty() { book.register.record.clone() } else { name },
        content_type: content_type.to_owned(),
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        stored_at: cx.now,
    };
    let entry = Note::by(cx, &actor, Deed::RecordChanged)
        .on("record", id)
        .with("register", row.register.as_str())
        .with("file", file.id.to_string());
    let (account, store) = (cx.person.account, cx.app.store.clone());
    let work = async move |tx: &Tx| -> Result<()> {
        record::attach(tx, id, &file, &Sha256::digest(&bytes), bytes, account).await?;
        note(tx, entry).await
    };
    store.write(move |tx| Box::pin(async move { work(tx).await })).await
}
