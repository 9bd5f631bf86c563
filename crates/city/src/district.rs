//! The district: its offices with their rooms, the people who work in them, the employers. Built once, before anything is told.

use app::access::{self, FirstOffice, NewPerson, Password};
use app::organisation::{self, MediatorForm, OrganisationForm, RoomForm};
use app::{App, Ctx, Error, Result};
use domain::access::{Grant, Person, Role};
use domain::kernel::id::{AccountId, OrganisationId, RoomId};
use domain::kernel::identity::Uscc;
use domain::organisation::OrganisationKind;

use crate::dice::Choice;
use crate::fill::{line, phone, some_line, whole};
use crate::params::Params;
use crate::people::{Employer, Registry};
use crate::words::{OrganisationWords, Words};
use crate::year::Login;

/// An office.
#[derive(Clone, Debug)]
pub(crate) struct Office {
    /// Its key in the words, with the town's code where there is one in each town.
    pub(crate) key: String,
    pub(crate) id: OrganisationId,
    pub(crate) kind: OrganisationKind,
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) phone: String,
    pub(crate) division: String,
    pub(crate) rooms: Vec<RoomId>,
    /// Industries that it is for; none: all.
    pub(crate) handles: Vec<String>,
    /// The enterprise whose committee it is.
    pub(crate) serves: Option<String>,
}

/// Somebody who works in an office.
#[derive(Clone, Debug)]
pub(crate) struct Colleague {
    pub(crate) name: String,
    pub(crate) person: Person,
}

impl Colleague {
    /// The account.
    pub(crate) const fn account(&self) -> AccountId {
        self.person.account
    }

    /// Works in that office in this role.
    pub(crate) fn is(&self, role: Role, office: OrganisationId) -> bool {
        self.person.grants.iter().any(|grant| grant.role == role && grant.office == office)
    }
}

/// The district.
pub(crate) struct District {
    /// Its own name.
    pub(crate) name: String,
    /// The city's name.
    pub(crate) city: String,
    /// Towns by code and name.
    pub(crate) towns: Vec<(String, String)>,
    pub(crate) offices: Vec<Office>,
    pub(crate) colleagues: Vec<Colleague>,
    pub(crate) employers: Vec<Employer>,
    pub(crate) logins: Vec<Login>,
    /// Mediators in the directory.
    pub(crate) mediators: usize,
}

/// Telephones of employers begin here, those of workers at [`WORKERS_PHONES`]; the stories have the ones before.
const EMPLOYERS_PHONES: u32 = 20_000;
/// Telephones of workers begin here.
pub(crate) const WORKERS_PHONES: u32 = 25_000;
/// The seed of the names of those who head an office: nothing else depends on them.
const HEADS: u64 = 0x4ead;
/// Enterprises that have a committee of their own.
const COMMITTEES: usize = 4;
/// A committee's mediators come from these offices.
const COMMITTEE_FROM: [&str; 3] = ["industry_auto", "industry_food", "union"];

impl District {
    /// The office with this key.
    pub(crate) fn office(&self, key: &str) -> Result<&Office> {
        self.offices.iter().find(|office| office.key == key).ok_or_else(|| Error::Corrupt(format!("no office {key} in the district")))
    }

    /// The office with this id.
    pub(crate) fn office_of(&self, id: OrganisationId) -> Option<&Office> {
        self.offices.iter().find(|office| office.id == id)
    }

    /// The centre with the window.
    pub(crate) fn centre(&self) -> Result<&Office> {
        self.office("centre")
    }

    /// Everybody who holds a role in an office.
    pub(crate) fn who(&self, role: Role, office: OrganisationId) -> Vec<&Colleague> {
        self.colleagues.iter().filter(|colleague| colleague.is(role, office)).collect()
    }

    /// The director of the centre.
    pub(crate) fn director(&self) -> Result<&Colleague> {
        let centre = self.centre()?.id;
        self.who(Role::Director, centre).first().copied().ok_or_else(|| Error::Corrupt("the centre has no director".to_owned()))
    }
}

