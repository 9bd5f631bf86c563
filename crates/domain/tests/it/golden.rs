//! Every event that was ever stored reads for ever: one file for each name and version, never edited by hand.
//!
//! A new event fails here until its file is there; a proposal made from the stories is left in the target's `tmp/golden`, to be
//! read, copied to `tests/golden` and committed.

use std::collections::BTreeMap;
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
