//! Mediators in a table: a row for each account that mediates, recognised by its login, or by the name where only one bears it.
//!
//! Accounts are not made by a table: whoever may sign in is decided where accounts are kept.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::id::{AccountId, OrganisationId};
use domain::kernel::masked::mask;
use domain::kernel::width::{folded, narrow};
use domain::kernel::{Fault, Faults, Form};
use serde_json::{Map, Value, json};
use store::access::{account, grant};
use store::organisation::mediator;

use super::{Head, Known, MOST_ROWS, Said, Table, fault_at, flag, handed, text, yes_no};
use crate::Ctx;
use crate::document::model::Cell;
use crate::organisation::brought::{known_words, several};
use crate::organisation::form::MediatorForm;
use crate::organisation::matter;
use crate::organisation::mediator::{MediatorFilter, MediatorLine, every, put_mediator};
use crate::organisation::reach::areas;
use crate::text::code;

/// Stands in a number that is masked.
const STAR: char = '*';

/// Somebody who mediates or may come to.
struct Person {
    login: String,
    name: String,
    /// The organisations that they may serve, with their names.
    offices: BTreeMap<OrganisationId, String>,
    /// Those served that lie beyond the reach of whoever imports: they stay.
    beyond: BTreeSet<OrganisationId>,
    known: Option<Known>,
}

/// The mediators that are known, and those who may become some.
pub struct Mediators {
    people: BTreeMap<AccountId, Person>,
    matters: Vec<(String, String)>,
}

/// Every mediator of a list as XLSX; numbers are masked, and logins stand there for those who keep the directory.
///
/// # Errors
/// [`crate::Error::NotFound`] for who may not read the directory; [`crate::Error::Press`] when the file can't be made.
pub async fn export(cx: &Ctx, filter: &MediatorFilter) -> crate::Result<Vec<u8>> {
    let lines = every(cx, filter, MOST_ROWS).await?;
    let keeps = cx.may_somewhere(Action::Deal(Deal::KeepDirectory)).is_ok();
    let accounts: Vec<AccountId> = lines.iter().map(|line| line.row.account).collect();
    let found = if keeps { account::several(&cx.app.store.read(), &accounts).await? } else { Vec::new() };
    let logins: BTreeMap<AccountId, String> = found.into_iter().map(|account| (account.id, account.login)).collect();
    let list = code("format", "list");
    let cell = |line: &MediatorLine, name: &str| match name {
        "login" => text(logins.get(&line.row.account).map(String::as_str)),
        "name" => text(Some(&line.name)),
        "organisations" => {
            let names: Vec<&str> = line.organisations.iter().map(|(_, name)| name.as_str()).collect();
            text(Some(&names.join(list)))
        }
        "full_time" => yes_no(line.row.full_time),
        "fields" => text(Some(&matter::names(&cx.app.lists, &line.row.fields.0))),
        "languages" => text(Some(&line.row.languages.0.join(list))),
        "id_number" => text(line.row.id_number.as_ref().map(|number| mask(number.reveal())).as_deref()),
        "works_for_uscc" => text(line.row.works_for_uscc.as_deref()),
        "active" => yes_no(line.row.active),
        _ => Cell::Empty,
    };
    handed::<Mediators, _>(cx, &lines, cell).await
}

