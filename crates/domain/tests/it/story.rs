//! The harness: a [`Story`] is a case with its log and the day on the wall; `when` asks, `then` or `refused` says what follows.

use std::collections::BTreeSet;

use domain::case::event::apply;
use domain::case::{
    Act, Actor, Case, Clash, Decision, Event, IdSource, Lookup, Outcome, Reason, Recorded, Refusal, Settings, Stage, decide, register,
};
use domain::document::SigningRecord;
use domain::intake::{Application, Party, PartyRole, Registration};
use domain::kernel::id::PartyId;
use domain::kernel::{Day, Faults, Form, Masked, Moment};
use domain::periods::Rulebook;
use domain::vault::{PutEntry, end_key, may_put, release};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::fixture::{CALENDAR, CASE, CENTRE, CLERK, DIVISION, EMPLOYER, NOBODY, RULES, WORKER, clerk, directory};
use crate::usual::usual;

/// Names the stories of an area: each becomes a test, and all of them a list for the check that nothing is left untold.
macro_rules! stories {
    ($(fn $name:ident() $body:block)*) => {
        $(#[test] fn $name() { let _: crate::story::Story = $body; })*

        /// Every story of this area.
        pub(crate) const STORIES: &[fn() -> crate::story::Story] = &[$({ fn $name() -> crate::story::Story $body $name }),*];
    };
}

/// A form with its act: the usual one, with some fields told otherwise.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    act: Act,
    changes: Vec<(&'static str, Value)>,
}

impl Ask {
    /// Fills a field; rows are reached as `obligations.0.due`. `@claim.0` stands for the first claim of the case, and so on.
    pub(crate) fn with(mut self, field: &'static str, value: impl serde::Serialize) -> Self {
        self.changes.push((field, json!(value)));
        self
    }

    /// Leaves a field empty.
    pub(crate) fn without(self, field: &'static str) -> Self {
        self.with(field, Value::Null)
    }
}

/// The usual form of an act.
pub(crate) fn ask(act: Act) -> Ask {
    Ask { act, changes: Vec::new() }
}

impl From<Act> for Ask {
    fn from(act: Act) -> Self {
        ask(act)
    }
}

/// A case, its log, and what has been seen on the way.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    pub(crate) case: Case,
    pub(crate) log: Vec<Recorded>,
    pub(crate) now: Moment,
    pub(crate) acts: Vec<Act>,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) stages: BTreeSet<Stage>,
    actor: Actor,
    lookup: Lookup,
    settings: Settings,
    rules: &'static Rulebook,
    step: u128,
}

/// What came of a form that may be nonsense.
#[derive(Debug)]
pub(crate) enum Answer {
    /// It could not be read.
    Faulty(Faults),
    /// The rules refuse it.
    Refused(Refusal),
    /// It happened.
    Happened,
}

/// A command was asked; now say what follows.
#[must_use = "say what follows: then(…) or refused(…)"]
#[derive(Debug)]
pub(crate) struct Then {
    story: Story,
    act: Option<Act>,
    answer: Result<Outcome, Refusal>,
}

impl Story {
    /// An empty desk at nine in the morning of Monday, 2 March 2026.
    pub(crate) fn new() -> Self {
        Self {
            case: Case::blank(CASE),
            log: Vec::new(),
            now: "2026-03-02T09:00".parse().unwrap(),
            acts: Vec::new(),
            reasons: Vec::new(),
            stages: BTreeSet::new(),
            actor: clerk(),
            lookup: directory(),
            settings: Settings::default(),
            rules: &RULES,
            step: 0,
        }
    }

    /// Nine in the morning of this day.
    pub(crate) fn on(mut self, day: &str) -> Self {
        self.now = format!("{day}T09:00").parse().unwrap();
        self
    }

    /// So many days go by.
    pub(crate) fn days_later(mut self, days: i64) -> Self {
        self.now = self.now.plus_minutes(days * 24 * 60);
        self
    }

    /// The directory says that something is taken at the time asked for.
    pub(crate) fn taken(mut self, clash: Clash) -> Self {
        self.lookup.clash = Some(clash);
        self
    }

