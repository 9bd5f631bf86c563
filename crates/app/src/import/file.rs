//! Filing lines: each with its mark in one transaction.

use domain::access::Action;
use domain::access::rules::Deal;
use domain::case::Reason;
use domain::intake::Application;
use domain::kernel::Prose;
use domain::kernel::id::{CaseId, OrganisationId};
use store::case::import;

use super::parse::{LineFault, parse_line, told};
use super::read::LONGEST;
use crate::audit::{Deed, Note, note};
use crate::intake::register_in;
use crate::{Ctx, Error, Result, text};

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineOutcome {
    /// Registered as a case.
    Filed {
        /// Which.
        case: CaseId,
        /// Its number.
        number: String,
        /// A similar case was open already.
        alike: bool,
    },
    /// Filed before, by an import that was interrupted or run twice.
    There(CaseId),
    /// Not filed; why, as a sentence.
    Refused(String),
}

/// A line and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineReport {
    /// Counted from 1.
    pub line: usize,
    /// Its `id`, when it could be read.
    pub key: Option<String>,
    /// What became of it.
    pub outcome: LineOutcome,
}

impl LineReport {
    /// The report as a sentence.
    pub fn sentence(&self) -> String {
        let mut params = vec![("line", self.line.to_string()), ("key", self.key.clone().unwrap_or_default())];
        let code = match &self.outcome {
            LineOutcome::Filed { number, alike, .. } => {
                params.push(("number", number.clone()));
                if *alike { "filed_alike" } else { "filed" }
            }
            LineOutcome::There(_) => "there",
            LineOutcome::Refused(why) => {
                params.push(("why", why.clone()));
                if self.key.is_some() { "refused" } else { "unreadable" }
            }
        };
        text::phrase("import", code, &params)
    }
}

/// How many lines came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Filed now.
    pub filed: usize,
    /// Filed before.
    pub there: usize,
    /// Not filed.
    pub refused: usize,
}

impl Tally {
    /// The tally as a sentence.
    pub fn sentence(&self) -> String {
        let params = [("filed", self.filed), ("there", self.there), ("refused", self.refused)];
        text::phrase("import", "tally", &params.map(|(name, count)| (name, count.to_string())))
    }
}

/// Files the lines at an office, one after the other; `report` hears of each. Empty lines count but are not reported.
///
/// `source` names the file: a line of the same source with the same key is filed once, however often the import runs.
///
/// # Errors
/// [`Error::NotFound`] when the office is out of reach, [`Error::Store`] when the store fails. Lines that are wrong are no error.
pub async fn import_lines<L: AsRef<[u8]>>(
    cx: &Ctx,
    office: OrganisationId,
    source: &str,
    lines: impl IntoIterator<Item = L>,
    mut report: impl FnMut(&LineReport),
) -> Result<Tally> {
    let actor = cx.may_somewhere(Action::Deal(Deal::Register))?;
    let mut tally = Tally::default();
    for (bytes, line) in lines.into_iter().zip(1..) {
        let bytes = bytes.as_ref().trim_ascii();
        if bytes.is_empty() {
            continue;
        }
        let (key, outcome) = match read(bytes) {
            Ok((key, application)) => {
                let outcome = file(cx, office, source, &key, application).await?;
                (Some(key), outcome)
            }
            Err(fault) => (None, LineOutcome::Refused(fault.sentence())),
        };
        let count = match &outcome {
            LineOutcome::Filed { .. } => &mut tally.filed,
            LineOutcome::There(_) => &mut tally.there,
            LineOutcome::Refused(_) => &mut tally.refused,
        };
        *count += 1;
        report(&LineReport { line, key, outcome });
    }
    let entry = Note::by(cx, &actor, Deed::ApplicationsImported)
        .on("organisation", office)
        .with("source", source)
        .with("filed", tally.filed)
        .with("refused", tally.refused);
    cx.app.store.write::<_, Error, _>(move |tx| Box::pin(async move { note(tx, entry).await })).await?;
    cx.app.store.flush().await?;
    Ok(tally)
}

fn read(bytes: &[u8]) -> std::result::Result<(String, Application), LineFault> {
    if bytes.len() > LONGEST {
        return Err(LineFault::TooLong);
    }
    let line = std::str::from_utf8(bytes).map_err(|_| LineFault::NotUtf8)?;
    parse_line(line.trim_start_matches('\u{feff}'))
}

async fn file(cx: &Ctx, office: OrganisationId, source: &str, key: &str, application: Application) -> Result<LineOutcome> {
    match once(cx, office, source, key, application.clone()).await {
        Err(Error::Refused(refusal)) if refusal.reason == Reason::DuplicateNeedsReason => {
            let reason = Prose::new(text::code("import", "duplicate")).map_err(|fault| Error::at("duplicate_reason", fault))?;
            settled(once(cx, office, source, key, Application { duplicate_reason: Some(reason), ..application }).await)
        }
        other => settled(other),
    }
}

/// A fault or a refusal is an outcome; anything else ends the import.
fn settled(outcome: Result<LineOutcome>) -> Result<LineOutcome> {
    match outcome {
        Err(Error::Faults(faults)) => Ok(LineOutcome::Refused(told(&faults))),
        Err(Error::Refused(refusal)) => Ok(LineOutcome::Refused(text::refusal(&refusal))),
        other => other,
    }
}

async fn once(cx: &Ctx, office: OrganisationId, source: &str, key: &str, application: Application) -> Result<LineOutcome> {
    let (cx, source, key) = (cx.clone(), source.to_owned(), key.to_owned());
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                if let Some(case) = import::marked(tx, &source, &key).await? {
                    return Ok(LineOutcome::There(case));
                }
                let registered = register_in(&cx, tx, office, &application).await?;
                import::mark(tx, &source, &key, registered.id).await?;
                let alike = application.duplicate_reason.is_some();
                Ok(LineOutcome::Filed { case: registered.id, number: registered.number, alike })
            })
        })
        .await
}
