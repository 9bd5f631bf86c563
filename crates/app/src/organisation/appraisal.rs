//! The yearly appraisal (S3-32): figures drawn from cases, a random sample of closed files for two peers of other offices, and how far the
//! two agree. The record itself is one of the register `appraisal`; its grades and score sheet are data.

use std::collections::BTreeSet;

use domain::access::{Action, Scope};
use domain::case::Case;
use domain::kernel::id::{AccountId, CaseId, RecordId};
use domain::kernel::{Day, Fault};
use domain::organisation::register::Filled;
use serde_json::{Map, Value, json};
use store::Tx;
use store::case::{figures, log};
use store::organisation::record::{self, Narrow, RecordRow};

use super::register::keep::{draw_in, lead_in, read_form};
use super::register::{Book, filled};
use super::roster::{PEOPLE, REVIEWS};
use super::training::ATTENDANCE;
use super::work::year;
use crate::audit::{Deed, Note, note};
use crate::document::{Bound, bound};
use crate::{Ctx, Error, Result};

/// The register of yearly appraisals.
pub const APPRAISALS: &str = "appraisal";
/// An appraisal for which figures are drawn.
pub const OPEN: &str = "open";
/// One whose result the person has been told.
pub(crate) const TOLD: &str = "told";
/// The register of complaints, and one that was found true.
pub(crate) const COMPLAINTS: &str = "complaint";
/// A complaint that was found true.
pub(crate) const UPHELD: &str = "upheld";
/// What counts as discipline among the states of a person.
const DISCIPLINE: [&str; 3] = ["warned", "suspended", "dismissed"];
/// Different peers who look at the files of one person.
const PEERS: usize = 2;
/// A review that waits for its peer.
pub(crate) const ASKED: &str = "asked";
/// A review that was made.
pub(crate) const SCORED: &str = "scored";
/// Records about one person that are looked through.
const MOST: i64 = 5_000;
/// Most files of a sample.
pub const MOST_FILES: usize = 20;

/// What two peers said of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// The case number.
    pub number: String,
    /// Points and grade of each review that was made.
    pub scores: Vec<(i64, String)>,
}

impl Reviewed {
    /// How far the points lie apart; nothing before two have scored.
    pub fn spread(&self) -> Option<i64> {
        let points = || self.scores.iter().map(|(points, _)| *points);
        (self.scores.len() > 1).then(|| points().max().unwrap_or(0) - points().min().unwrap_or(0))
    }

    /// All gave the same grade; nothing before two have scored.
    pub fn agrees(&self) -> Option<bool> {
        let mut grades = self.scores.iter().map(|(_, grade)| grade);
        let first = grades.next()?;
        (self.scores.len() > 1).then(|| grades.all(|grade| grade == first))
    }
}

async fn found(cx: &Ctx, id: RecordId) -> Result<(RecordRow, Filled)> {
    let row = record::find(&cx.app.store.read(), id).await?.filter(|row| row.register == APPRAISALS).ok_or(Error::NotFound)?;
    let values = filled(&row);
    Ok((row, values))
}

fn book<'a>(cx: &'a Ctx, code: &str) -> Result<&'a Book> {
    cx.app.lists.registers().find(code).ok_or(Error::NotFound)
}

/// The account of the person whom an appraisal is about; who helps without one handles no cases.
async fn account(cx: &Ctx, row: &RecordRow) -> Result<Option<AccountId>> {
    let person = row.about.ok_or(Error::NotFound)?;
    let person = record::find(&cx.app.store.read(), person).await?.ok_or(Error::NotFound)?;
    Ok(super::roster::account(&filled(&person)))
}