    /// The book of periods that the house has.
    pub(crate) fn with_book(mut self, rules: &'static Rulebook) -> Self {
        self.rules = rules;
        self
    }

    /// Something happens that nobody asked for: the house itself acts.
    pub(crate) fn by_itself(mut self, outcome: Outcome) -> Self {
        self.record(&outcome);
        self
    }

    /// So many open cases look the same.
    pub(crate) fn with_duplicates(mut self, count: usize) -> Self {
        self.lookup.duplicates = count;
        self
    }

    /// The next paper is printed with another hash, all of this digit.
    pub(crate) fn printing(mut self, digit: &str) -> Self {
        if let Some(printed) = &mut self.lookup.printed {
            printed.sha256 = digit.repeat(64);
        }
        self
    }

    /// The next paper lacks something.
    pub(crate) fn not_printing(mut self) -> Self {
        self.lookup.printed = None;
        self
    }

    /// The next hand is made on a screen, under the paper that was issued last.
    pub(crate) fn drawing(mut self) -> Self {
        self.lookup.record = self.case.papers.last().map(|paper| SigningRecord { sha256: "9".repeat(64), paper: paper.id });
        self
    }

    /// The office gives cases only to mediators with a valid certificate.
    pub(crate) fn assigning_by_certificate(mut self) -> Self {
        self.settings.assign_needs_certificate = true;
        self
    }

    /// The office lets nobody sign what was not issued.
    pub(crate) fn signing_needs_a_paper(mut self) -> Self {
        self.settings.sign_needs_paper = true;
        self
    }

    /// Some of what an agreement may not say is known.
    pub(crate) fn knowing_clauses(mut self) -> Self {
        self.lookup.clauses = crate::check::clauses();
        self
    }

    pub(crate) fn today(&self) -> Day {
        self.now.day()
    }

