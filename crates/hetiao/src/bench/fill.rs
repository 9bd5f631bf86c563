//! An office with a year of cases to measure on: each carried as far as its age allows, by the ordinary use cases. Nobody in it is real.

use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use app::App;
use app::access::{FirstOffice, NewPerson, Password};
use app::organisation::{MediatorForm, RoomForm};
use app::port::{Clock as _, Dice as _};
use city::SimClock;
use domain::access::{Grant, Person, Role};
use domain::intake::Application;
use domain::kernel::id::{AccountId, CaseId, OrganisationId};
use domain::kernel::{Day, Form as _, Line, Moment};
use serde_json::json;

use super::tale::{self, Tale};
use super::words::Words;
use crate::admin::explain;
use crate::wiring::{TrueDice, WallClock};

/// Days over which the cases are spread.
const DAYS: i64 = 364;
/// Mediators of the office.
const MEDIATORS: usize = 20;
/// The mediator whose desk and case are measured.
pub(super) const SHOWN: usize = 1;
/// Cases told side by side.
const LANES: usize = 4;

/// The office.
#[derive(Clone)]
pub(super) struct Office {
    /// Its id.
    pub(super) centre: OrganisationId,
    /// Who registers.
    pub(super) clerk: Person,
    /// Who does everything else.
    pub(super) director: Person,
    /// Who mediates.
    pub(super) mediators: Vec<AccountId>,
    /// The password of everybody: made for this run.
    pub(super) password: String,
}

/// Makes the office with its people.
pub(super) async fn office(app: &App, words: &Words) -> Result<Office> {
    let password = format!("{}-{}", TrueDice.id(), TrueDice.id());
    let first = FirstOffice::New { name: words.office.clone(), division: words.division.clone(), number_prefix: words.prefix.clone() };
    app::access::create_first_administrator(app, "admin", words.name(0).as_str(), &password, first).await.map_err(said)?;
    let centre = *app::organisation::offices_named(app, None).await?.first().context("no office")?;
    let grant = |role| Grant { role, office: centre, division: words.division.clone() };
    let clerk = person(app, "clerk", &words.name(1), &password, vec![grant(Role::Clerk)]).await?;
    let roles = [Role::Clerk, Role::Mediator, Role::Director, Role::Administrator];
    let director = person(app, "director", &words.name(2), &password, roles.map(grant).into()).await?;
    let cx = app.by(director.clone());
    let room = RoomForm::read(&json!({ "name": words.room, "active": true })).map_err(|faults| said(app::Error::Faults(faults)))?;
    app::organisation::put_room(&cx, centre, None, room).await.map_err(said)?;
    let mut mediators = Vec::with_capacity(MEDIATORS);
    for n in 0..MEDIATORS {
        let one = person(app, &format!("mediator{n}"), &words.name(n + 3), &password, vec![grant(Role::Mediator)]).await?;
        let form = json!({ "organisations": [centre.to_string()], "full_time": true, "active": true });
        let form = MediatorForm::read(&form).map_err(|faults| said(app::Error::Faults(faults)))?;
        app::organisation::put_mediator(&cx, one.account, None, form).await.map_err(said)?;
        mediators.push(one.account);
    }
    Ok(Office { centre, clerk, director, mediators, password })
}

async fn person(app: &App, login: &str, name: &str, password: &str, grants: Vec<Grant>) -> Result<Person> {
    let wrong = |fault: domain::kernel::Fault| anyhow!("{login}: {}", fault.code());
    let new = NewPerson {
        login: login.parse().map_err(wrong)?,
        name: Line::new(name).map_err(wrong)?,
        phone: None,
        password: Password::new(password).map_err(wrong)?,
        grants: grants.clone(),
    };
    Ok(Person { account: app::access::establish(app, new).await?, grants })
}

/// What went wrong, as the language file says it.
pub(super) fn said(error: app::Error) -> anyhow::Error {
    anyhow!(explain(&error)).context(format!("{error:?}"))
}

/// The application of case `n`.
pub(super) fn application(words: &Words, n: usize, received: Day) -> Result<Application> {
    let form = json!({
        "channel": "visit", "received": received.to_string(), "oral": true,
        "applicants": [{ "name": words.name(n), "phone": format!("199{:08}", n % 100_000_000) }],
        "respondents": [{ "name": words.company(n), "phone": format!("198{:08}", n % 100_000_000) }],
        "claims": [{ "kind": words.claim(n), "amount": format!("{}.00", 1000 + n % 90_000) }],
        "facts": words.facts(n), "told": ["rights"],
    });
    Application::read(&form).map_err(|faults| said(app::Error::Faults(faults)))
}

/// Tells so many cases over the year that ends today; gives the newest one in the hands of [`SHOWN`], and how many acts were done.
pub(super) async fn fill(app: &App, office: &Office, words: &Arc<Words>, cases: u32) -> Result<(CaseId, u64)> {
    let mut lanes = Vec::new();
    for lane in (0..).take(LANES) {
        let (app, office, words) = (app.clone(), office.clone(), Arc::clone(words));
        lanes.push(tokio::spawn(async move { tell(app, office, words, (lane..cases).step_by(LANES), cases).await }));
    }
    let (mut shown, mut acts) = (None, 0);
    for lane in lanes {
        let (last, done) = lane.await??;
        shown = shown.max(last);
        acts += done;
    }
    app.store.flush().await?;
    Ok((shown.context("no case is in that mediator's hands: ask for more cases")?, acts))
}

async fn tell(app: App, office: Office, words: Arc<Words>, cases: impl Iterator<Item = u32>, of: u32) -> Result<(Option<CaseId>, u64)> {
    let clock = SimClock::at(WallClock.now());
    let app = App { store: app.store.relaxed(), clock: Arc::new(clock.clone()), ..app };
    let today = WallClock.now().day();
    let (mut shown, mut acts) = (None, 0);
    for n in cases {
        let received = today.plus(DAYS * i64::from(n) / i64::from(of.max(1)) - DAYS);
        let n = usize::try_from(n)?;
        clock.set(Moment::at(received, 0, 5));
        let cx = app.by(office.clerk.clone());
        let registered = app::intake::register(&cx, office.centre, application(&words, n, received)?).await.map_err(said)?;
        let mut tale = Tale::new(n, registered.id, &registered.parties, &office, &words)?;
        for (after, step) in tale::course(n) {
            let day = received.plus(*after);
            if day > today {
                break;
            }
            tale.day = day;
            clock.set(Moment::at(day, 0, 10));
            for (act, form) in step(&tale) {
                let command = act.read(&form).map_err(|faults| said(app::Error::Faults(faults)).context(act.code()))?;
                let cx = app.by(office.director.clone());
                tale.case = app::case::act(&cx, tale.case.id, None, command).await.map_err(|error| said(error).context(act.code()))?;
                acts += 1;
            }
        }
        if n % MEDIATORS == SHOWN && tale.case.stage == domain::case::Stage::Mediating {
            shown = Some(registered.id);
        }
    }
    Ok((shown, acts))
}
