//! THE route table: every address with its method, who may ask, and who answers. The router is built from it and from nothing else.

use app::organisation::table::{Mediators, Organisations, Rooms};
use axum::Router;
use axum::middleware::from_fn_with_state;
use domain::access::{Action, rules::Deal};

use crate::guard::{self, Guard};
use crate::{Web, access, api, asset, audit, case, claims, contact, desk, document, intake, organisation, party, periods, vault};

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// `get` or `post`.
    pub method: &'static str,
    /// The address.
    pub path: &'static str,
    /// Who may ask.
    pub guard: Guard,
}

const fn needs(deal: Deal) -> Guard {
    Guard::Needs(Action::Deal(deal))
}

const fn token(deal: Deal) -> Guard {
    Guard::Token(Action::Deal(deal))
}

macro_rules! routes {
    ($($method:ident $path:literal, $guard:expr => $handler:path;)*) => {
        /// Every route.
        pub const TABLE: &[Route] = &[$(Route { method: stringify!($method), path: $path, guard: $guard },)*];

        /// The router.
        pub(crate) fn router(web: &Web) -> Router<Web> {
            Router::new()$(.route(
                $path,
                axum::routing::$method($handler).route_layer(from_fn_with_state((web.clone(), $guard), guard::check)),
            ))*
        }
    };
}