impl Table for Mediators {
    const NAME: &'static str = "mediators";
    const FORM: &'static str = "mediator";
    const HEADS: &'static [Head] = &[
        Head::of("login"),
        Head::required("name"),
        Head::of("organisations"),
        Head::of("full_time"),
        Head::of("fields"),
        Head::of("languages"),
        Head { masked: true, ..Head::of("id_number") },
        Head::of("works_for_uscc"),
        Head::of("active"),
    ];
    const SHOWN: &'static [&'static str] = &["organisations", "full_time", "fields", "languages", "active"];
    type Key = AccountId;
    type Form = MediatorForm;

    async fn open(cx: &Ctx) -> crate::Result<Self> {
        let reader = cx.app.store.read();
        let scope = areas(cx, Deal::KeepDirectory);
        let filter = mediator::Filter { scope: Some(scope.clone()), inactive_too: true, ..mediator::Filter::default() };
        let rows = mediator::list(&reader, &filter, None, MOST_ROWS).await?;
        let mut accounts = account::list(&reader, &scope, None, None, MOST_ROWS).await?;
        let with_role: BTreeSet<AccountId> = accounts.iter().map(|account| account.id).collect();
        let others: Vec<AccountId> = rows.iter().map(|row| row.account).filter(|id| !with_role.contains(id)).collect();
        accounts.extend(account::several(&reader, &others).await?);
        let ids: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
        let served = mediator::offices(&reader, &ids).await?;
        let all: BTreeSet<OrganisationId> = served.values().flatten().copied().collect();
        let all: Vec<OrganisationId> = all.into_iter().collect();
        let places = crate::organisation::mediator::divisions(&reader, all.iter()).await?;
        let names = store::organisation::names(&reader, &all).await?;
        let within = |division: &str| crate::organisation::keeps(cx, division);
        let mut people: BTreeMap<AccountId, Person> = accounts
            .into_iter()
            .map(|account| {
                let served = served.get(&account.id).into_iter().flatten();
                let offices = served.clone().map(|id| (*id, names.get(id).cloned().unwrap_or_default())).collect();
                let beyond = served.filter(|id| !places.get(id).is_some_and(|division| within(division))).copied().collect();
                (account.id, Person { login: account.login, name: account.name, offices, beyond, known: None })
            })
            .collect();
        for granted in grant::of(&reader, &ids).await?.into_iter().filter(|granted| within(&granted.division)) {
            if let Some(person) = people.get_mut(&granted.account) {
                person.offices.entry(granted.office).or_insert_with(|| granted.office_name.unwrap_or_default());
            }
        }
        for row in rows {
            if let Some(person) = people.get_mut(&row.account) {
                let served = served.get(&row.account).cloned().unwrap_or_default();
                person.known = Some(Known { version: row.version, tree: MediatorForm::tree(&row, &served) });
            }
        }
        Ok(Self { people, matters: matter::all(&cx.app.lists) })
    }

    fn key(&self, said: &Said<'_>) -> Result<Self::Key, Faults> {
        let name = said.get("name").map(|name| folded(name));
        let mut fits = self.people.iter();
        if let Some(login) = said.get("login").map(|login| narrow(login).to_lowercase()) {
            let (id, person) =
                fits.find(|(_, person)| person.login == login).ok_or_else(|| fault_at("login", Fault::Wrong("account_unknown")))?;
            let other = name.is_some_and(|name| name != folded(&person.name));
            return if other { Err(fault_at("name", Fault::Wrong("name_of_other_account"))) } else { Ok(*id) };
        }
        let mut fits = fits.filter(|(_, person)| name.as_ref().is_some_and(|name| *name == folded(&person.name)));
        match (fits.next(), fits.next()) {
            (Some((id, _)), None) => Ok(*id),
            (Some(_), Some(_)) => Err(fault_at("name", Fault::Wrong("several_accounts"))),
            (None, _) => Err(fault_at("name", Fault::Wrong("account_unknown"))),
        }
    }

    fn known(&self, key: &Self::Key) -> Option<&Known> {
        self.people.get(key)?.known.as_ref()
    }

    fn fresh(&self, key: &Self::Key) -> Map<String, Value> {
        let offices: Vec<String> =
            self.people.get(key).into_iter().flat_map(|person| person.offices.keys()).map(ToString::to_string).collect();
        Map::from_iter([
            ("organisations".to_owned(), json!(offices)),
            ("full_time".to_owned(), json!(true)),
            ("active".to_owned(), json!(true)),
        ])
    }

    fn typed(&self, key: &Self::Key, name: &str, text: &str) -> Option<Value> {
        let half = narrow(text);
        Some(match name {
            "login" | "name" => return None,
            // A masked number says nothing new.
            "id_number" if text.contains(STAR) => return None,
            "organisations" => self.offices(*key, text),
            "fields" => known_words(&self.matters, text).into_iter().map(Value::from).collect(),
            "languages" => several(text).collect(),
            "full_time" => match half.as_str() {
                word if word == code("employment", "full_time") => json!(true),
                word if word == code("employment", "part_time") => json!(false),
                _ => flag(&half),
            },
            "active" => flag(&half),
            _ => json!(half),
        })
    }

    fn read(&self, cx: &Ctx, tree: &Value) -> Result<Self::Form, Faults> {
        let mut form = MediatorForm::read(tree)?;
        matter::known(&cx.app.lists, "fields", &form.fields)?;
        if form.organisations.is_empty() {
            return Err(fault_at("organisations", Fault::Missing));
        }
        form.organisations.sort_unstable();
        form.organisations.dedup();
        Ok(form)
    }

    async fn write(&self, cx: &Ctx, key: &Self::Key, version: Option<i64>, form: Self::Form) -> crate::Result<()> {
        put_mediator(cx, *key, version, form).await
    }
}

impl Mediators {
    /// The organisations of a cell, with those beyond reach, which stay; a name that the person can't serve stays a word.
    fn offices(&self, key: AccountId, text: &str) -> Value {
        let Some(person) = self.people.get(&key) else { return Value::Null };
        let meant = |word: &str| {
            let office = person.offices.iter().find(|(_, name)| folded(name) == folded(word));
            office.map_or_else(|| word.to_owned(), |(id, _)| id.to_string())
        };
        several(text).map(meant).chain(person.beyond.iter().map(ToString::to_string)).collect()
    }
}
