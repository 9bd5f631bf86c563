//! Issuing a paper: printed with the number that is next, then kept with its event in one transaction. When somebody drew that number first,
//! nothing is written and the paper is printed anew: so there is never a gap, never a double, and never a number that was drawn in vain.
//!
//! Printing takes its time and stays outside the transaction. In one process papers take turns, so that hardly one is printed twice;
//! between processes the comparison with the drawn number decides.

use std::sync::{Arc, LazyLock};

use domain::case::{Case, Command, Event, Reason, Recorded, Refusal};
use domain::document::{PaperState, Printed, number};
use domain::kernel::form::Path;
use domain::kernel::id::{CaseId, OrganisationId, PaperId, PartyId};
use domain::kernel::{Fault, Faults};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use store::document::{file, paper};
use store::organisation::OrganisationRow;
use store::{Query, Tx, numbering};
use tokio::sync::Mutex;

use super::check::address;
use super::model::{Block, Check, Paper, PressError};
use super::papers::{self, Answers, Belongs, Facts, Issuer, Missing, PaperKind, Subject};
use crate::access::secret::{hex, readable};
use crate::text::{code, phrase};
use crate::{Ctx, Error, Result};

/// Where papers are issued: one after the other in this process.
#[derive(Debug, Default)]
pub struct IssuingDesk {
    turn: Mutex<()>,
    public: String,
}

/// Tries after which a paper gives way: each failed one means that somebody else's paper was issued.
const TRIES: usize = 200;

impl IssuingDesk {
    /// A desk whose papers can be checked below this address (`https://…`, without a slash at the end).
    pub fn at(public: &str) -> Arc<Self> {
        Arc::new(Self { turn: Mutex::default(), public: public.trim_end_matches('/').to_owned() })
    }

    /// The address below which papers can be checked.
    pub fn public(&self) -> &str {
        &self.public
    }
}

/// A paper that is printed and waits to be kept.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    /// What the rules look at.
    pub(crate) printed: Printed,
    /// The version of the case that it was printed from.
    pub(crate) version: i64,
    office: OrganisationId,
    organisation: String,
    year: i64,
    word: String,
    serial: i64,
    title: String,
    clear: bool,
    code: String,
    once: Option<String>,
    answers: String,
    pdf: Vec<u8>,
    docx: Option<Vec<u8>>,
}

/// Whether a command issues a paper.
const fn prints(command: &Command) -> bool {
    matches!(command, Command::Issue(_) | Command::Correct(_))
}

/// Does `work` with the paper that the command issues, printed anew as often as somebody else was faster.
pub(crate) async fn printing<T, F>(cx: &Ctx, case: CaseId, command: &Command, work: impl Fn(Option<Arc<Prepared>>) -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    if !prints(command) {
        return work(None).await;
    }
    let _turn = cx.app.issuing.turn.lock().await;
    for _ in 0..TRIES {
        let prepared = if issued_before(cx, case, command).await? { None } else { Some(Arc::new(prepare(cx, case, command).await?)) };
        match work(prepared).await {
            Err(Error::Raced) => {}
            outcome => return outcome,
        }
    }
    Err(Error::Stale)
}

/// The paper was issued with this mark already: a form that was sent twice.
async fn issued_before(cx: &Ctx, case: CaseId, command: &Command) -> Result<bool> {
    Ok(match command {
        Command::Issue(form) => marked(&cx.app.store.read(), case, form.once.as_deref()).await?,
        _ => false,
    })
}

/// Whether a paper of this case has the mark.
pub(crate) async fn marked(q: &impl Query, case: CaseId, once: Option<&str>) -> Result<bool> {
    let Some(once) = once else { return Ok(false) };
    Ok(paper::by_mark(q, once).await?.is_some_and(|known| known.case_id == case))
}

/// What is to be printed.
struct Wanted {
    kind: PaperKind,
    /// The party it is for, when it is for one.
    party: Option<PartyId>,
    answers: Answers,
    /// The version before, when it is a correction.
    old: Option<paper::Issued>,
}

