//! Every event that was ever stored reads for ever: one file for each name and version, never edited by hand.
//!
//! A new event fails here until its file is there; a proposal made from the stories is left in the target's `tmp/golden`, to be
//! read, copied to `tests/golden` and committed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use domain::case::Event;
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn file_name(name: &str, version: i64) -> String {
    format!("{name}.v{version}.json")
}

/// The fullest payload of each event in any story.
fn proposals() -> BTreeMap<String, String> {
    let mut fullest: BTreeMap<String, String> = BTreeMap::new();
    for recorded in crate::told::all().into_iter().flat_map(|story| story.log) {
        let event = recorded.event;
        let payload = format!("{:#}\n", event.payload().unwrap());
        let best = fullest.entry(file_name(event.name(), event.version())).or_default();
        if payload.len() > best.len() {
            *best = payload;
        }
    }
    fullest
}

#[test]
fn every_event_has_its_golden_file() {
    let missing: Vec<_> =
        Event::NAMES.iter().map(|(name, version)| file_name(name, *version)).filter(|file| !folder().join(file).exists()).collect();
    if missing.is_empty() {
        return;
    }
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    std::fs::create_dir_all(&tmp).unwrap();
    let proposals = proposals();
    for file in &missing {
        std::fs::write(tmp.join(file), &proposals[file]).unwrap();
    }
    panic!("no golden file for {missing:?}; proposals are in {}", tmp.display());
}

#[test]
fn every_golden_event_reads_and_writes_back_the_same() {
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let (name, version) = stem.rsplit_once(".v").unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let event = Event::read(name, version.parse().unwrap(), &text).unwrap_or_else(|fault| panic!("{stem}: {fault:?}"));
        let wanted: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(event.payload().unwrap(), wanted, "{stem}");
    }
}

/// Texts that stand in events all the same, looked at by a person: what may be in them, and why it names nobody.
const REVIEWED: &[(&str, &str, &str)] = &[
    ("case.registered", "number", "the number that the office draws"),
    ("intake.handed_over", "receipt", "the number of the receipt slip"),
    ("intake.declined", "body", "a public body"),
    ("intake.declined", "address", "the address of a public body"),
    ("intake.declined", "phone", "the telephone of a public body"),
    ("closing.closed", "body", "a public body"),
    ("closing.closed", "address", "the address of a public body"),
    ("closing.closed", "phone", "the telephone of a public body"),
    ("closing.ended_unperformed", "body", "a public body"),
    ("closing.ended_unperformed", "address", "the address of a public body"),
    ("closing.ended_unperformed", "phone", "the telephone of a public body"),
    ("document.issued", "number", "the number of the paper"),
    ("document.corrected", "number", "the number of the paper"),
    ("way.filed", "body", "a public body"),
    ("way.answered", "number", "the number of a public body's document"),
    ("closing.archived", "volume", "the number of the volume"),
    ("closing.archived", "place", "the shelf in the archive"),
    ("case.registered", "entrusted_case", "the case number of a court or an arbitration commission"),
    ("clock.started", "clock.title", "what the law asks for"),
    ("clock.started", "clock.statute", "statute and article"),
    ("clock.started", "clock.brief", "statute and article"),
    ("clock.started", "clock.effect", "what the law says of its end"),
    ("limitation.stated", "clock.title", "what the law asks for"),
    ("limitation.stated", "clock.statute", "statute and article"),
    ("limitation.stated", "clock.brief", "statute and article"),
    ("limitation.stated", "clock.effect", "what the law says of its end"),
    ("limitation.interrupted", "restarted.title", "what the law asks for"),
    ("limitation.interrupted", "restarted.statute", "statute and article"),
    ("limitation.interrupted", "restarted.brief", "statute and article"),
    ("limitation.interrupted", "restarted.effect", "what the law says of its end"),
    ("clock.started", "clock.deadline.steps.why.name", "a holiday"),
    ("clock.moved", "deadline.steps.why.name", "a holiday"),
];

