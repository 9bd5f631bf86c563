//! The catalogue of the dossier (卷宗目录, no. 19): the standard order, what every dossier must have, pages once it is filed.

use domain::case::note::FileKind;
use domain::case::{Act, Event};
use domain::closing::event::Archived;
use domain::document::{IssuedPaper, PaperState};
use domain::kernel::id::{AccountId, FileId};
use store::case::file::FileRow;

use super::missing::Place;
use super::pen::Pen;
use super::{PaperKind, available};
use crate::case::CaseView;
use crate::document::model::Align;
use crate::text;

/// One place in the standard order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Paper(PaperKind),
    Files(FileKind),
    /// Every other paper that was issued.
    Rest,
}

/// The standard order of law.md §3.7 no. 19.
const ORDER: &[Slot] = &[
    Slot::Files(FileKind::Application),
    Slot::Paper(PaperKind::Register),
    Slot::Paper(PaperKind::AcceptanceNotice),
    Slot::Paper(PaperKind::NonAcceptanceNotice),
    Slot::Paper(PaperKind::RightsNotice),
    Slot::Files(FileKind::Identity),
    Slot::Files(FileKind::Authorisation),
    Slot::Files(FileKind::Evidence),
    Slot::Paper(PaperKind::Minutes),
    Slot::Files(FileKind::SignedMinutes),
    Slot::Paper(PaperKind::Agreement),
    Slot::Files(FileKind::SignedAgreement),
    Slot::Paper(PaperKind::PerformanceNotice),
    Slot::Files(FileKind::PaymentProof),
    Slot::Paper(PaperKind::TerminationNotice),
    Slot::Paper(PaperKind::FollowUp),
    Slot::Rest,
    Slot::Files(FileKind::Other),
];

/// One line of the catalogue.
struct Entry {
    title: String,
    required: bool,
}

/// The titles of the dossier in page order: papers and attached files that are there.
pub fn catalogue(view: &CaseView) -> Vec<String> {
    entries(view).into_iter().map(|entry| entry.title).collect()
}

/// What is in a place of the standard order.
pub(in crate::document) enum Slotted<'a> {
    /// A paper that the house makes.
    Paper(PaperKind),
    /// A paper that was issued and is valid.
    Issued(&'a IssuedPaper),
    /// A file that was attached.
    File(&'a FileRow),
}

/// Papers and attached files that are there, in the standard order.
pub(in crate::document) fn in_order(view: &CaseView) -> Vec<Slotted<'_>> {
    slots(view).into_iter().map(|(_, slotted)| slotted).collect()
}

fn entries(view: &CaseView) -> Vec<Entry> {
    let must = must_have(view);
    let entry = |(slot, slotted): (Slot, Slotted<'_>)| {
        let title = match slotted {
            Slotted::Paper(kind) => title(kind),
            Slotted::Issued(paper) => text::code(PaperKind::GROUP, &paper.kind).to_owned(),
            Slotted::File(file) => file.name.clone(),
        };
        Entry { title, required: must.contains(&slot) }
    };
    slots(view).into_iter().map(entry).collect()
}

fn slots(view: &CaseView) -> Vec<(Slot, Slotted<'_>)> {
    let there = available(view);
    let kind_of = |id: FileId| {
        view.timeline.iter().find_map(|told| match &told.recorded.event {
            Event::Attached(event) if event.file == id => Some(event.kind),
            _ => None,
        })
    };
    let issued = || view.case.papers.iter().filter(|paper| paper.state == PaperState::Valid);
    let mut slots = Vec::new();
    for slot in ORDER {
        match slot {
            Slot::Paper(kind) => {
                let valid: Vec<_> = issued().filter(|paper| paper.kind == kind.code()).collect();
                if valid.is_empty() && there.contains(kind) {
                    slots.push((*slot, Slotted::Paper(*kind)));
                }
                slots.extend(valid.into_iter().map(|paper| (*slot, Slotted::Issued(paper))));
            }
            Slot::Rest => {
                let placed = |paper: &&IssuedPaper| {
                    let known = |slot: &Slot| matches!(slot, Slot::Paper(kind) if paper.kind == kind.code());
                    paper.kind == PaperKind::Catalogue.code() || ORDER.iter().any(known)
                };
                slots.extend(issued().filter(|paper| !placed(paper)).map(|paper| (*slot, Slotted::Issued(paper))));
            }
            Slot::Files(kind) => {
                let files = view.files.iter().filter(|file| kind_of(file.id).unwrap_or(FileKind::Other) == *kind);
                slots.extend(files.map(|file| (*slot, Slotted::File(file))));
            }
        }
    }
    slots
}