/// Builds the district on an empty house.
pub(crate) async fn build(app: &App, words: &Words, choice: &mut Choice, employers: usize) -> Result<District> {
    organisation::ensure_divisions(app).await?;
    app.store.flush().await?;
    let code = &words.places.district;
    let (name, city) = (organisation::division_name(app, code).await?, organisation::division_name(app, &words.places.city).await?);
    let towns = organisation::divisions_below(app, Some(code)).await?;
    let towns: Vec<(String, String)> = towns.into_iter().map(|row| (row.code, row.name)).collect();
    let mut registry = Registry::new(words, name.clone(), towns.clone(), EMPLOYERS_PHONES);
    let employers = draw_employers(words, &mut registry, choice, employers)?;
    let mut builder = Builder {
        app,
        words,
        names: (Registry::new(words, name.clone(), towns.clone(), EMPLOYERS_PHONES), Choice::new(HEADS, 1)),
        password: password(choice),
        district: District {
            name,
            city,
            towns: towns.clone(),
            offices: Vec::new(),
            colleagues: Vec::new(),
            employers,
            logins: Vec::new(),
            mediators: 0,
        },
    };
    let administrator = builder.first().await?;
    builder.offices(&administrator, &towns).await?;
    builder.people(&administrator).await?;
    Ok(builder.district)
}

/// One password for all accounts of the demo: whoever looks around changes roles often.
fn password(choice: &mut Choice) -> String {
    let signs: Vec<char> = "abcdefghjkmnpqrstuvwxyz23456789".chars().collect();
    let mut four = || (0..4).filter_map(|_| choice.of(&signs).copied()).collect::<String>();
    format!("hetiao-{}-{}", four(), four())
}

fn draw_employers(words: &Words, registry: &mut Registry<'_>, choice: &mut Choice, count: usize) -> Result<Vec<Employer>> {
    let industries: Vec<(usize, u64)> = words.employers.industry.iter().map(|industry| industry.weight).enumerate().collect();
    let of = |code: &str| words.employers.industry.iter().position(|industry| industry.code == code);
    let mut employers = Vec::new();
    // The first ones are large factories: they have committees.
    for _ in 0..COMMITTEES {
        if let Some(factory) = of("C") {
            employers.push(Employer { kind: "enterprise".to_owned(), ..registry.employer(factory, choice)? });
        }
    }
    // One of each industry, then by their shares.
    for (industry, _) in &industries {
        employers.push(registry.employer(*industry, choice)?);
    }
    while employers.len() < count {
        if let Some((industry, _)) = choice.weighted(&industries, |(_, weight)| *weight) {
            employers.push(registry.employer(*industry, choice)?);
        }
    }
    // Whoever is sent to others is sent by an agency.
    while let Some(services) = of("L").filter(|_| employers.iter().all(|one| one.kind != "dispatch_agency")) {
        employers.push(registry.employer(services, choice)?);
    }
    Ok(employers)
}

struct Builder<'a> {
    app: &'a App,
    words: &'a Words,
    /// Names of those who head an office.
    names: (Registry<'a>, Choice),
    password: String,
    district: District,
}

