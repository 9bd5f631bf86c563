//! What is said of the organisations of the city is borne out by what else stands there.

use app::organisation::coverage::{Wanted, coverage};
use app::organisation::register::{self, Narrow, filled};
use app::organisation::standard::{HaveState, board};
use app::organisation::system::working_systems;
use app::organisation::{show, work};
use testkit::engines::each_engine;

use super::register::city;

#[tokio::test]
async fn what_is_found_of_the_six_haves_is_borne_out_by_rooms_mediators_and_documents() {
    each_engine(|store| async move {
        let (_, cx) = city(store).await;
        let found = board(&cx, "450206000000", cx.now.day().year(), None).await.unwrap();
        let (mut gaps, mut whole) = (0, 0);
        for line in &found.lines {
            let state = |code: &str| line.haves.iter().find(|have| have.code == code).unwrap().state;
            let view = show(&cx, line.row.id).await.unwrap();
            let name = &line.row.name;
            assert!(state("place") != HaveState::Met || !view.rooms.is_empty(), "{name} has no room");
            assert!(state("mediators") != HaveState::Met || !view.mediators.is_empty(), "{name} has no mediator");
            if state("rules") == HaveState::Met {
                let systems = working_systems(&cx, line.row.id).await.unwrap();
                assert!(systems.iter().all(|system| system.document.is_some()), "{name} lacks documents");
            }
            gaps += line.haves.iter().filter(|have| have.state == HaveState::Gap).count();
            whole += usize::from(line.haves.iter().all(|have| have.state == HaveState::Met));
        }
        assert_eq!(gaps, 2, "two gaps are open");
        assert!(whole >= 15, "{whole} organisations have all six");
    })
    .await;
}

#[tokio::test]
async fn the_medals_figures_are_those_of_its_cases_and_three_people_help_each_other() {
    each_engine(|store| async move {
        let (app, cx) = city(store).await;
        let all = async |code: &str, state: &str| {
            let narrow = Narrow { state: Some(state.to_owned()), ..Narrow::default() };
            register::page(&cx, code, &narrow, None).await.unwrap().rows
        };
        let medal = all("honour", "awarded").await.into_iter().next().unwrap();
        let values = filled(&medal);
        let (from, to) = (values.day("from").unwrap(), values.day("to").unwrap());
        let done = work::of_organisations(&cx, from, to).await.unwrap();
        let done = done.iter().find(|line| Some(line.work.who) == medal.organisation.map(|id| id.0));
        let of = |name: &str| values.number(name).unwrap();
        let done = done.map_or((0, 0), |line| (line.work.handled, line.work.settled));
        assert_eq!((of("handled"), of("settled")), done, "{values:?}");

        for row in all("guidance", "closed").await {
            let view = register::show(&cx, row.record, None).await.unwrap();
            let who: std::collections::BTreeSet<&str> = view.versions.iter().map(|version| version.who.as_str()).collect();
            assert!(who.len() >= 3, "{}: {who:?}", row.title);
        }

        // A task to fill a white spot names one that is on the list.
        let spots: Vec<String> = coverage(&cx, &Wanted::default(), None).await.unwrap().spots.into_iter().map(|spot| spot.spot).collect();
        for row in all("white_spot_task", "open").await {
            assert!(spots.contains(&row.title), "{} is not on the list: {spots:?}", row.title);
        }
        assert!(app::audit::verify(&app).await.is_ok());
    })
    .await;
}
