//! The working systems of an organisation (S3-22): which of them have a document, and which lack one. What systems there are says the
//! register `working_system`, so that an office can add its own.

use domain::access::{Action, rules::Deal};
use domain::kernel::id::{OrganisationId, RecordId};
use domain::kernel::{Day, Moment};

use super::member;
use super::register::filled;
use crate::{Ctx, Result};

/// The register of documents.
pub const SYSTEMS: &str = "working_system";

/// A working system and its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingSystem {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its document, when there is one.
    pub document: Option<Document>,
}

/// The document of a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its record.
    pub record: RecordId,
    /// What it is called.
    pub name: String,
    /// From when it is in force.
    pub effective: Option<Day>,
}

/// The working systems of an organisation in the order of the register.
///
/// # Errors
/// [`crate::Error::NotFound`] for who may not read the directory.
pub async fn working_systems(cx: &Ctx, office: OrganisationId) -> Result<Vec<WorkingSystem>> {
    working_systems_on(cx, office, None).await
}

/// The same at the end of a past day; today where none is named.
///
/// # Errors
/// As [`working_systems`].
pub async fn working_systems_on(cx: &Ctx, office: OrganisationId, day: Option<Day>) -> Result<Vec<WorkingSystem>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let rows = member::of_on(&cx.app.store.read(), SYSTEMS, office, day.map(Moment::end_of)).await?;
    let rows: Vec<_> = rows.iter().map(|row| (row.record, filled(row))).collect();
    let items = cx.app.lists.registers().find(SYSTEMS).and_then(|book| book.register.field("system")).map(|field| &field.items);
    let systems = items.into_iter().flatten().map(|item| {
        let found = rows.iter().find(|(_, values)| values.text("system") == item.code);
        let document = found.map(|(record, values)| Document {
            record: *record,
            name: values.text("document").to_owned(),
            effective: values.day("effective"),
        });
        WorkingSystem { code: item.code.clone(), name: item.name.clone(), document }
    });
    Ok(systems.collect())
}