/// An id, a day, a code or a number.
fn is_plain(text: &str) -> bool {
    let code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
    uuid::Uuid::try_parse(text).is_ok() || text.strip_prefix("TL-").unwrap_or(text).chars().all(code)
}

/// Every value that isn't a list or a group, with its path (rows of a list share one).
fn leaves<'v>(value: &'v Value, path: &str, found: &mut Vec<(String, &'v Value)>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| leaves(value, &below(name), found)),
        Value::Array(rows) if !rows.is_empty() => rows.iter().for_each(|row| leaves(row, path, found)),
        leaf => found.push((path.to_owned(), leaf)),
    }
}

/// Every golden payload and every one of the stories, by the event's name.
fn payloads() -> Vec<(String, Value)> {
    let golden = std::fs::read_dir(folder()).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().rsplit_once(".v").unwrap().0.to_owned();
        (name, serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
    });
    let told = crate::told::all().into_iter().flat_map(|story| story.log);
    golden.chain(told.map(|recorded| (recorded.event.name().to_owned(), recorded.event.payload().unwrap()))).collect()
}

#[test]
fn an_event_holds_no_free_text_but_what_was_reviewed() {
    let reviewed: BTreeSet<String> = REVIEWED.iter().map(|(event, path, _)| format!("{event} {path}")).collect();
    let (mut met, mut unknown) = (BTreeSet::new(), BTreeSet::new());
    for (event, payload) in payloads() {
        let mut found = Vec::new();
        leaves(&payload, "", &mut found);
        for (path, text) in found.iter().filter_map(|(path, leaf)| Some((path, leaf.as_str()?))) {
            let field = format!("{event} {path}");
            if reviewed.contains(&field) {
                met.insert(field);
            } else if !is_plain(text) {
                unknown.insert(format!("{field}: {text}"));
            }
        }
    }
    assert!(unknown.is_empty(), "texts belong into words rows (Outcome::say): {unknown:#?}");
    assert_eq!(met, reviewed, "a reviewed text that no event holds any more");
}

/// A field that is empty in every story and every golden file could hold anything unseen.
#[test]
fn every_field_of_every_event_is_filled_somewhere() {
    let (mut filled, mut empty) = (BTreeSet::new(), BTreeSet::new());
    for (event, payload) in payloads() {
        let mut found = Vec::new();
        leaves(&payload, "", &mut found);
        for (path, leaf) in found {
            if leaf.is_null() || leaf.is_array() { &mut empty } else { &mut filled }.insert(format!("{event} {path}"));
        }
    }
    let never: Vec<_> = empty.difference(&filled).map(String::as_str).collect();
    // Days of a clock that has only begun, codes of what makes a calendar uncertain, and rows that are told under their own fields.
    let known = [
        "clock.moved deadline.warnings",
        "clock.moved extended_to",
        "clock.started clock.deadline.warnings",
        "clock.started clock.extended_to",
        "clock.started clock.paused",
        "clock.started clock.stopped",
        "limitation.interrupted restarted",
        "limitation.interrupted restarted.extended_to",
        "limitation.interrupted restarted.paused",
        "limitation.interrupted restarted.stopped",
        "limitation.stated clock.extended_to",
        "limitation.stated clock.paused",
        "limitation.stated clock.stopped",
        "vault.released consents",
        "vault.released consents.file",
    ];
    assert_eq!(never, known, "fill the others in a story");
}

#[test]
fn an_unknown_event_or_a_broken_payload_is_a_fault_not_a_panic() {
    assert!(Event::read("case.exploded", 1, "{}").is_err());
    assert!(Event::read("case.registered", 99, "{}").is_err());
    for (name, version) in Event::NAMES {
        for broken in ["", "null", "[]", "{\"", "{}"] {
            let _ = Event::read(name, *version, broken);
        }
    }
}
