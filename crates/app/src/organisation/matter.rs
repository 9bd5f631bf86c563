//! What organisations handle and mediators know: claim types, groups of them, industries; one list of codes with their words.

use domain::kernel::form::Path;
use domain::kernel::{Fault, Faults, Line};

use crate::lists::Lists;
use crate::text;

/// Every one, groups first: code and words.
pub fn all(lists: &Lists) -> Vec<(String, String)> {
    let claims = lists.entries("claim_type");
    let mut groups: Vec<&str> = claims.iter().filter_map(|entry| entry.group.as_deref()).collect();
    groups.sort_unstable();
    groups.dedup();
    // A type that bears the name of its group stands for the group.
    groups.retain(|group| lists.find("claim_type", group).is_none());
    let group = |code: &&str| ((*code).to_owned(), text::code("field_group", code).to_owned());
    let listed = claims.iter().chain(lists.entries("industry")).map(|entry| (entry.code.clone(), entry.name.clone()));
    groups.iter().map(group).chain(listed).collect()
}

/// The words of a code.
pub fn name(lists: &Lists, code: &str) -> String {
    let listed = lists.find("claim_type", code).or_else(|| lists.find("industry", code));
    listed.map_or_else(|| text::code("field_group", code).to_owned(), |entry| entry.name.clone())
}

/// Codes in words, one after the other.
pub fn names(lists: &Lists, codes: &[String]) -> String {
    let names: Vec<String> = codes.iter().map(|code| name(lists, code)).collect();
    names.join(text::code("format", "list"))
}

/// Every code is one of them; `field` is where they were typed.
pub(super) fn known(lists: &Lists, field: &str, codes: &[Line<40>]) -> Result<(), Faults> {
    let all = all(lists);
    let unknown = (0usize..).zip(codes).filter(|(_, code)| !all.iter().any(|(known, _)| *known == ***code));
    let faults: Vec<_> = unknown.map(|(n, _)| (Path::root().child(field).child(n), Fault::UnknownChoice)).collect();
    if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
}