/// Draws the figures of the year from cases, training, complaints and discipline into an appraisal of which nobody has been told yet.
///
/// # Errors
/// [`Error::NotFound`] out of reach; a fault once the person has been told.
pub async fn draw_figures(cx: &Ctx, id: RecordId) -> Result<()> {
    let (row, values) = found(cx, id).await?;
    if row.state != OPEN {
        return Err(Error::at("handled", Fault::Wrong("figures_settled")));
    }
    let account = account(cx, &row).await?;
    let (from, to) = values.number("year").and_then(|number| year(i32::try_from(number).ok()?)).ok_or(Error::NotFound)?;
    let reader = cx.app.store.read();
    let work = figures::work(&reader, &Scope::everything(), from, to, true)
        .await?
        .into_iter()
        .find(|one| account.is_some_and(|account| one.who == account.0));
    let of = |pick: fn(&figures::Work) -> i64| work.as_ref().map_or(0, pick);
    let in_year = |values: &Filled, name: &str| values.day(name).is_some_and(|day| day >= from && day <= to);
    let about = async |code: &str, states: &[&str]| -> Result<Vec<Filled>> {
        let states = states.iter().map(|state| (*state).to_owned()).collect();
        let narrow = Narrow { about: row.about, states, ..Narrow::default() };
        let rows = record::page(&reader, code, &Scope::everything(), &narrow, None, MOST).await?;
        Ok(rows.iter().map(filled).filter(|values| in_year(values, "day")).collect())
    };
    let attended = about(ATTENDANCE, &[]).await?;
    let complaints = about(COMPLAINTS, &[UPHELD]).await?.len();
    let numbers = [
        ("handled", of(|work| work.handled)),
        ("settled", of(|work| work.settled)),
        ("on_time", of(|work| work.on_time)),
        ("performed", of(|work| work.performed)),
        ("followed", of(|work| work.followed)),
        ("satisfied", of(|work| work.satisfied)),
        ("complaints", i64::try_from(complaints).unwrap_or(i64::MAX)),
        ("training_hours", attended.iter().filter_map(|one| one.number("hours")).sum()),
    ];
    let mut set: Map<String, Value> =
        numbers.into_iter().map(|(name, number)| (name.to_owned(), Value::String(number.to_string()))).collect();
    set.insert("discipline".to_owned(), Value::String(discipline(cx, &row, from, to).await?));
    set.insert("drawn_on".to_owned(), Value::String(cx.now.day().to_string()));
    let (cx, store) = (cx.clone(), cx.app.store.clone());
    let reason = crate::text::code("page_register", "drawn").to_owned();
    let work = async move |tx: &Tx| draw_in(&cx, tx, (id, row.version), set, &reason).await;
    store.write(move |tx| Box::pin(async move { work(tx).await })).await
}

/// What was done to the person in the year: the states with their days; in words.
async fn discipline(cx: &Ctx, appraisal: &RecordRow, from: Day, to: Day) -> Result<String> {
    let Some(person) = appraisal.about else { return Ok(String::new()) };
    let register = &book(cx, PEOPLE)?.register;
    let (mut told, mut before) = (Vec::new(), String::new());
    for row in record::history(&cx.app.store.read(), person).await?.into_iter().rev() {
        let day = filled(&row).day("left_on").unwrap_or_else(|| row.since.day());
        if row.state != before && DISCIPLINE.contains(&row.state.as_str()) && day >= from && day <= to {
            let name = register.state(&row.state).map_or("", |state| state.name.as_str());
            told.push(format!("{name} {}", day.chinese()));
        }
        before = row.state;
    }
    Ok(told.join(crate::text::code("format", "list")))
}

/// The result may be told: the figures were drawn, and where there are files two peers have looked at some.
pub(super) async fn may_be_told(tx: &Tx, row: &RecordRow) -> Result<()> {
    let values = filled(row);
    let refused = |fault: &'static str| Err(Error::at("to", Fault::Wrong(fault)));
    if values.day("drawn_on").is_none() {
        return refused("figures_missing");
    }
    if values.number("handled").unwrap_or(0) == 0 {
        return Ok(());
    }
    let narrow = Narrow { about: Some(row.record), state: Some(SCORED.to_owned()), ..Narrow::default() };
    let reviews = record::page(tx, REVIEWS, &Scope::everything(), &narrow, None, MOST).await?;
    let peers: BTreeSet<String> = reviews.iter().map(|one| filled(one).text("reviewer").to_owned()).collect();
    if peers.len() < PEERS { refused("reviews_missing") } else { Ok(()) }
}

