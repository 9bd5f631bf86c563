//! The dossier, and the remarks and files that any case takes before it is filed.

use domain::case::{Act, Reason, Stage};

use crate::story::{ask, given};
use crate::usual::{archived, failed, file, performed, registered, visited};

stories! {
    fn a_case_is_filed_after_the_last_return_visit() {
        let too_early = given(performed()).on("2026-04-20").when(Act::Archive).refused(Reason::VisitsOpen);
        file(too_early).and(|case| {
            let filed = case.archive.as_ref().unwrap();
            assert_eq!((case.stage, filed.pages, filed.keep_until.to_string().as_str()), (Stage::Archived, 10, "2036-04-20"));
            assert_eq!((case.waiting(), case.next_due()), (None, None));
        })
    }

    fn a_failed_case_is_filed() {
        given(visited(failed())).when(Act::Archive).then(&["closing.archived"])
    }

    fn a_declined_application_is_filed_too() {
        given(registered()).when(Act::Decline).happens().when(Act::Archive).then(&["closing.archived"])
    }

    fn a_dossier_has_pages() {
        given(visited(failed())).when(ask(Act::Archive).with("items", ())).refused_at("items", Reason::DossierEmpty)
    }

    fn a_dossier_filed_on_the_leap_day_is_kept_to_the_end() {
        given(visited(failed())).on("2028-02-29").when(ask(Act::Archive).with("keep_years", 1)).happens()
            .and(|case| assert_eq!(case.archive.as_ref().unwrap().keep_until.to_string(), "2029-03-01"))
    }

    fn an_archived_case_accepts_nothing() {
        let of_the_dossier = [Act::KeepLonger, Act::ProposeDisposal, Act::DecideDisposal, Act::Destroy];
        let others = Act::ALL.iter().filter(|act| !of_the_dossier.contains(act));
        others.fold(archived(), |story, act| story.when(*act).refused(Reason::NotInThisStage))
    }

    fn remarks_and_files_are_welcome_before_the_archive() {
        given(registered())
            .when(Act::Note).then(&["case.noted"])
            .when(Act::Attach).then(&["case.attached"])
            .and(|case| assert_eq!(case.files, [crate::fixture::FILE]));
        given(failed()).when(Act::Note).then(&["case.noted"]).when(Act::Attach).then(&["case.attached"])
    }
}