fn title(kind: PaperKind) -> String {
    text::code(PaperKind::GROUP, kind.code()).to_owned()
}

/// What this dossier must have; minutes only when there was a session to keep them of.
fn must_have(view: &CaseView) -> Vec<Slot> {
    let mut must = vec![Slot::Paper(PaperKind::Register), Slot::Paper(PaperKind::RightsNotice), Slot::Files(FileKind::Identity)];
    if view.case.intake.declined.is_some() {
        must.push(Slot::Paper(PaperKind::NonAcceptanceNotice));
        return must;
    }
    if view.case.mediation.sessions.iter().any(|session| !session.cancelled) {
        must.push(Slot::Paper(PaperKind::Minutes));
    }
    if view.case.closing.is_some() || view.case.agreement.is_some() {
        let ending = if view.case.agreement.is_some() { PaperKind::Agreement } else { PaperKind::TerminationNotice };
        must.push(Slot::Paper(ending));
    }
    must
}

pub(super) fn write(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let view = &matter.view;
    let filed = matter.latest(|event| if let Event::Archived(event) = event { Some(&**event) } else { None });
    cover(pen, filed.map(|(recorded, event)| (recorded.actor.account, event)));
    let known = entries(view);
    let remark = |pen: &Pen<'_>, title: &str| {
        let required = known.iter().any(|entry| entry.required && entry.title == title);
        if required { pen.word("required") } else { String::new() }
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut line = |title: String, page: String, remark: String| rows.push(vec![(rows.len() + 1).to_string(), title, page, remark]);
    match filed {
        Some((_, event)) => {
            for item in &event.items {
                let last = item.page + item.pages - 1;
                let pages = [("from", item.page.to_string()), ("to", last.to_string())];
                let page = if item.pages > 1 { pen.say("range", &pages) } else { item.page.to_string() };
                let title = view.words(item.title).unwrap_or_default().to_owned();
                let remark = remark(pen, &title);
                line(title, page, remark);
            }
        }
        None => {
            for entry in &known {
                line(entry.title.clone(), String::new(), remark(pen, &entry.title));
            }
        }
    }
    lacking(pen, filed.is_some());
    let columns = [
        ("number", Align::Centre, 10),
        ("name_column", Align::Left, 56),
        ("page_column", Align::Centre, 16),
        ("remark_column", Align::Centre, 18),
    ];
    pen.table(&columns, rows);
    pen.sealed(&matter.handler_name(), filed.map(|(_, event)| event.day));
}

/// What the cover of the volume says.
fn cover(pen: &mut Pen<'_>, filed: Option<(Option<AccountId>, &Archived)>) {
    let view = &pen.matter.view;
    let (mediator, title) = (pen.matter.mediator(), view.title());
    let ended = view.case.closing.as_ref().map(|closing| closing.day);
    let from_to = pen.period(view.case.intake.received, ended);
    if let Some((_, event)) = filed {
        pen.head("volume", event.volume.clone());
    }
    pen.head("case_title", title);
    if !mediator.is_empty() {
        pen.head("mediator", mediator);
    }
    pen.head("from_to", from_to);
    if let Some((filer, event)) = filed {
        let filer = view.person(filer).unwrap_or_default().to_owned();
        let pages: i64 = event.items.iter().map(|item| item.pages).sum();
        let pages = pen.say("pages_value", &[("n", pages.to_string())]);
        pen.head("filer", filer);
        pen.head("keep", event.keep_until.chinese());
        pen.head("pages", pages);
    }
}

/// Notes which required papers are not there, and that pages come with the archive.
fn lacking(pen: &mut Pen<'_>, filed: bool) {
    let view = &pen.matter.view;
    let there = available(view);
    for slot in must_have(view) {
        match slot {
            Slot::Paper(kind) if !there.contains(&kind) => pen.miss("dossier", &[("title", title(kind))], Place::Paper),
            Slot::Paper(_) | Slot::Rest => {}
            Slot::Files(kind) => {
                let attached = |event: &Event| matches!(event, Event::Attached(attached) if attached.kind == kind);
                if !view.timeline.iter().any(|told| attached(&told.recorded.event)) {
                    pen.miss("dossier", &[("title", text::code(FileKind::GROUP, kind.code()).to_owned())], Place::Act(Act::Attach));
                }
            }
        }
    }
    if !filed {
        pen.miss("archive", &[], Place::Act(Act::Archive));
    }
}
