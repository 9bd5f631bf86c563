//! What a form tells of its choices besides their names: of a record what its field asks for, of an organisation that it has ended.

use std::collections::BTreeMap;

use domain::kernel::id::{OrganisationId, RecordId};
use domain::organisation::register::{Field, FieldKind};
use store::organisation::record;

use super::super::above::standing;
use super::{Names, book, filled};
use crate::text::code;
use crate::{Ctx, Result};

/// A few words of each of these choices (ids with names) of a field, by their ids.
///
/// # Errors
/// When the store can't be read.
pub async fn words_of(cx: &Ctx, field: &Field, choices: &[(String, String)]) -> Result<BTreeMap<String, String>> {
    match &field.kind {
        FieldKind::Record(to) if !field.tells.is_empty() => {
            let ids: Vec<RecordId> = choices.iter().filter_map(|(id, _)| id.parse().ok()).collect();
            let (theirs, rows) = (&book(cx, to)?.register, record::several(&cx.app.store.read(), &ids).await?);
            let names = Names::of(cx, theirs, &rows).await?;
            let told = |row: &super::RecordRow| {
                let values = filled(row);
                let fields = field.tells.iter().filter_map(|name| theirs.field(name));
                let told = fields.map(|field| names.told_masked(&cx.app.lists, field, &values)).filter(|told| !told.is_empty());
                (row.record.to_string(), told.collect::<Vec<_>>().join(code("format", "semicolon")))
            };
            Ok(rows.iter().map(told).collect())
        }
        FieldKind::Organisation => {
            let ids: Vec<OrganisationId> = choices.iter().filter_map(|(id, _)| id.parse().ok()).collect();
            let ended = standing(cx, &ids).await?.into_iter().filter(|(_, _, active)| !active);
            Ok(ended.map(|(id, ..)| (id.to_string(), code("page_register", "closed_organisation").to_owned())).collect())
        }
        _ => Ok(BTreeMap::new()),
    }
}
