//! Who may enter: signing in, sessions and the own password, keeping accounts, tokens of the API, the first administrator.
//!
//! A page asks [`person_of_session`] with the cookie's token, the API asks [`person_of_token`]; both give the
//! [`Person`](domain::access::Person) with which a request begins (`app.by(person)`).

mod account;
mod change;
mod first;
mod form;
mod name;
mod own;
mod password;
mod reach;
pub(crate) mod secret;
mod session;
mod sign_in;
mod token;

pub use account::{AccountLine, AccountPage, AccountView, GrantView, account, list_accounts};
pub use change::{change_account, create_account, disable, enable, end_sessions, reset_password, set_grants};
pub use first::{FirstOffice, NewPerson, create_first_administrator, establish, setup, setup_is_open, setup_token};
pub use form::{ChangePassword, GrantForm, Login, NewAccount, NewToken, PersonForm, SetGrants, Setup, SignIn};
pub use name::{mediator_accounts, names};
pub use own::{SessionLine, change_password, revoke_session, sessions_of};
pub use password::Password;
pub use session::{SessionView, logout, person_of_session};
pub use sign_in::{SignedIn, login};
pub use token::{NewSecret, TokenLine, create_token, list_tokens, person_of_token, revoke_token};