async fn wanted(cx: &Ctx, case: CaseId, command: &Command) -> Result<Wanted> {
    let (kind, subject, answers, old) = match command {
        Command::Issue(form) => (form.kind.to_string(), form.subject.as_deref().map(str::to_owned), form.answers.as_deref(), None),
        Command::Correct(form) => {
            let old = paper::find(&cx.app.store.read(), form.paper).await?.filter(|old| old.case_id == case).ok_or(Error::NotFound)?;
            (old.kind.clone(), old.subject.clone(), form.answers.as_deref(), Some(old))
        }
        _ => return Err(Error::NotFound),
    };
    let kind: PaperKind = kind.parse().map_err(|_| Error::at("kind", Fault::UnknownChoice))?;
    let party = match kind.entry().belongs {
        Belongs::Party => Some(subject.unwrap_or_default().parse().map_err(|_| Error::at("subject", Fault::UnknownChoice))?),
        _ => None,
    };
    let sent: Value = match answers.or(old.as_ref().map(|old| old.answers.as_str())) {
        Some(text) => serde_json::from_str(text).map_err(|_| Error::at("answers", Fault::NotText))?,
        None => Value::Object(Map::new()),
    };
    let answers = Answers::read(kind, &sent).map_err(|faults| {
        let below = |path: &Path| Path::root().child("answers").child(path.as_str());
        Error::Faults(Faults(faults.0.iter().map(|(path, fault)| (below(path), fault.clone())).collect()))
    })?;
    Ok(Wanted { kind, party, answers, old })
}

async fn prepare(cx: &Ctx, id: CaseId, command: &Command) -> Result<Prepared> {
    let Wanted { kind, party, answers, old } = wanted(cx, id, command).await?;
    let reader = cx.app.store.read();
    let view = crate::case::show(cx, id).await?;
    if !papers::possible(&view, kind, party) {
        // The case is in reach, but it can't have this paper now.
        return Err(Error::at("kind", Fault::UnknownChoice));
    }
    let subject = party.map_or(Subject::Case(id), |party| Subject::Party(id, party));
    let facts = papers::facts(cx, kind, &subject).await?;
    let mut paper = papers::compose(kind, &facts, &answers).map_err(|missing| lacks(command, &missing))?;
    let home = issuer(cx, &view.case, kind).await?;
    let office = home.id;
    let mut prepared = Prepared {
        printed: Printed { number: String::new(), sha256: String::new(), template: template().clone() },
        version: view.case.version,
        office,
        organisation: home.name,
        year: i64::from(cx.now.day().year()),
        word: kind.word().unwrap_or_else(|| code("format", "paper_word").to_owned()),
        serial: 0,
        title: paper.title.clone(),
        clear: matches!(&facts, Facts::Case(matter) if matter.clear),
        code: readable(&cx.app),
        once: if let Command::Issue(form) = command { form.once.as_ref().map(ToString::to_string) } else { None },
        answers: answers.sent().to_string(),
        pdf: Vec::new(),
        docx: None,
    };
    if let Some(old) = &old {
        (prepared.office, prepared.year, prepared.serial) = (old.office, old.year, old.serial);
        prepared.word.clone_from(&old.word);
        prepared.printed.number.clone_from(&old.number);
        paper.body.insert(0, Block::Notice(corrects(old)));
    } else {
        prepared.serial = numbering::last(&reader, office, prepared.year, &sequence(&prepared.word)).await? + 1;
        let year = cx.now.day().year();
        let pattern = &cx.app.settings.paper_number;
        prepared.printed.number = number::number(pattern, &home.number_prefix, &prepared.word, year, prepared.serial);
    }
    paper.number = Some(prepared.printed.number.clone());
    paper.day = Some(cx.now.day());
    let url = address(cx.app.issuing.public(), &prepared.printed.number, &prepared.code);
    paper.check = Some(Check { url, code: prepared.code.clone() });
    (prepared.pdf, prepared.docx) = print(cx, paper, kind.entry().editable).await?;
    prepared.printed.sha256 = hex(&Sha256::digest(&prepared.pdf));
    Ok(prepared)
}

/// The PDF, and the Word document where officials edit the paper.
async fn print(cx: &Ctx, paper: Paper, editable: bool) -> Result<(Vec<u8>, Option<Vec<u8>>)> {
    let press = cx.app.press.clone();
    let work = move || {
        let docx = if editable { press.docx(&paper).map(Some) } else { Ok(None) };
        press.pdf(&paper).map(|pdf| (pdf, docx))
    };
    let printed = tokio::task::spawn_blocking(work).await;
    let (pdf, docx) = printed.map_err(|error| PressError::Engine(error.to_string()))??;
    let docx = docx.unwrap_or_else(|error| {
        // The PDF is the paper; the Word document is a courtesy.
        tracing::warn!(%error, "no Word document of a paper");
        None
    });
    Ok((pdf, docx))
}

