//! The history of the directory's own tables: after random edits of an organisation, a room and a mediator, any past day is told as it was,
//! and every change says who made it and what changed.

use std::collections::BTreeMap;

use app::organisation::chronicle::{at, changes};
use app::organisation::*;
use app::text::field;
use app::{App, Ctx};
use domain::access::Role;
use domain::kernel::id::{AccountId, OrganisationId, RecordId, RoomId};
use domain::kernel::{Day, Form as _, Moment};
use serde_json::json;
use testkit::engines::each_engine;

use crate::directory::{CSV, account};
use crate::house::{as_role, house};

/// A dice that falls the same way each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn flag(&mut self) -> bool {
        self.roll(2) == 0
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[usize::try_from(self.roll(u64::try_from(of.len()).unwrap())).unwrap()]
    }
}

/// How something stood from a moment on: label and value of what was filled.
type Told = BTreeMap<String, String>;

fn yes(flag: bool) -> String {
    app::text::code("yes_no", if flag { "yes" } else { "no" }).to_owned()
}

/// The values that a form leaves in the history, told by hand.
fn expected(kind: &str, values: &[(&str, String)]) -> Told {
    values.iter().filter(|(_, told)| !told.is_empty()).map(|(name, told)| (field(kind, name).to_owned(), told.clone())).collect()
}

struct World {
    app: App,
    cx: Ctx,
    organisation: OrganisationId,
    room: RoomId,
    mediator: AccountId,
    versions: [i64; 3],
}

impl World {
    async fn edit(&mut self, which: usize, dice: &mut Dice, known: bool) -> Told {
        let version = self.versions[which];
        let told = match which {
            0 => self.edit_organisation(dice, version).await,
            1 => self.edit_room(dice, known.then_some(version)).await,
            _ => self.edit_mediator(dice, known.then_some(version)).await,
        };
        self.versions[which] += 1;
        told
    }

    async fn edit_organisation(&mut self, dice: &mut Dice, version: i64) -> Told {
        let (name, head) = (dice.one(&["柳江区调解中心", "柳江区多元调解中心"]), dice.one(&["", "韦思岚", "陆承泽", "韦䶮"]));
        let (takes, hours) = (dice.flag(), dice.one(&["", "工作日", "全天"]));
        let form = json!({
            "kind": "centre", "name": name, "number_prefix": "柳江劳人调", "division": "450206000000", "takes_cases": takes, "head": head, "hours": hours,
            "handles": if takes { json!(["E"]) } else { json!([]) }, "active": true,
        });
        let form = OrganisationForm::read(&form).unwrap();
        if version == 0 {
            self.organisation = create(&self.cx, form).await.unwrap();
        } else {
            update(&self.cx, self.organisation, form, version).await.unwrap();
        }
        let told = [
            ("kind", app::text::code("organisation_kind", "centre").to_owned()),
            ("name", name.to_owned()),
            ("number_prefix", "柳江劳人调".to_owned()),
            ("division", "柳江区".to_owned()),
            ("head", head.to_owned()),
            ("hours", hours.to_owned()),
            ("takes_cases", yes(takes)),
            ("handles", if takes { "建筑业".to_owned() } else { String::new() }),
            ("active", yes(true)),
        ];
        expected("organisation", &told)
    }

    async fn edit_room(&mut self, dice: &mut Dice, version: Option<i64>) -> Told {
        let (name, seats) = (dice.one(&["一号调解室", "圆桌室"]), dice.one(&["", "6", "14"]));
        let (online, active) = (dice.flag(), dice.flag());
        let form = RoomForm::read(&json!({ "name": name, "seats": seats, "online": online, "active": active })).unwrap();
        self.room = put_room(&self.cx, self.organisation, version.map(|version| (self.room, version)), form).await.unwrap();
        expected("room", &[("name", name.to_owned()), ("seats", seats.to_owned()), ("online", yes(online)), ("active", yes(active))])
    }