    fn decide<T>(&mut self, answer: impl FnOnce(&Case, &Decision<'_>) -> T) -> T {
        self.step += 1;
        let cx = Decision {
            now: self.now,
            actor: self.actor.clone(),
            calendar: &CALENDAR,
            rules: self.rules,
            settings: &self.settings,
            lookup: &self.lookup,
            ids: IdSource::after(Uuid::from_u128(self.step * 0x1_0000_0000)),
        };
        answer(&self.case, &cx)
    }

    /// What the organisation's seal would bring about.
    pub(crate) fn decide_seal(&mut self) -> Outcome {
        let mut form = usual(Act::Sign, self);
        (form["signer"], form["party"], form["means"]) = (json!("organisation"), Value::Null, json!("seal"));
        let command = Act::Sign.read(&form).unwrap();
        self.decide(|case, cx| decide(case, &command, cx)).unwrap()
    }

    /// An application is taken down.
    pub(crate) fn when_registered(self, application: &Value) -> Then {
        let application = Application::read(application).unwrap_or_else(|faults| panic!("the application has faults: {faults:?}"));
        let parties = parties(&application);
        self.when_registered_with(application, parties)
    }

    /// An application is taken down, with the parties that the window found.
    pub(crate) fn when_registered_with(mut self, application: Application, parties: Vec<Party>) -> Then {
        let registration = Registration {
            number: "柳江劳人调〔2026〕1号".to_owned(),
            office: CENTRE,
            division: application.division.as_deref().unwrap_or(DIVISION).to_owned(),
            parties,
            title: Masked::new(String::new()),
        };
        let answer = self.decide(|_, cx| register(&application, registration, cx));
        Then { story: self, act: None, answer }
    }

    /// A command is asked.
    pub(crate) fn when(self, ask: impl Into<Ask>) -> Then {
        let ask = ask.into();
        let mut form = usual(ask.act, &self);
        for (path, value) in ask.changes {
            *place(&mut form, path) = value;
        }
        self.when_filled(ask.act, form)
    }

    /// A filled form is sent.
    pub(crate) fn when_filled(mut self, act: Act, mut form: Value) -> Then {
        resolve(&self.case, &mut form);
        let command = act.read(&form).unwrap_or_else(|faults| panic!("the form of {act} has faults: {faults:?}\n{form:#}"));
        let answer = self.decide(|case, cx| decide(case, &command, cx));
        Then { story: self, act: Some(act), answer }
    }

    /// Somebody else acts from now on.
    pub(crate) fn acting(mut self, actor: Actor) -> Self {
        self.actor = actor;
        self
    }

    /// Something is said to settle that must not be said so; nothing of it ever comes into the log.
    pub(crate) fn when_said(mut self, form: Value) -> Then {
        let form = PutEntry::read(&form).unwrap();
        let answer = self.decide(|case, _| may_put(case, &form)).map(|()| Outcome::default());
        Then { story: self, act: None, answer }
    }

    /// The release of an entry is asked for while so many requests for it wait; it must not be.
    pub(crate) fn when_asked(mut self, form: Value, waiting: usize) -> Then {
        let form = domain::vault::AskRelease::read(&form).unwrap();
        let answer = self.decide(|case, cx| domain::vault::may_ask(case, &form, waiting, cx.today())).map(|()| Outcome::default());
        Then { story: self, act: None, answer }
    }

    /// The release of an entry is to be approved that `asked_by` asked for.
    pub(crate) fn when_released(mut self, form: Value, asked_by: domain::kernel::id::AccountId) -> Then {
        let request = crate::vault::request(&form, asked_by);
        let answer = self.decide(|case, cx| release(case, &request, cx));
        Then { story: self, act: None, answer }
    }

    /// What the end of the key would come to today.
    pub(crate) fn key_ends(&self, years: i64) -> Option<Outcome> {
        end_key(&self.case, years, self.today())
    }

    /// The time of the key is over.
    pub(crate) fn when_key_ends(self, years: i64) -> Then {
        let answer = Ok(self.key_ends(years).expect("the key's time is over"));
        Then { story: self, act: None, answer }
    }

    /// A form is sent that may be nonsense.
    pub(crate) fn attempt(&mut self, act: Act, mut form: Value) -> Answer {
        resolve(&self.case, &mut form);
        if let Some(printed) = &mut self.lookup.printed {
            printed.sha256 = format!("{:064x}", self.step);
        }
        let command = match act.read(&form) {
            Ok(command) => command,
            Err(faults) => return Answer::Faulty(faults),
        };
        match self.decide(|case, cx| decide(case, &command, cx)) {
            Ok(outcome) => self.record(&outcome),
            Err(refusal) => return Answer::Refused(refusal),
        }
        self.acts.push(act);
        Answer::Happened
    }

    /// The log adds up to the case.
    pub(crate) fn replays(&self) {
        assert_eq!(self.case.version, i64::try_from(self.log.len()).unwrap());
        assert_eq!(Case::replay(CASE, &self.log), self.case, "the log does not add up to the case");
    }

    /// Several usual commands that all go well.
    pub(crate) fn after<const N: usize>(self, asks: [Ask; N]) -> Self {
        asks.into_iter().fold(self, |story, ask| story.when(ask).happens())
    }

    /// Looks at the case.
    pub(crate) fn and(self, look: impl FnOnce(&Case)) -> Self {
        look(&self.case);
        self
    }

    /// The names of all events so far.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.log.iter().map(|recorded| recorded.event.name()).collect()
    }

    /// Takes in what was decided, and checks what holds for every outcome.
    pub(crate) fn record(&mut self, outcome: &Outcome) {
        assert!(!outcome.events.is_empty(), "a decision without an event");
        let mut payloads = String::new();
        for event in &outcome.events {
            let payload = event.payload().unwrap().to_string();
            assert_eq!(&Event::read(event.name(), event.version(), &payload).unwrap(), event, "an event reads back");
            payloads.push_str(&payload);
            let recorded = Recorded { seq: self.case.version + 1, at: self.now, actor: self.actor.clone(), event: event.clone() };
            self.case = apply(self.case.clone(), &recorded);
            self.log.push(recorded);
            self.stages.insert(self.case.stage);
        }
        for words in &outcome.words {
            assert!(payloads.contains(&words.id.0.to_string()), "nothing points to the text {words:?}");
            assert!(!payloads.contains(&words.text) || words.text.len() < 30, "a text stands in an event: {words:?}");
        }
    }
}

