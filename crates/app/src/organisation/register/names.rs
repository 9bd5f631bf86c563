//! The words of a page of records: names of organisations, accounts and linked records, looked up once for all of them.

use std::collections::BTreeMap;

use domain::kernel::Day;
use domain::kernel::id::{AccountId, OrganisationId, RecordId};
use domain::kernel::masked::mask;
use domain::organisation::register::{Field, FieldKind, Filled, Register, text_of};
use serde_json::Value;

use super::{RecordRow, filled};
use crate::lists::Lists;
use crate::text::code;
use crate::{Ctx, Result};

/// Names by id.
#[derive(Clone, Debug, Default)]
pub struct Names {
    organisations: BTreeMap<OrganisationId, String>,
    accounts: BTreeMap<AccountId, String>,
    records: BTreeMap<RecordId, String>,
}

impl Names {
    /// The names that these records of one book mention.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn of(cx: &Ctx, register: &Register, rows: &[RecordRow]) -> Result<Self> {
        let reader = cx.app.store.read();
        let (mut organisations, mut accounts, mut records) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            organisations.extend(row.organisation);
            accounts.extend(row.account);
            let values = filled(row);
            for field in &register.fields {
                let text = values.text(&field.name);
                match field.kind {
                    FieldKind::Organisation => organisations.extend(text.parse::<OrganisationId>()),
                    FieldKind::Account => accounts.extend(text.parse::<AccountId>()),
                    FieldKind::Record(_) => records.extend(text.parse::<RecordId>()),
                    _ => {}
                }
            }
        }
        records.sort_unstable();
        records.dedup();
        organisations.sort_unstable();
        organisations.dedup();
        accounts.sort_unstable();
        accounts.dedup();
        let known = store::organisation::record::several(&reader, &records).await?;
        Ok(Self {
            organisations: store::organisation::names(&reader, &organisations).await?,
            accounts: store::access::account::names(&reader, &accounts).await?.into_iter().collect(),
            records: known.into_iter().map(|row| (row.record, row.title)).collect(),
        })
    }

    /// An organisation's name; empty when it is not known.
    pub fn organisation(&self, id: Option<OrganisationId>) -> &str {
        id.and_then(|id| self.organisations.get(&id)).map_or("", String::as_str)
    }

    /// An account's name; empty when it is not known.
    pub fn account(&self, id: Option<AccountId>) -> &str {
        id.and_then(|id| self.accounts.get(&id)).map_or("", String::as_str)
    }

    /// A value in words; empty when there is none.
    pub fn told(&self, lists: &Lists, field: &Field, values: &Filled) -> String {
        let raw = text_of(values.0.get(&field.name));
        match &field.kind {
            FieldKind::Day => raw.parse::<Day>().map_or(raw, Day::chinese),
            FieldKind::Flag => match values.0.get(&field.name) {
                Some(Value::Bool(true)) => code("yes_no", "yes").to_owned(),
                Some(_) => code("yes_no", "no").to_owned(),
                None => String::new(),
            },
            FieldKind::One | FieldKind::Several => {
                let names: Vec<&str> = values.codes(&field.name).into_iter().map(|code| item(lists, field, code)).collect();
                names.join(code("format", "list"))
            }
            FieldKind::Organisation => self.organisation(raw.parse().ok()).to_owned(),
            FieldKind::Account => self.account(raw.parse().ok()).to_owned(),
            FieldKind::Record(_) => raw.parse().ok().and_then(|id| self.records.get(&id)).cloned().unwrap_or_default(),
            _ => raw,
        }
    }

    /// The same, masked when the field is.
    pub fn told_masked(&self, lists: &Lists, field: &Field, values: &Filled) -> String {
        let told = self.told(lists, field, values);
        if field.masked { mask(&told) } else { told }
    }
}

/// The name of a code of a field.
pub fn item<'a>(lists: &'a Lists, field: &'a Field, code: &'a str) -> &'a str {
    match &field.list {
        Some(list) => lists.name(list, code),
        None => field.items.iter().find(|item| item.code == code).map_or(code, |item| item.name.as_str()),
    }
}