routes! {
    get "/", Guard::Open => access::login::home;
    get "/healthz", Guard::Open => access::login::healthy;
    get "/assets/{file}", Guard::Open => asset::file;
    get "/favicon.ico", Guard::Open => asset::favicon;
    get "/login", Guard::Open => access::login::page;
    post "/login", Guard::Open => access::login::submit;
    get "/setup", Guard::Open => access::setup::page;
    post "/setup", Guard::Open => access::setup::submit;
    get "/check", Guard::Open => document::check::page;
    post "/check", Guard::Open => document::check::compare;
    get "/sign/{token}", Guard::Open => document::remote::page;
    post "/sign/{token}", Guard::Open => document::remote::sign;
    post "/sign/{token}/code", Guard::Open => document::remote::code;
    get "/sign/{token}/pdf", Guard::Open => document::remote::pdf;
    get "/calculator", Guard::Open => claims::guest::list;
    get "/calculator/{head}", Guard::Open => claims::guest::form;
    post "/calculator/{head}", Guard::Open => claims::guest::submit;
    post "/logout", needs(Deal::OwnAccount) => access::login::logout;
    get "/account", needs(Deal::OwnAccount) => access::own::page;
    post "/account/password", needs(Deal::OwnAccount) => access::own::password;
    post "/account/sessions/{session}/end", needs(Deal::OwnAccount) => access::own::end_session;
    post "/account/large", needs(Deal::OwnAccount) => access::own::large;

    get "/desk", needs(Deal::Desk) => desk::today::page;
    get "/search", needs(Deal::Desk) => desk::search::page;
    get "/cases", needs(Deal::ListCases) => case::list::page;
    get "/ledger", needs(Deal::ExportLedger) => case::ledger::page;
    get "/ledger.xlsx", needs(Deal::ExportLedger) => case::ledger::export;
    get "/stuck", needs(Deal::ListCases) => case::list::stuck;
    get "/overdue", needs(Deal::ListCases) => case::list::overdue;
    get "/clocks", needs(Deal::ListCases) => case::clocks::page;
    get "/performance", needs(Deal::ListCases) => case::performance::page;
    get "/disposal", needs(Deal::Disposal) => case::disposal::page;
    get "/disposal.xlsx", needs(Deal::Disposal) => case::disposal::export;
    get "/calendar", needs(Deal::ListCases) => case::calendar::page;
    get "/dispatch", needs(Deal::DispatchBoard) => case::dispatch::page;
    get "/overview", needs(Deal::ReadFigures) => desk::overview::page;
    get "/outbox", needs(Deal::ReadOutbox) => desk::outbox::page;

    get "/cases/{case}", needs(Deal::ReadCase) => case::page::show;
    get "/cases/{case}/acts/{act}", needs(Deal::ReadCase) => case::act::form;
    post "/cases/{case}/acts/{act}", needs(Deal::ReadCase) => case::act::submit;
    post "/cases/{case}/files", needs(Deal::ReadCase) => case::file::upload;
    get "/cases/{case}/files/{file}", needs(Deal::ReadCase) => case::file::download;
    get "/cases/{case}/papers/{paper}", needs(Deal::ReadCase) => case::paper::page;
    get "/cases/{case}/papers/{paper}/pdf", needs(Deal::ReadCase) => case::paper::pdf;
    post "/cases/{case}/papers/{paper}", needs(Deal::ReadCase) => case::paper::fill;
    post "/cases/{case}/papers/{paper}/pdf", needs(Deal::ReadCase) => case::paper::filled_pdf;
    get "/cases/{case}/papers/{paper}/stack", needs(Deal::ReadCase) => case::paper::stack;
    get "/cases/{case}/dossier", needs(Deal::ReadCase) => case::paper::dossier;
    get "/cases/{case}/dossier.zip", needs(Deal::ReadCase) => case::paper::folder;
    get "/cases/{case}/vault", needs(Deal::Vault) => vault::page::show;
    post "/cases/{case}/vault", needs(Deal::Vault) => vault::page::put;
    get "/cases/{case}/vault/{entry}/release", needs(Deal::Vault) => vault::ask::form;
    post "/cases/{case}/vault/{entry}/release", needs(Deal::Vault) => vault::ask::submit;
    get "/cases/{case}/releases/{release}", needs(Deal::ReadCase) => vault::released::show;
    get "/releases", needs(Deal::DecideRelease) => vault::decide::page;
    post "/releases/{release}", needs(Deal::DecideRelease) => vault::decide::submit;
    post "/cases/{case}/papers/{paper}/issue", needs(Deal::ReadCase) => document::issue::submit;
    get "/cases/{case}/issued/{paper}", needs(Deal::ReadCase) => document::issued::show;
    get "/cases/{case}/issued/{paper}/pdf", needs(Deal::ReadCase) => document::issued::pdf;
    get "/cases/{case}/issued/{paper}/docx", needs(Deal::ReadCase) => document::issued::docx;
    get "/cases/{case}/issued/{paper}/signed", needs(Deal::ReadCase) => document::issued::signed;
    get "/cases/{case}/issued/{paper}/sign", needs(Deal::ReadCase) => document::sign::form;
    post "/cases/{case}/issued/{paper}/sign", needs(Deal::ReadCase) => document::sign::submit;
    post "/cases/{case}/issued/{paper}/invite", needs(Deal::ReadCase) => document::sign::invite;
    get "/cases/{case}/issued/{paper}/hands/{signature}", needs(Deal::ReadCase) => document::sign::picture;
    get "/cases/{case}/ways/{way}", needs(Deal::ReadCase) => case::ways::package;
    get "/cases/{case}/ways/{way}/pdf", needs(Deal::ReadCase) => case::ways::package_pdf;
    get "/cases/{case}/amounts", needs(Deal::ReadCase) => case::amounts::page;
    get "/cases/{case}/amounts.xlsx", needs(Deal::ReadCase) => case::amounts::xlsx;
    post "/cases/{case}/parties/{party}/reveal", needs(Deal::Reveal) => case::page::reveal;

    get "/intake", needs(Deal::Register) => intake::page::form;
    post "/intake", needs(Deal::Register) => intake::page::submit;
    get "/contacts", needs(Deal::Receive) => contact::list::page;
    get "/contacts/new", needs(Deal::Receive) => contact::new::form;
    post "/contacts/new", needs(Deal::Receive) => contact::new::submit;
    get "/contacts/{contact}", needs(Deal::Receive) => contact::page::show;
    post "/contacts/{contact}/{step}", needs(Deal::Receive) => contact::page::step;

    get "/parties", needs(Deal::Parties) => party::list::page;
    get "/parties/lookup", needs(Deal::Parties) => party::lookup::part;
    get "/parties/{party}", needs(Deal::Parties) => party::page::show;
    get "/parties/{party}/correct", needs(Deal::Parties) => party::page::correct_form;
    post "/parties/{party}/correct", needs(Deal::Parties) => party::page::correct;
    post "/parties/{party}/reveal", needs(Deal::Reveal) => party::page::reveal;

    get "/claims", needs(Deal::Desk) => claims::page::list;
    get "/claims/sheet", needs(Deal::Desk) => claims::sheet::page;
    post "/claims/sheet", needs(Deal::Desk) => claims::sheet::submit;
    post "/claims/sheet/xlsx", needs(Deal::Desk) => claims::sheet::export;
    get "/claims/{head}", needs(Deal::Desk) => claims::page::form;
    post "/claims/{head}", needs(Deal::Desk) => claims::page::submit;

    get "/organisations", needs(Deal::ReadDirectory) => organisation::list::page;
    get "/organisations.xlsx", needs(Deal::ReadDirectory) => organisation::list::export;
    get "/organisations/blank.xlsx", needs(Deal::KeepDirectory) => organisation::table::blank::<Organisations>;
    get "/organisations/import", needs(Deal::KeepDirectory) => organisation::table::form::<Organisations>;
    post "/organisations/import", needs(Deal::KeepDirectory) => organisation::table::bring::<Organisations>;
    get "/organisations/import/{table}", needs(Deal::KeepDirectory) => organisation::table::mapping::<Organisations>;
    post "/organisations/import/{table}", needs(Deal::KeepDirectory) => organisation::table::import::<Organisations>;
    get "/organisations/tree", needs(Deal::ReadDirectory) => organisation::tree::page;
    get "/organisations/new", needs(Deal::KeepDirectory) => organisation::keep::new_form;
    post "/organisations/new", needs(Deal::KeepDirectory) => organisation::keep::create;
    get "/organisations/{organisation}", needs(Deal::ReadDirectory) => organisation::page::show;
    get "/organisations/{organisation}/edit", needs(Deal::KeepDirectory) => organisation::keep::edit_form;
    post "/organisations/{organisation}/edit", needs(Deal::KeepDirectory) => organisation::keep::update;
    post "/organisations/{organisation}/rooms", needs(Deal::KeepDirectory) => organisation::keep::add_room;
    get "/organisations/{organisation}/cases", needs(Deal::DispatchBoard) => organisation::transfer::of_organisation;
    post "/organisations/{organisation}/cases", needs(Deal::DispatchBoard) => organisation::transfer::hand_organisation;
    get "/rooms", needs(Deal::ReadDirectory) => organisation::room::list;
    get "/rooms.xlsx", needs(Deal::ReadDirectory) => organisation::room::export;
    get "/rooms/blank.xlsx", needs(Deal::KeepDirectory) => organisation::table::blank::<Rooms>;
    get "/rooms/import", needs(Deal::KeepDirectory) => organisation::table::form::<Rooms>;
    post "/rooms/import", needs(Deal::KeepDirectory) => organisation::table::bring::<Rooms>;
    get "/rooms/import/{table}", needs(Deal::KeepDirectory) => organisation::table::mapping::<Rooms>;
    post "/rooms/import/{table}", needs(Deal::KeepDirectory) => organisation::table::import::<Rooms>;
    get "/rooms/{room}", needs(Deal::ReadDirectory) => organisation::room::page;
    get "/mediators", needs(Deal::ReadDirectory) => organisation::mediator::list;
    get "/mediators.xlsx", needs(Deal::ReadDirectory) => organisation::mediator::export;
    get "/mediators/blank.xlsx", needs(Deal::KeepDirectory) => organisation::table::blank::<Mediators>;
    get "/mediators/import", needs(Deal::KeepDirectory) => organisation::table::form::<Mediators>;
    post "/mediators/import", needs(Deal::KeepDirectory) => organisation::table::bring::<Mediators>;
    get "/mediators/import/{table}", needs(Deal::KeepDirectory) => organisation::table::mapping::<Mediators>;
    post "/mediators/import/{table}", needs(Deal::KeepDirectory) => organisation::table::import::<Mediators>;
    get "/mediators/{account}", needs(Deal::ReadDirectory) => organisation::mediator::show;
    get "/mediators/{account}/cases", needs(Deal::DispatchBoard) => organisation::transfer::of_mediator;
    post "/mediators/{account}/cases", needs(Deal::DispatchBoard) => organisation::transfer::hand_mediator;
    get "/mediators/{account}/edit", needs(Deal::KeepDirectory) => organisation::mediator::edit_form;
    post "/mediators/{account}/edit", needs(Deal::KeepDirectory) => organisation::mediator::update;
    get "/divisions", needs(Deal::ReadDirectory) => organisation::division::page;
    post "/divisions", needs(Deal::KeepAccounts) => organisation::division::import;

    get "/registers", needs(Deal::ReadDirectory) => organisation::register::list::shelf;
    get "/registers/{register}", needs(Deal::ReadDirectory) => organisation::register::list::page;
    get "/registers/{register}/export.xlsx", needs(Deal::ReadDirectory) => organisation::register::list::export;
    get "/registers/{register}/blank.xlsx", needs(Deal::EnterRecords) => organisation::register::list::blank;
    get "/registers/{register}/new", needs(Deal::EnterRecords) => organisation::register::fill::new_form;
    post "/registers/{register}/new", needs(Deal::EnterRecords) => organisation::register::fill::create;
    get "/registers/{register}/import", needs(Deal::EnterRecords) => organisation::register::import::form;
    post "/registers/{register}/import", needs(Deal::EnterRecords) => organisation::register::import::bring;
    get "/registers/{register}/import/{table}", needs(Deal::EnterRecords) => organisation::register::import::mapping;
    post "/registers/{register}/import/{table}", needs(Deal::EnterRecords) => organisation::register::import::import;
    get "/records/{record}", needs(Deal::ReadDirectory) => organisation::register::record::page;
    get "/records/{record}/edit", needs(Deal::EnterRecords) => organisation::register::fill::edit_form;
    post "/records/{record}/edit", needs(Deal::EnterRecords) => organisation::register::fill::update;
    get "/records/{record}/steps/{state}", needs(Deal::EnterRecords) => organisation::register::fill::step_form;
    post "/records/{record}/steps/{state}", needs(Deal::EnterRecords) => organisation::register::fill::take_step;
    get "/records/{record}/ways/{way}", needs(Deal::EnterRecords) => organisation::register::way::form;
    post "/records/{record}/ways/{way}", needs(Deal::EnterRecords) => organisation::register::way::take;
    post "/records/{record}/files", needs(Deal::EnterRecords) => organisation::register::record::attach;
    get "/records/{record}/files/{file}", needs(Deal::ReadDirectory) => organisation::register::record::file;
    get "/records/{record}/attend", needs(Deal::EnterRecords) => organisation::register::attend::attend_form;
    post "/records/{record}/attend", needs(Deal::EnterRecords) => organisation::register::attend::attend;
    get "/records/{record}/letter.pdf", needs(Deal::ReadDirectory) => organisation::register::letter::page;
    get "/records/{record}/poster", needs(Deal::ReadDirectory) => organisation::register::poster::page;
    get "/records/{record}/proof", needs(Deal::EnterRecords) => organisation::register::proof::form;
    post "/records/{record}/proof", needs(Deal::EnterRecords) => organisation::register::proof::issue;
    get "/runs-out", needs(Deal::ReadDirectory) => organisation::register::ending::runs_out;
    get "/records/{record}/dossier", needs(Deal::EnterRecords) => organisation::register::review::dossier;
    post "/records/{record}/figures", needs(Deal::KeepDirectory) => organisation::register::review::figures;
    post "/records/{record}/sample", needs(Deal::KeepDirectory) => organisation::register::review::sample;
    get "/standards", needs(Deal::ReadDirectory) => organisation::standard::page;
    post "/organisations/{organisation}/standards", needs(Deal::EnterRecords) => organisation::standard::start;
    get "/coverage", needs(Deal::ReadDirectory) => organisation::coverage::page;
    get "/coverage.xlsx", needs(Deal::ReadDirectory) => organisation::coverage::export;
    get "/duty", needs(Deal::ReadDirectory) => organisation::duty::page;
    get "/training", needs(Deal::ReadDirectory) => organisation::training::page;
    get "/work", needs(Deal::ReadFigures) => organisation::work::page;
    get "/roster", Guard::Open => organisation::register::open::page;
    get "/api/roster", Guard::Open => organisation::register::open::json;
    get "/roster/photos/{record}", Guard::Open => organisation::register::open::photo;

    get "/periods", needs(Deal::Desk) => periods::show;

    get "/accounts", needs(Deal::KeepAccounts) => access::accounts::list;
    get "/accounts/new", needs(Deal::KeepAccounts) => access::accounts::new_form;
    post "/accounts/new", needs(Deal::KeepAccounts) => access::accounts::create;
    get "/accounts/{account}", needs(Deal::KeepAccounts) => access::accounts::show;
    post "/accounts/{account}/{step}", needs(Deal::KeepAccounts) => access::accounts::step;
    get "/tokens", needs(Deal::KeepAccounts) => access::tokens::list;
    post "/tokens", needs(Deal::KeepAccounts) => access::tokens::create;
    post "/tokens/{token}/revoke", needs(Deal::KeepAccounts) => access::tokens::revoke;
    get "/audit", needs(Deal::ReadAudit) => audit::page::page;

    get "/api/openapi.json", Guard::Open => api::document::show;
    get "/api/v1/periods", token(Deal::Desk) => api::periods::rules;
    post "/api/v1/periods", token(Deal::Desk) => api::periods::many;
    get "/api/v1/periods/{op}", token(Deal::Desk) => api::periods::one;
    post "/api/v1/checks", token(Deal::Desk) => api::periods::numbers;
    get "/api/v1/cases", token(Deal::ListCases) => api::case::list;
    get "/api/v1/cases/{case}", token(Deal::ReadCase) => api::case::show;
    get "/api/v1/cases/{case}/events", token(Deal::ReadCase) => api::case::events;
    post "/api/v1/cases/{case}/acts/{act}", token(Deal::ReadCase) => api::case::act;
    post "/api/v1/claims/worth", token(Deal::Desk) => api::claims::worth;
    post "/api/v1/applications", token(Deal::Register) => api::intake::register;
    post "/api/v1/contacts", token(Deal::Receive) => api::intake::receive;
}