impl Builder<'_> {
    /// The centre and its administrator, in a house that has nobody yet.
    async fn first(&mut self) -> Result<Ctx> {
        let officers = &self.words.people.officers;
        let administrator = officers.iter().find(|officer| officer.role == Role::Administrator);
        let administrator = administrator.ok_or_else(|| Error::Corrupt("no administrator in the words".to_owned()))?;
        let centre = self.words.organisations.iter().find(|one| one.key == "centre");
        let centre = centre.ok_or_else(|| Error::Corrupt("no centre in the words".to_owned()))?;
        let division = self.words.places.district.clone();
        let params = Params::default().with("district", &self.district.name);
        let first = FirstOffice::New {
            name: params.fill(&centre.name)?,
            division: division.clone(),
            number_prefix: centre.number_prefix.clone().unwrap_or_default(),
        };
        let account =
            access::create_first_administrator(self.app, &administrator.login, &administrator.name, &self.password, first).await?;
        self.app.store.flush().await?;
        let nobody = self.app.by(Person { account, grants: vec![grant(Role::Administrator, OrganisationId(account.0), &division)] });
        let filter = organisation::ListFilter {
            kind: Some(OrganisationKind::Centre),
            division: Some(division.clone()),
            ..organisation::ListFilter::default()
        };
        let found = organisation::list(&nobody, &filter, None).await?;
        let id = found.rows.first().map(|line| line.row.id).ok_or(Error::NotFound)?;
        let person = Person { account, grants: vec![grant(Role::Administrator, id, &division)] };
        let cx = self.app.by(person.clone());
        let form = self.form(centre, &centre.key, &params, &division, None)?;
        let office = office(centre.key.clone(), id, &form, None);
        organisation::update(&cx, id, form, 1).await?;
        self.district.offices.push(office);
        self.rooms(&cx, centre).await?;
        self.district.colleagues.push(Colleague { name: administrator.name.clone(), person });
        self.login(Role::Administrator, &administrator.login, &administrator.name);
        Ok(cx)
    }

    fn login(&mut self, role: Role, login: &str, name: &str) {
        if self.district.logins.iter().all(|known| known.role != role) {
            self.district.logins.push(Login { role, login: login.to_owned(), password: self.password.clone(), name: name.to_owned() });
        }
    }

    /// Who heads an office: its director, whoever mediates there, or somebody else.
    fn head(&mut self, key: &str) -> String {
        let people = &self.words.people;
        let director = people.officers.iter().find(|officer| officer.role == Role::Director && officer.office == key);
        let mediator = people.mediators.iter().find(|mediator| mediator.office == key);
        let known = director.map(|officer| &officer.name).or(mediator.map(|mediator| &mediator.name)).cloned();
        let (registry, choice) = &mut self.names;
        known.unwrap_or_else(|| registry.head(choice))
    }

    fn form(
        &mut self,
        words: &OrganisationWords,
        key: &str,
        params: &Params,
        division: &str,
        serves: Option<&Employer>,
    ) -> Result<OrganisationForm> {
        let head = serves.map_or_else(|| self.head(key), |employer| employer.head.clone());
        // One centre, many studios, many stations: what stands under it, in the streets too (policy 004, part 3).
        let below = matches!(words.kind, OrganisationKind::Studio | OrganisationKind::Station | OrganisationKind::Street);
        let parent = self.district.offices.first().filter(|_| below).map(|centre| centre.id);
        let handles = match words.key.as_str() {
            "industry_building" => vec![line("E")?],
            "industry_auto" | "industry_food" => vec![line("C")?],
            "industry_courier" => vec![line("G")?],
            _ => Vec::new(),
        };
        let hours = words.hours.as_deref().or_else(|| self.words.organisations.iter().find_map(|one| one.hours.as_deref()));
        Ok(OrganisationForm {
            kind: words.kind,
            name: line(&params.fill(&words.name)?)?,
            short_name: None,
            number_prefix: words.number_prefix.as_deref().map(line).transpose()?,
            division: line(division)?,
            parent,
            address: some_line(&params.fill(&words.address)?)?,
            phone: phone(&params.fill(&words.phone)?)?,
            hours: hours.map(line).transpose()?,
            head: Some(line(&head)?),
            takes_cases: words.kind.mediates() && words.kind != OrganisationKind::Regional,
            handles,
            serves_uscc: serves
                .map(|employer| Uscc::parse(&employer.uscc))
                .transpose()
                .map_err(|fault| Error::Corrupt(fault.to_string()))?,
            active: true,
        })
    }

    async fn rooms(&mut self, cx: &Ctx, words: &OrganisationWords) -> Result<()> {
        let Some(place) = self.district.offices.last_mut() else { return Ok(()) };
        for room in &words.rooms {
            let form = RoomForm { name: line(&room.name)?, seats: Some(whole(room.seats)?), online: room.seats <= 4, active: true };
            place.rooms.push(organisation::put_room(cx, place.id, None, form).await?);
        }
        Ok(())
    }

    async fn add(
        &mut self,
        cx: &Ctx,
        words: &OrganisationWords,
        key: String,
        params: &Params,
        division: &str,
        serves: Option<&Employer>,
    ) -> Result<()> {
        let form = self.form(words, &key, params, division, serves)?;
        let id = organisation::create(cx, form.clone()).await?;
        self.district.offices.push(office(key, id, &form, serves));
        self.rooms(cx, words).await
    }

    async fn offices(&mut self, cx: &Ctx, towns: &[(String, String)]) -> Result<()> {
        let division = self.words.places.district.clone();
        let params = Params::default().with("district", &self.district.name);
        for words in self.words.organisations.iter().filter(|one| one.key != "centre") {
            match words.each.as_deref() {
                None => {
                    let place = words.town.as_ref().unwrap_or(&division);
                    self.add(cx, words, words.key.clone(), &params, place, None).await?;
                }
                Some("town") => {
                    for ((code, name), n) in towns.iter().zip(1..) {
                        let n: u32 = n;
                        let params = params.clone().with("street", name).with("nn", format!("{n:02}"));
                        self.add(cx, words, format!("{}:{code}", words.key), &params, code, None).await?;
                    }
                }
                Some(_) => {
                    let factories: Vec<Employer> = self.district.employers.iter().take(COMMITTEES).cloned().collect();
                    for (factory, n) in factories.iter().zip(1..) {
                        let n: u32 = n;
                        let params = params.clone().with("employer", &factory.name).with("address", &factory.address);
                        self.add(cx, words, format!("{}:{n}", words.key), &params, &factory.town, Some(factory)).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn people(&mut self, cx: &Ctx) -> Result<()> {
        let people = &self.words.people;
        for (mediator, n) in people.mediators.iter().zip(1..) {
            let n: u32 = n;
            let mut offices = vec![self.district.office(&mediator.office)?.clone()];
            if COMMITTEE_FROM.contains(&mediator.office.as_str()) {
                let committees = self.district.offices.iter().filter(|office| office.kind == OrganisationKind::EnterpriseCommittee);
                offices.extend(committees.cloned());
            }
            let mut grants: Vec<Grant> = offices.iter().map(|office| grant(Role::Mediator, office.id, &office.division)).collect();
            // Some mediators have another role besides.
            let officer = people.officers.iter().find(|officer| officer.name == mediator.name);
            let login = officer.map_or_else(|| format!("tiaojie{n:02}"), |officer| officer.login.clone());
            if let Some(officer) = officer.filter(|officer| officer.role != Role::Mediator) {
                let office = self.district.office(&officer.office)?;
                grants.push(grant(officer.role, office.id, &office.division));
            }
            let account = self.establish(&login, &mediator.name, grants).await?;
            if let Some(officer) = officer {
                self.login(officer.role, &login, &mediator.name);
            }
            let form = MediatorForm {
                organisations: offices.iter().map(|office| office.id).collect(),
                full_time: mediator.full_time,
                fields: mediator.skills.iter().map(|skill| line(skill)).collect::<Result<_>>()?,
                languages: mediator.languages.iter().map(|language| line(language)).collect::<Result<_>>()?,
                id_number: None,
                works_for_uscc: None,
                active: true,
            };
            organisation::put_mediator(cx, account, None, form).await?;
            self.district.mediators += 1;
        }
        let known = |name: &str, colleagues: &[Colleague]| colleagues.iter().any(|colleague| colleague.name == name);
        for officer in &people.officers {
            if !known(&officer.name, &self.district.colleagues) {
                let office = self.district.office(&officer.office)?;
                let grants = vec![grant(officer.role, office.id, &office.division)];
                self.establish(&officer.login, &officer.name, grants).await?;
                self.login(officer.role, &officer.login, &officer.name);
            }
        }
        let order = |role: Role| people.officers.iter().position(|officer| officer.role == role);
        self.district.logins.sort_by_key(|login| order(login.role));
        Ok(())
    }

    async fn establish(&mut self, login: &str, name: &str, grants: Vec<Grant>) -> Result<AccountId> {
        let new = NewPerson {
            login: login.parse().map_err(|fault| Error::at("login", fault))?,
            name: line(name)?,
            phone: None,
            password: Password::new(&self.password).map_err(|fault| Error::at("password", fault))?,
            grants: grants.clone(),
        };
        let account = access::establish(self.app, new).await?;
        self.district.colleagues.push(Colleague { name: name.to_owned(), person: Person { account, grants } });
        Ok(account)
    }
}

fn grant(role: Role, office: OrganisationId, division: &str) -> Grant {
    Grant { role, office, division: division.to_owned() }
}

fn office(key: String, id: OrganisationId, form: &OrganisationForm, serves: Option<&Employer>) -> Office {
    Office {
        key,
        id,
        kind: form.kind,
        name: form.name.to_string(),
        address: form.address.as_deref().unwrap_or_default().to_owned(),
        phone: form.phone.as_ref().map(|phone| phone.number().to_owned()).unwrap_or_default(),
        division: form.division.to_string(),
        rooms: Vec::new(),
        handles: form.handles.iter().map(ToString::to_string).collect(),
        serves: serves.map(|employer| employer.uscc.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_few_employers_there_are_one_of_them_sends_workers_to_others() {
        let words = Words::shipped().unwrap();
        let town = (words.places.district.clone(), words.places.district.clone());
        for seed in 0..200 {
            let mut registry = Registry::new(&words, String::new(), vec![town.clone()], EMPLOYERS_PHONES);
            let employers = draw_employers(&words, &mut registry, &mut Choice::new(seed, 1), 0).unwrap();
            assert!(employers.iter().any(|one| one.kind == "dispatch_agency"), "seed {seed}");
        }
    }
}
