//! The first administrator: from the console, or on the page that a token from the console opens. There is no default password.

use domain::access::{Grant, Role};
use domain::kernel::id::{AccountId, OrganisationId};
use domain::kernel::{Fault, Faults, Line, Moment};
use domain::organisation::OrganisationKind;
use store::Tx;
use store::access::account::{self, Account};
use store::access::{grant, token};
use store::organisation::{self, OrganisationRow, division};

use super::change::insert;
use super::form::{Login, Setup};
use super::password::{self, Password};
use super::secret;
use crate::audit::{Deed, Note};
use crate::{App, Error, Result};

/// Minutes for which the token from the console is good; a restart prints a new one.
const SETUP_MINUTES: i64 = 24 * 60;

/// Where the first administrator belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FirstOffice {
    /// An organisation that the directory has.
    There(OrganisationId),
    /// A new centre.
    New {
        /// Its full name.
        name: String,
        /// Its 12-digit division.
        division: String,
        /// What its case numbers begin with (机构代字).
        number_prefix: String,
    },
}

/// Somebody who gets an account without anybody's reach being asked: for the demo and for tests.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The login.
    pub login: Login,
    /// The name.
    pub name: Line<40>,
    /// The telephone in its plain spelling.
    pub phone: Option<String>,
    /// The password.
    pub password: Password,
    /// The roles.
    pub grants: Vec<Grant>,
}

/// Makes an account as it is given: for the demo and for tests, never behind a page.
pub async fn establish(app: &App, person: NewPerson) -> Result<AccountId> {
    let hash = password::hash(app, &person.password).await?;
    let now = app.clock.now();
    let new = Account { phone: person.phone, ..blank(app, now, &person.login, &person.name, hash) };
    let (id, grants) = (new.id, person.grants);
    let entry = Note::by_system(app, now, Deed::AccountCreated).on("account", id);
    app.store.write(move |tx| Box::pin(async move { insert(tx, &new, &grants, entry).await })).await?;
    Ok(id)
}

/// Makes an administrator: `hetiao admin create`. Whoever can start the program may do this at any time, so that an office
/// that lost its administrator is not lost.
pub async fn create_first_administrator(app: &App, login: &str, name: &str, password: &str, office: FirstOffice) -> Result<AccountId> {
    let login: Login = login.parse().map_err(|fault| Error::at("login", fault))?;
    let name = Line::new(name).map_err(|fault| Error::at("name", fault))?;
    let password = Password::new(password).map_err(|fault| Error::at("password", fault))?;
    make(app, login, name, password, office, None).await
}

/// A token for the setup page while there is no account at all: to be printed on the console and nowhere else.
pub async fn setup_token(app: &App) -> Result<Option<String>> {
    if account::count(&app.store.read()).await? > 0 {
        return Ok(None);
    }
    let token = secret::fresh(app);
    let (hash, expires_at) = (secret::hash(&token), app.clock.now().plus_minutes(SETUP_MINUTES));
    app.store.write::<_, Error, _>(move |tx| Box::pin(async move { Ok(token::set_setup(tx, &hash, expires_at).await?) })).await?;
    Ok(Some(token))
}

/// Whether the setup page opens with this token.
pub async fn setup_is_open(app: &App, token: &str) -> Result<bool> {
    let reader = app.store.read();
    Ok(token::is_setup(&reader, &secret::hash(token), app.clock.now()).await? && account::count(&reader).await? == 0)
}

/// Makes the first centre and its administrator. Works once, with the token from the console.
pub async fn setup(app: &App, token: &str, form: Setup) -> Result<AccountId> {
    if !setup_is_open(app, token).await? {
        return Err(Error::NotFound);
    }
    if form.password != form.repeat {
        return Err(Error::at("repeat", Fault::Wrong("password_mismatch")));
    }
    let office = FirstOffice::New {
        name: form.office_name.into_string(),
        division: form.division.into_string(),
        number_prefix: form.number_prefix.into_string(),
    };
    make(app, form.login, form.name, form.password, office, Some(secret::hash(token))).await
}

async fn make(
    app: &App,
    login: Login,
    name: Line<40>,
    password: Password,
    office: FirstOffice,
    token: Option<Vec<u8>>,
) -> Result<AccountId> {
    password.judge(login.as_str()).map_err(|fault| Error::at("password", fault))?;
    let now = app.clock.now();
    let new = blank(app, now, &login, &name, password::hash(app, &password).await?);
    let id = new.id;
    let fresh = OrganisationId(app.dice.id());
    let entry = Note::by_system(app, now, Deed::AdministratorMade).on("account", id);
    let work = async move |tx: &Tx| -> Result<()> {
        if let Some(hash) = token
            && (!token::take_setup(tx, &hash, now).await? || account::count(tx).await? > 0)
        {
            return Err(Error::NotFound);
        }
        let (office, division) = place(tx, now, fresh, office).await?;
        let grants = [Grant { role: Role::Administrator, office, division }];
        insert(tx, &new, &grants, entry).await
    };
    app.store.write(move |tx| Box::pin(async move { work(tx).await })).await?;
    Ok(id)
}

/// The office and its division; a new one is added to the directory.
async fn place(tx: &Tx, now: Moment, fresh: OrganisationId, office: FirstOffice) -> Result<(OrganisationId, String)> {
    match office {
        FirstOffice::There(id) => {
            let office = grant::office(tx, id).await?.ok_or_else(|| Error::at("office", Fault::Wrong("not_found")))?;
            Ok((office.id, office.division))
        }
        FirstOffice::New { name, division, number_prefix } => {
            let mut faults = Faults::default();
            let is_code = division.len() == 12 && division.bytes().all(|b| b.is_ascii_digit());
            let known = is_code && (division::count(tx).await? == 0 || division::find(tx, &division).await?.is_some());
            if !known {
                faults.0.extend(Faults::at("division", Fault::Wrong("not_found")).0);
            }
            if let Err(fault) = Line::<80>::new(&name) {
                faults.0.extend(Faults::at("office_name", fault).0);
            }
            if let Err(fault) = Line::<12>::new(&number_prefix) {
                faults.0.extend(Faults::at("number_prefix", fault).0);
            }
            if !faults.0.is_empty() {
                return Err(Error::Faults(faults));
            }
            let centre = OrganisationRow {
                id: fresh,
                kind: OrganisationKind::Centre,
                name: name.trim().to_owned(),
                short_name: None,
                number_prefix: number_prefix.trim().to_owned(),
                division: division.clone(),
                parent: None,
                address: None,
                phone: None,
                hours: None,
                head: None,
                takes_cases: true,
                handles: organisation::Codes::default(),
                serves_uscc: None,
                active: true,
                version: 1,
                updated_at: now,
            };
            organisation::insert(tx, &centre).await?;
            Ok((fresh, division))
        }
    }
}

fn blank(app: &App, now: Moment, login: &Login, name: &str, hash: String) -> Account {
    Account {
        id: AccountId(app.dice.id()),
        login: login.to_string(),
        name: name.to_owned(),
        phone: None,
        password_hash: Some(hash),
        must_change: false,
        disabled: false,
        failures: 0,
        locked_until: None,
        created_at: now,
        signed_in_at: None,
    }
}