/// The organisation that issues this kind of paper in this case.
async fn issuer(cx: &Ctx, case: &Case, kind: PaperKind) -> Result<OrganisationRow> {
    let reader = cx.app.store.read();
    let issuer = kind.entry().issuer;
    let own = cx.person.grants.iter().map(|grant| grant.office);
    let candidates: Vec<OrganisationId> = match issuer {
        Issuer::Window => case.office.into_iter().collect(),
        Issuer::Mediation | Issuer::Parties | Issuer::Anyone => case.handler().into_iter().collect(),
        Issuer::Arbitration | Issuer::Court | Issuer::Union => own.collect(),
    };
    for office in candidates {
        if let Some(row) = store::organisation::find(&reader, office).await?.filter(|row| issuer.covers(row.kind)) {
            return Ok(row);
        }
    }
    Err(Error::at("kind", Fault::UnknownChoice))
}

/// The refusal that names what the paper lacks.
fn lacks(command: &Command, missing: &[Missing]) -> Error {
    let what: Vec<&str> = missing.iter().filter(|one| one.blocks).map(|one| one.what.as_str()).collect();
    let field = if matches!(command, Command::Issue(_)) { "kind" } else { "paper" };
    Error::Refused(Refusal::at(field, Reason::PaperLacks).with("what", what.join(code("format", "list"))))
}

/// The line on a correction that names the version before.
fn corrects(old: &paper::Issued) -> String {
    let params = [
        ("number", old.number.clone()),
        ("version", (old.version + 1).to_string()),
        ("day", old.issued_at.day().chinese()),
        ("old", old.version.to_string()),
    ];
    phrase("format", "paper_corrects", &params)
}

/// The name of a sequence of numbers. Papers whose kind has no word of its own share one.
fn sequence(word: &str) -> String {
    format!("paper:{word}")
}

/// The version of the words that papers are written with: the program's, and a hash of the language file.
fn template() -> &'static String {
    static TEMPLATE: LazyLock<String> = LazyLock::new(|| {
        let words = hex(&Sha256::digest(include_str!("../../text/zh-CN/papers.toml")));
        format!("{}+{}", env!("CARGO_PKG_VERSION"), words.get(..8).unwrap_or_default())
    });
    &TEMPLATE
}

impl Prepared {
    /// Keeps the row and the file of the paper that was just issued. [`Error::Raced`] when its number is no longer the next.
    pub(crate) async fn keep(&self, cx: &Ctx, tx: &Tx, case: &Case, recorded: &[Recorded]) -> Result<()> {
        let issued = recorded.iter().find_map(|one| match &one.event {
            Event::PaperIssued(event) => Some((event.paper, event.kind.clone(), event.subject.clone(), event.version, None)),
            Event::PaperCorrected(event) => {
                Some((event.paper, event.kind.clone(), event.subject.clone(), event.version, Some(event.replaces)))
            }
            _ => None,
        });
        let Some((id, kind, subject, version, replaces)) = issued else { return Ok(()) };
        if replaces.is_none() && numbering::next(tx, self.office, self.year, &sequence(&self.word)).await? != self.serial {
            return Err(Error::Raced);
        }
        let sha256 = Sha256::digest(&self.pdf).to_vec();
        let row = paper::Issued {
            id,
            case_id: case.id,
            kind,
            subject,
            office: self.office,
            year: self.year,
            word: self.word.clone(),
            serial: self.serial,
            number: self.printed.number.clone(),
            version,
            replaces,
            state: PaperState::Valid,
            title: self.title.clone(),
            organisation: self.organisation.clone(),
            template: self.printed.template.clone(),
            answers: self.answers.clone(),
            clear: self.clear,
            code: self.code.clone(),
            once: self.once.clone(),
            sha256: sha256.clone(),
            issuer: Some(cx.person.account),
            issued_at: cx.now,
        };
        paper::insert(tx, &row).await?;
        file::put(tx, id, "pdf", &sha256, self.pdf.clone()).await?;
        if let Some(docx) = &self.docx {
            file::put(tx, id, "docx", &Sha256::digest(docx), docx.clone()).await?;
        }
        Ok(())
    }
}

/// The newest paper of a kind that is valid in this case: what was just issued.
pub fn newest(case: &Case, kind: &str) -> Option<PaperId> {
    case.papers.iter().rev().find(|paper| paper.kind == kind && paper.state == PaperState::Valid).map(|paper| paper.id)
}
