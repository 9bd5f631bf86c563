//! A paper of a case: as a sheet in the page, and as PDF to print.

use app::case::{CaseView, PartyView};
use app::document::model::{Align, Block, Paper};
use app::document::{Answers, Belongs, Made, Missing, PaperKind, Place};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::case::Act;
use domain::document::{IssuedPaper, PaperState};
use domain::kernel::Faults;
use domain::kernel::id::{CaseId, PaperId, PartyId};
use serde_json::{Map, Value};

use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::handed;
use crate::look::decode::Typed;
use crate::look::form::{Drawing, view};
use crate::look::frame::Frame;
use crate::look::view::FormView;
use crate::visit::{Choices, Words};

struct Lack {
    what: String,
    blocks: bool,
    /// Where it is filled in.
    href: Option<String>,
}

fn lack(case: CaseId, missing: Missing) -> Lack {
    let href = match missing.place {
        Place::Act(act) => Some(format!("/cases/{case}/acts/{act}")),
        Place::Party(party) => Some(format!("/parties/{party}/correct?case={case}")),
        Place::Organisation(organisation) => Some(format!("/organisations/{organisation}/edit")),
        Place::Form(field) => Some(format!("#f-{}", field.replace('.', "-"))),
        Place::Paper => None,
    };
    Lack { what: missing.what, blocks: missing.blocks, href }
}

#[derive(Template)]
#[template(path = "case/paper.html")]
struct Page {
    frame: Frame,
    case: String,
    href: String,
    number: String,
    sides: String,
    missing: Vec<Lack>,
    /// How many of them stand in the way.
    blocking: usize,
    /// Numbers stand in clear on this paper.
    clear: bool,
    paper: Paper,
    /// What is filled in when it is made, when the kind has a form of its own.
    form: Option<FormView>,
    /// Whom it is for.
    party: Option<(String, String)>,
    /// The issued version that is being corrected, and why, as it was typed.
    correct: Option<(String, String)>,
    /// Can be issued now: version of the case and a fresh mark.
    issue: Option<(i64, String)>,
    /// The valid one that was issued before: address and number.
    standing: Option<(String, String)>,
    trouble: Option<String>,
}

#[derive(Template)]
#[template(path = "case/paper_parties.html")]
struct Choose {
    frame: Frame,
    case: String,
    sides: String,
    /// Who, as what, where.
    parties: Vec<(String, &'static str, String)>,
    /// One for every worker as one print job: its address and how many.
    stack: Option<(String, usize)>,
}

/// A paper that is looked at: what, for whom, with what filled in.
pub(crate) struct Sheet {
    pub(crate) id: CaseId,
    pub(crate) kind: PaperKind,
    pub(crate) party: Option<PartyId>,
    /// The version that is being corrected, and why.
    pub(crate) correct: Option<(PaperId, String)>,
    pub(crate) typed: Value,
}

impl Sheet {
    /// What a form of a paper sent.
    pub(crate) fn sent(case: &str, paper: &str, sent: &Typed) -> Result<Self, Failure> {
        let (id, kind) = asked(case, paper)?;
        let own = |name: &str| name.starts_with('_') || name == "once";
        let fields = sent.tree.as_object().into_iter().flatten().filter(|(name, _)| !own(name));
        Ok(Self {
            id,
            kind,
            party: sent.text("_party").parse().ok(),
            correct: sent.text("_correct").parse().ok().map(|paper| (paper, sent.text("_reason").to_owned())),
            typed: Value::Object(fields.map(|(name, value)| (name.clone(), value.clone())).collect()),
        })
    }
}

/// The name of an alignment in the style sheet.
pub(crate) const fn aligned(align: &Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "centre",
        Align::Right => "right",
    }
}

fn asked(case: &str, paper: &str) -> Result<(CaseId, PaperKind), Failure> {
    let kind = paper.parse::<PaperKind>().map_err(|_| Error::NotFound)?;
    Ok((case.parse::<CaseId>()?, kind))
}

/// Shows a paper as it will be printed; a paper for one party asks first for whom.
pub async fn page(visitor: Visitor, Path((case, paper)): Path<(String, String)>, query: Asked) -> Answer {
    let (id, kind) = asked(&case, &paper)?;
    let party = query.parsed::<PartyId>("party");
    if kind.entry().belongs == Belongs::Party && party.is_none() {
        return parties(&visitor, id, kind).await;
    }
    let correct = query.parsed::<PaperId>("correct");
    let typed = match correct {
        Some(paper) => app::document::issued::answers(&visitor.cx, id, paper).await?,
        None => Value::Object(Map::new()),
    };
    let sheet = Sheet { id, kind, party, correct: correct.map(|paper| (paper, String::new())), typed };
    preview(&visitor, &sheet, StatusCode::OK, None).await
}

/// Shows it again with what was filled in.
pub async fn fill(visitor: Visitor, Path((case, paper)): Path<(String, String)>, Posted(sent): Posted) -> Answer {
    preview(&visitor, &Sheet::sent(&case, &paper, &sent)?, StatusCode::OK, None).await
}

/// For whom a paper of this kind is to be made.
async fn parties(visitor: &Visitor, id: CaseId, kind: PaperKind) -> Answer {
    let view = app::case::show(&visitor.cx, id).await?;
    if !app::document::for_party(&view).contains(&kind) {
        return Err(Error::NotFound.into());
    }
    let href = format!("/cases/{id}/papers/{kind}");
    let line = |party: &PartyView| {
        let role = text::code("party_role", party.role.code());
        (party.name.clone(), role, format!("{href}?party={}", party.id))
    };
    let workers = view.workers().count();
    page_with(
        StatusCode::OK,
        &Choose {
            frame: Frame { kicker: view.case.number.clone(), ..visitor.frame(kind.name()) },
            case: id.to_string(),
            sides: view.title(),
            parties: view.parties.iter().map(line).collect(),
            stack: (workers > 1).then(|| (format!("{href}/stack"), workers)),
        },
    )
}

