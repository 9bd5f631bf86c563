//! What every staff page takes from its visitor: the frame with the navigation that this person may use, and the words of forms.

use app::lists::Lists;
use app::text;
use domain::access::rules::Deal;
use domain::access::{Action, rules};
use domain::case::Act;
use domain::kernel::Fault;

use crate::guard::Visitor;
use crate::look::form::{Labels, Options};
use crate::look::frame::{Flash, Frame, NavItem, Tone, UserBadge};

/// The navigation: deal that opens it, address, icon; the words are in the language file, group `nav`.
const NAVIGATION: &[(Deal, &str, &str, Option<&str>)] = &[
    (Deal::Desk, "/desk", "home", None),
    (Deal::Register, "/intake", "plus", None),
    (Deal::ListCases, "/cases", "list", None),
    (Deal::ListCases, "/calendar", "cal", None),
    (Deal::Receive, "/contacts", "phone", None),
    (Deal::DispatchBoard, "/dispatch", "users", None),
    (Deal::ListCases, "/performance", "yuan", None),
    (Deal::Desk, "/claims", "calc", None),
    (Deal::ExportLedger, "/ledger", "doc", Some("centre")),
    (Deal::DecideRelease, "/releases", "lock", None),
    (Deal::Disposal, "/disposal", "bin", None),
    (Deal::ListCases, "/overdue", "clock", None),
    (Deal::ListCases, "/stuck", "pause", None),
    (Deal::Desk, "/periods", "clock", None),
    (Deal::ReadFigures, "/overview", "chart", None),
    (Deal::Parties, "/parties", "user", Some("directory")),
    (Deal::ReadDirectory, "/organisations", "firm", None),
    (Deal::ReadDirectory, "/mediators", "users", None),
    (Deal::ReadDirectory, "/registers", "list", None),
    (Deal::ReadDirectory, "/runs-out", "clock", None),
    (Deal::ReadDirectory, "/coverage", "chart", None),
    (Deal::ReadFigures, "/work", "chart", None),
    (Deal::KeepAccounts, "/accounts", "gear", Some("system")),
    (Deal::KeepAccounts, "/tokens", "lock", None),
    (Deal::ReadOutbox, "/outbox", "talk", None),
    (Deal::ReadAudit, "/audit", "flag", None),
];

impl Visitor {
    /// The frame of a page with this heading.
    pub fn frame(&self, title: impl Into<String>) -> Frame {
        let mut roles: Vec<&str> = self.session.grants.iter().map(|grant| text::code("role", grant.role.code())).collect();
        roles.dedup();
        let office = self.session.grants.first().map(|grant| grant.office_name.clone()).unwrap_or_default();
        Frame {
            user: Some(UserBadge { name: self.session.name.clone(), role_label: roles.join("、"), office }),
            nav: self.navigation(),
            csrf: self.session.csrf.clone(),
            large: self.large,
            here: self.here.clone(),
            ..Frame::new(title)
        }
    }

    /// The frame with the message of the act just done (`?done=<act>`).
    pub fn frame_done(&self, title: impl Into<String>, done: &str) -> Frame {
        let known = !done.is_empty() && done.len() < 60 && text::code("done", done) != done;
        let flash = known.then(|| Flash { tone: Tone::Ok, text: text::code("done", done).to_owned(), link: None });
        Frame { flash, ..self.frame(title) }
    }

    fn navigation(&self) -> Vec<NavItem> {
        let mut heading = None;
        let mut items = Vec::new();
        for (deal, href, icon, group) in NAVIGATION {
            heading = group.or(heading);
            if rules::anywhere(&self.session.person, Action::Deal(*deal)).is_none() {
                continue;
            }
            let current = self.path == *href
                || (self.path.starts_with(href) && self.path.get(href.len()..).is_some_and(|rest| rest.starts_with('/')));
            items.push(NavItem {
                label: text::code("nav", href.trim_start_matches('/')).to_owned(),
                href: (*href).to_owned(),
                icon,
                count: None,
                current,
                heading: heading.take().map(|group| text::code("nav_group", group).to_owned()),
            });
        }
        items
    }

    /// May do this act on a case somewhere.
    pub fn may_act(&self, act: Act) -> bool {
        rules::anywhere(&self.session.person, Action::Act(act)).is_some()
    }

    /// May do this somewhere.
    pub fn may(&self, deal: Deal) -> bool {
        rules::anywhere(&self.session.person, Action::Deal(deal)).is_some()
    }
}

/// The words of forms from the language file.
pub struct Words;

impl Labels for Words {
    fn label(&self, form: &str, field: &str) -> String {
        text::field(form, field).to_owned()
    }
    fn hint(&self, form: &str, field: &str) -> Option<String> {
        text::hint(form, field).map(str::to_owned)
    }
    fn choice(&self, group: &str, code: &str) -> String {
        text::code(group, code).to_owned()
    }
    fn fault(&self, fault: &Fault) -> String {
        text::fault(fault)
    }
}

/// The choices of a form: dated lists, and what was looked up for this page.
pub struct Choices<'a> {
    /// The dated lists.
    pub lists: &'a Lists,
    /// Looked up: list name and its choices.
    pub found: Vec<(String, Vec<app::case::Choice>)>,
}

impl Options for Choices<'_> {
    fn options(&self, list: &str) -> Vec<(String, String, Option<String>)> {
        if let Some((_, choices)) = self.found.iter().find(|(name, _)| name == list) {
            return choices.clone();
        }
        self.lists.entries(list).iter().map(|entry| (entry.code.clone(), entry.name.clone(), None)).collect()
    }

    fn list_of(&self, form: &str, field: &str) -> Option<String> {
        let list = match (form, field) {
            ("claims.add", "kind") | ("intake.register", "claims.kind") => "claim_type",
            ("agreement.assess", "answers.item") => "performance_item",
            ("intake.decline", "reason") => "decline_reason",
            ("intake.register", "applicants.groups") => "worker_group",
            ("intake.register", "respondents.employer_kind") | ("party.correct", "employer_kind") => "employer_kind",
            ("intake.register", "respondents.industry") | ("party.correct", "industry") => "industry",
            ("intake.register", "division") => "division",
            _ => return None,
        };
        Some(list.to_owned())
    }
}