/// Draws a random sample of closed files of the year and asks two peers to review each.
///
/// # Errors
/// A fault at `reviewers` without two different ones, or when one is of the same office; at `count` when no file was closed.
pub async fn sample(cx: &Ctx, id: RecordId, reviewers: &[AccountId], count: usize) -> Result<usize> {
    let (row, values) = found(cx, id).await?;
    let account = account(cx, &row).await?.ok_or_else(|| Error::at("person", Fault::Wrong("no_account")))?;
    if row.state != OPEN {
        return Err(Error::at("count", Fault::Wrong("figures_settled")));
    }
    let mut two = reviewers.to_vec();
    two.sort_unstable();
    two.dedup();
    if two.len() != 2 {
        return Err(Error::at("reviewers", Fault::Wrong("two_reviewers")));
    }
    let (from, to) = values.number("year").and_then(|number| year(i32::try_from(number).ok()?)).ok_or(Error::NotFound)?;
    let mut files = figures::closed_by(&cx.app.store.read(), account, from, to).await?;
    if files.is_empty() {
        return Err(Error::at("count", Fault::Wrong("no_closed_files")));
    }
    // A fresh number for each draw: nobody can know beforehand which files will be looked at.
    let mut drawn = Vec::new();
    while drawn.len() < count.clamp(1, MOST_FILES) && !files.is_empty() {
        let dice = cx.app.dice.secret().iter().take(8).fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte));
        drawn.push(files.swap_remove(dice % files.len()));
    }
    let (cx, store) = (cx.clone(), cx.app.store.clone());
    let work = async move |tx: &Tx| -> Result<usize> {
        let book = book(&cx, REVIEWS)?;
        let mut asked = 0;
        for file in &drawn {
            for reviewer in &two {
                let typed = json!({ "appraisal": id.to_string(), "case_number": file.number, "reviewer": reviewer.to_string() });
                let read = read_form(&cx, book, &typed)?;
                match lead_in(&cx, tx, REVIEWS, read).await {
                    Ok(_) => asked += 1,
                    // The same file was drawn before.
                    Err(Error::Faults(faults)) if faults.0.iter().all(|(path, _)| path.as_str() == "appraisal") => {}
                    Err(other) => return Err(other),
                }
            }
        }
        Ok(asked)
    };
    store.write(move |tx| Box::pin(async move { work(tx).await })).await
}

/// What the peers said of each file, and how far they agree.
///
/// # Errors
/// When the store can't be read.
pub async fn reviewed(cx: &Ctx, id: RecordId) -> Result<Vec<Reviewed>> {
    let book = book(cx, REVIEWS)?;
    let narrow = Narrow { about: Some(id), ..Narrow::default() };
    let rows = record::page(&cx.app.store.read(), REVIEWS, &Scope::everything(), &narrow, None, 500).await?;
    let mut files: Vec<Reviewed> = Vec::new();
    for row in rows {
        let values = filled(&row);
        let number = values.text("case_number").to_owned();
        let score = book.register.points(&values).map(|(points, grade)| (points, grade.to_owned()));
        match files.iter_mut().find(|file| file.number == number) {
            Some(file) => file.scores.extend(score),
            None => files.push(Reviewed { number, scores: score.into_iter().collect() }),
        }
    }
    Ok(files)
}

/// A record is a review that waits for whoever asks.
pub(super) fn is_asked(cx: &Ctx, row: &RecordRow) -> bool {
    let reviewer = filled(row).text("reviewer").parse::<AccountId>().ok();
    row.register == REVIEWS && row.state == ASKED && reviewer == Some(cx.person.account)
}

/// The dossier that a peer reviews: only for who is asked to, only while the review is open, and never without a trace.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn dossier(cx: &Ctx, review: RecordId) -> Result<Bound> {
    let reader = cx.app.store.read();
    let row = record::find(&reader, review).await?.filter(|row| is_asked(cx, row)).ok_or(Error::NotFound)?;
    let values = filled(&row);
    let case: CaseId = figures::by_number(&reader, values.text("case_number")).await?.ok_or(Error::NotFound)?.id;
    let state = Case::replay(case, &log::load(&reader, case).await?);
    let office = state.office.ok_or(Error::NotFound)?;
    let actor = cx.may_somewhere(Action::Deal(domain::access::rules::Deal::EnterRecords))?;
    let entry = Note::by(cx, &actor, Deed::CaseRead).on("case", case).with("review", review.to_string());
    cx.app.store.write::<_, Error, _>(move |tx| Box::pin(async move { note(tx, entry).await })).await?;
    bound(&cx.app.as_system_of(office), case).await
}

#[cfg(test)]
mod tests {
    use super::Reviewed;

    #[test]
    fn two_reviews_agree_or_lie_apart() {
        let of = |scores: &[(i64, &str)]| Reviewed {
            number: "1".to_owned(),
            scores: scores.iter().map(|(points, grade)| (*points, (*grade).to_owned())).collect(),
        };
        let one = of(&[(80, "合格")]);
        assert_eq!((one.spread(), one.agrees()), (None, None));
        let apart = of(&[(92, "优秀"), (74, "合格")]);
        assert_eq!((apart.spread(), apart.agrees()), (Some(18), Some(false)));
        assert_eq!(of(&[(80, "合格"), (75, "合格")]).agrees(), Some(true));
    }
}
