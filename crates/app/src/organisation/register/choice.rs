//! What a form tells of its choices besides their names: of a record what its field asks for, of an organisation that it has ended.

use std::collections::BTreeMap;

use domain::kernel::id::{OrganisationId, RecordId};
use domain::organisation::register::{Field, FieldKind, Filled};
use serde_json::Value;
use store::organisation::record;

use super::super::above::standing;
use super::{Names, book, filled};
use crate::text::code;
use crate::{Ctx, Result};

/// A choice: its id, its name, a few words.
pub type Choice = (String, String, Option<String>);

/// These choices (ids with names) of a field with a few words of each; those that fit what stands in the rest of the form come first.
///
/// # Errors
/// When the store can't be read.
pub async fn with_words(cx: &Ctx, field: &Field, choices: Vec<(String, String)>, typed: &Value) -> Result<Vec<Choice>> {
    let words = words_of(cx, field, &choices, typed).await?;
    let told = |(id, name): (String, String)| match words.get(&id) {
        Some((fits, told)) => (!fits, (id, name, Some(told.clone()).filter(|told| !told.is_empty()))),
        None => (true, (id, name, None)),
    };
    let mut choices: Vec<(bool, Choice)> = choices.into_iter().map(told).collect();
    choices.sort_by_key(|(later, _)| *later);
    Ok(choices.into_iter().map(|(_, choice)| choice).collect())
}

/// By the id of a choice: whether it fits, and its words.
async fn words_of(cx: &Ctx, field: &Field, choices: &[(String, String)], typed: &Value) -> Result<BTreeMap<String, (bool, String)>> {
    match &field.kind {
        FieldKind::Record(to) if !field.tells.is_empty() || field.fits.is_some() => {
            let ids: Vec<RecordId> = choices.iter().filter_map(|(id, _)| id.parse().ok()).collect();
            let (theirs, rows) = (&book(cx, to)?.register, record::several(&cx.app.store.read(), &ids).await?);
            let names = Names::of(cx, theirs, &rows).await?;
            let here = Filled(typed.as_object().cloned().unwrap_or_default());
            let told = |row: &super::RecordRow| {
                let values = filled(row);
                let shares = |(there, own): &(String, String)| values.codes(there).iter().any(|code| here.codes(own).contains(code));
                let fits = field.fits.as_ref().is_some_and(shares);
                let fields = field.tells.iter().filter_map(|name| theirs.field(name));
                let words = fields.map(|field| names.told_masked(&cx.app.lists, field, &values)).filter(|told| !told.is_empty());
                let words: Vec<String> = fits.then(|| code("page_register", "fits").to_owned()).into_iter().chain(words).collect();
                (row.record.to_string(), (fits, words.join(code("format", "semicolon"))))
            };
            Ok(rows.iter().map(told).collect())
        }
        FieldKind::Organisation => {
            let ids: Vec<OrganisationId> = choices.iter().filter_map(|(id, _)| id.parse().ok()).collect();
            let ended = standing(cx, &ids).await?.into_iter().filter(|(_, _, active)| !active);
            Ok(ended.map(|(id, ..)| (id.to_string(), (false, code("page_register", "closed_organisation").to_owned()))).collect())
        }
        _ => Ok(BTreeMap::new()),
    }
}