impl Then {
    /// These events happen.
    #[track_caller]
    pub(crate) fn then(self, names: &[&str]) -> Story {
        match &self.answer {
            Ok(outcome) => assert_eq!(outcome.events.iter().map(Event::name).collect::<Vec<_>>(), names),
            Err(refusal) => panic!("refused: {refusal:?}"),
        }
        self.happens()
    }

    /// It goes well.
    #[track_caller]
    pub(crate) fn happens(mut self) -> Story {
        let outcome = self.answer.unwrap_or_else(|refusal| panic!("{:?} refused: {refusal:?}", self.act));
        self.story.record(&outcome);
        self.story.acts.extend(self.act);
        self.story.replays();
        self.story
    }

    /// It is refused as a whole.
    #[track_caller]
    pub(crate) fn refused(self, reason: Reason) -> Story {
        self.turned_down(None, reason)
    }

    /// It is refused, and this field is to blame.
    #[track_caller]
    pub(crate) fn refused_at(self, field: &'static str, reason: Reason) -> Story {
        self.turned_down(Some(field), reason)
    }

    #[track_caller]
    fn turned_down(mut self, field: Option<&'static str>, reason: Reason) -> Story {
        let refusal = self.answer.expect_err("not refused");
        assert_eq!((refusal.reason, refusal.field), (reason, field));
        if let (Some(act), Some(field)) = (self.act, field) {
            assert!(act.specs().iter().any(|spec| spec.name == field), "{act} has no field {field} to blame");
        }
        self.story.reasons.push(reason);
        self.story
    }
}

/// The story so far.
pub(crate) fn given(story: Story) -> Story {
    story
}

/// The parties as the window would number them: workers, then employers.
pub(crate) fn parties(application: &Application) -> Vec<Party> {
    let numbered = |first: PartyId, n: usize| PartyId(Uuid::from_u128(first.0.as_u128() + u128::try_from(n).unwrap()));
    let workers = application.applicants.iter().enumerate().map(|(n, row)| Party {
        id: numbered(WORKER, n),
        side: application.worker_side(),
        role: row.role.unwrap_or(PartyRole::Worker),
    });
    let employers = application.respondents.iter().enumerate().map(|(n, row)| Party {
        id: numbered(EMPLOYER, n),
        side: application.employer_side(),
        role: row.role.unwrap_or(PartyRole::Employer),
    });
    workers.chain(employers).collect()
}

/// The place of a field, made when it is not there.
pub(crate) fn place<'v>(form: &'v mut Value, path: &str) -> &'v mut Value {
    path.split('.').fold(form, |value, step| match step.parse::<usize>() {
        Ok(n) => {
            let rows = value.as_array_mut().expect("rows");
            rows.resize(rows.len().max(n + 1), json!({}));
            &mut rows[n]
        }
        Err(_) => &mut value[step],
    })
}

/// Puts the case's own ids where `@claim.0` and the like stand; what is not there becomes the id of nothing.
pub(crate) fn resolve(case: &Case, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| resolve(case, item)),
        Value::Object(fields) => fields.values_mut().for_each(|field| resolve(case, field)),
        Value::String(text) => {
            if let Some((what, n)) = text.strip_prefix('@').and_then(|rest| rest.split_once('.')) {
                let n: usize = n.parse().unwrap();
                let found = match what {
                    "claim" => case.claims.get(n).map(|claim| claim.id.0),
                    "session" => case.mediation.sessions.get(n).map(|session| session.id.0),
                    "obligation" => case.agreement.iter().flat_map(|a| &a.obligations).nth(n).map(|obligation| obligation.id.0),
                    "paper" => case.papers.get(n).map(|paper| paper.id.0),
                    "service" => case.papers.iter().flat_map(|paper| &paper.services).nth(n).map(|service| service.id.0),
                    "payment" => case.agreement.iter().flat_map(|a| &a.payments).nth(n).map(|payment| payment.id.0),
                    "visit" => case.visits.get(n).map(|visit| visit.id.0),
                    other => panic!("nothing is called @{other}"),
                };
                *text = found.unwrap_or(NOBODY).to_string();
            }
        }
        _ => {}
    }
}

/// The owner of the first contact in every story.
pub(crate) fn first_contact(case: &Case) {
    assert_eq!(case.intake.first_contact, Some(CLERK));
}