/// The paper as it would be issued now, and the button that does it.
pub(crate) async fn preview(visitor: &Visitor, sheet: &Sheet, status: StatusCode, trouble: Option<String>) -> Answer {
    let Sheet { id, kind, party, correct, typed } = sheet;
    let (answers, faults) = match Answers::read(*kind, typed) {
        Ok(answers) => (answers, Faults::default()),
        Err(faults) => (Answers::default(), faults),
    };
    let status = if faults.0.is_empty() { status } else { StatusCode::UNPROCESSABLE_ENTITY };
    let Made { paper, missing, case_number, case_title, clear } = app::document::made(&visitor.cx, *id, *kind, *party, &answers).await?;
    let view = app::case::show(&visitor.cx, *id).await?;
    let subject = party.map(|party| party.to_string());
    let same = |issued: &&IssuedPaper| {
        issued.kind == kind.code() && issued.state == PaperState::Valid && (subject.is_none() || issued.subject == subject)
    };
    let valid = view.case.papers.iter().rev().find(same);
    let form = form_of(visitor, &view, *kind, typed, &faults);
    let missing: Vec<Lack> = missing.into_iter().map(|one| lack(*id, one)).collect();
    let blocking = missing.iter().filter(|one| one.blocks).count();
    let ready = blocking == 0 || form.is_some();
    let allowed = if correct.is_some() { view.can(Act::Correct) } else { view.can(Act::Issue) && valid.is_none() };
    let issue = (allowed && ready).then(|| (view.case.version, visitor.cx.app.dice.id().simple().to_string()));
    let name = |party: &PartyId| view.names.parties.get(party).cloned().unwrap_or_default();
    page_with(
        status,
        &Page {
            issue,
            standing: valid.map(|issued| (format!("/cases/{id}/issued/{}", issued.id), issued.number.clone())),
            trouble,
            frame: visitor.frame(paper.title.clone()),
            case: id.to_string(),
            href: format!("/cases/{id}/papers/{kind}"),
            number: case_number,
            sides: party.as_ref().map_or(case_title, &name),
            missing,
            blocking,
            clear,
            paper,
            form,
            party: party.map(|party| (party.to_string(), name(&party))),
            correct: correct.as_ref().map(|(paper, reason)| (paper.to_string(), reason.clone())),
        },
    )
}

/// The form of a kind that has one.
fn form_of(visitor: &Visitor, case: &CaseView, kind: PaperKind, typed: &Value, faults: &Faults) -> Option<FormView> {
    let specs = kind.specs();
    if specs.is_empty() {
        return None;
    }
    let mut choices = Choices { lists: &visitor.cx.app.lists, found: Vec::new() };
    for list in ["party", "claim", "session", "obligation", "payment", "paper", "file"] {
        choices.found.extend(case.choices(list).map(|found| (list.to_owned(), found)));
    }
    let name = kind.form_name();
    Some(view(&Drawing { form: &name, specs: &specs, typed, faults, labels: &Words, options: &choices }))
}

/// The paper as PDF, shown by the browser, with a name under which it can be saved.
pub async fn pdf(visitor: Visitor, Path((case, paper)): Path<(String, String)>, query: Asked) -> Answer {
    let (id, kind) = asked(&case, &paper)?;
    let sheet = Sheet { id, kind, party: query.parsed("party"), correct: None, typed: Value::Object(Map::new()) };
    printed(&visitor, &sheet).await
}

/// The same with what was filled in.
pub async fn filled_pdf(visitor: Visitor, Path((case, paper)): Path<(String, String)>, Posted(sent): Posted) -> Answer {
    printed(&visitor, &Sheet::sent(&case, &paper, &sent)?).await
}

async fn printed(visitor: &Visitor, sheet: &Sheet) -> Answer {
    let Ok(answers) = Answers::read(sheet.kind, &sheet.typed) else {
        return preview(visitor, sheet, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    };
    let (made, bytes) = app::document::pdf(&visitor.cx, sheet.id, sheet.kind, sheet.party, &answers).await?;
    Ok(handed::pdf(&handed::paper("paper", made.paper.title, made.case_number), bytes))
}

/// One paper for every worker, as one print job.
pub async fn stack(visitor: Visitor, Path((case, paper)): Path<(String, String)>) -> Answer {
    let (id, kind) = asked(&case, &paper)?;
    let bound = app::document::stack(&visitor.cx, id, kind).await?;
    Ok(handed::pdf(&handed::paper("paper", bound.title, bound.case_number), bound.pdf))
}

/// The whole dossier as one PDF: cover, catalogue, papers and attached files, with bookmarks.
pub async fn dossier(visitor: Visitor, Path(case): Path<String>) -> Answer {
    let bound = app::document::bound(&visitor.cx, case.parse::<CaseId>()?).await?;
    Ok(handed::pdf(&handed::paper("dossier", bound.title, bound.case_number), bound.pdf))
}

/// The same as a folder: numbered files, catalogue and hashes.
pub async fn folder(visitor: Visitor, Path(case): Path<String>) -> Answer {
    let folder = app::document::folder(&visitor.cx, case.parse::<CaseId>()?).await?;
    Ok(handed::zip(&handed::paper("folder", folder.title, folder.case_number), folder.zip))
}