    async fn edit_mediator(&mut self, dice: &mut Dice, version: Option<i64>) -> Told {
        let (full_time, active, language) = (dice.flag(), dice.flag(), dice.one(&["壮语", "瑶语"]));
        let form = json!({
            "organisations": [self.organisation.to_string()], "full_time": full_time, "languages": [language], "fields": ["C"], "active": active,
        });
        put_mediator(&self.cx, self.mediator, version, MediatorForm::read(&form).unwrap()).await.unwrap();
        let told =
            [("full_time", yes(full_time)), ("languages", language.to_owned()), ("fields", "制造业".to_owned()), ("active", yes(active))];
        expected("mediator", &told)
    }

    fn record(&self, which: usize) -> RecordId {
        RecordId([self.organisation.0, self.room.0, self.mediator.0][which])
    }

    async fn told_at(&self, which: usize, day: Day) -> Option<Told> {
        let found = at(&self.cx, self.record(which), day).await.unwrap()?;
        // The names of the organisations that a mediator serves change with them and are not told here.
        let served = field("mediator", "organisations").to_owned();
        Some(found.into_iter().filter(|(label, _)| which != 2 || *label != served).collect())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_directory_is_told_as_it_stood_on_any_past_day_after_random_edits() {
    each_engine(|store| async move {
        let (app, clock) = house(store);
        import_divisions(&app, CSV).await.unwrap();
        let mediator = account(&app, 77, "莫怀瑾").await;
        let keeper = as_role(&app, Role::Director, 6);
        let nobody = uuid::Uuid::nil();
        let mut dice = Dice(0x9E37_79B9);
        let mut world =
            World { cx: keeper.clone(), app, organisation: OrganisationId(nobody), room: RoomId(nobody), mediator, versions: [0, 0, 0] };
        let mut stood: [Vec<(Moment, Told)>; 3] = Default::default();
        let first = world.app.clock.now().day();
        for step in 0..90 {
            // Sometimes the same minute, sometimes midnight, sometimes days later.
            let now = world.app.clock.now();
            let next = match dice.roll(4) {
                0 => now,
                1 => Moment::at(now.day().plus(1), 0, 0),
                2 => now.plus_minutes(i64::try_from(dice.roll(600)).unwrap()),
                _ => now.plus_minutes(i64::try_from(dice.roll(6000)).unwrap()),
            };
            clock.later((next.0 - now.0) / 60_000);
            world.cx = world.app.by(keeper.person.clone());
            let which = if step < 3 { step } else { usize::try_from(dice.roll(3)).unwrap() };
            let known = !stood[which].is_empty();
            let told = world.edit(which, &mut dice, known).await;
            stood[which].push((next, told));
        }
        let last = world.app.clock.now().day();
        for (which, versions) in stood.iter().enumerate() {
            let mut day = first.plus(-1);
            while day <= last {
                let then = versions.iter().rev().find(|(since, _)| since.day() <= day).map(|(_, told)| told.clone());
                assert_eq!(world.told_at(which, day).await, then, "{which} on {day}");
                day = day.plus(1);
            }
            // Newest first: when, and what differs from the one before.
            let lines = changes(&world.cx, world.record(which)).await.unwrap();
            assert_eq!(lines.len(), versions.len(), "{which}");
            assert!(lines.last().unwrap().first && lines.iter().rev().skip(1).all(|line| !line.first));
            for (line, pair) in lines.iter().rev().skip(1).zip(versions.windows(2)) {
                assert_eq!(line.at, pair[1].0);
                let served = field("mediator", "organisations");
                let differing: Vec<(String, String, String)> = line.fields.iter().filter(|(label, ..)| label != served).cloned().collect();
                let labels = pair[0].1.keys().chain(pair[1].1.keys()).collect::<std::collections::BTreeSet<_>>();
                let value = |told: &Told, label: &str| told.get(label).cloned().unwrap_or_default();
                let expected = labels.into_iter().map(|label| (label.clone(), value(&pair[0].1, label), value(&pair[1].1, label)));
                let mut expected: Vec<_> = expected.filter(|(_, before, after)| before != after).collect();
                let mut differing = differing;
                expected.sort();
                differing.sort();
                assert_eq!(differing, expected, "{which} at {}", line.at);
            }
        }
    })
    .await;
}
