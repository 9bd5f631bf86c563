//! What accounts are asked for.

use std::fmt;
use std::str::FromStr;

use domain::access::Role;
use domain::form;
use domain::kernel::form::{Path, Whole};
use domain::kernel::id::OrganisationId;
use domain::kernel::identity::Phone;
use domain::kernel::{Fault, Faults, Field, Kind, Line};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::password::Password;

/// Most characters of a login.
const LONGEST: usize = 40;

/// The name under which somebody signs in: 3–40 small letters, digits, `.`, `-`, `_`, beginning with a letter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Login(String);

impl Login {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Login {
    type Err = Fault;
    fn from_str(text: &str) -> Result<Self, Fault> {
        let text = text.trim().to_ascii_lowercase();
        let fits = (3..=LONGEST).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
        if fits { Ok(Self(text)) } else { Err(Fault::Wrong("login_format")) }
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Field for Login {
    fn kind() -> Kind {
        Kind::Line { max: LONGEST }
    }
    fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
        match value.as_str().map(str::parse) {
            Some(Ok(login)) => Some(login),
            Some(Err(fault)) => faults.note(path, fault),
            None => faults.note(path, Fault::NotText),
        }
    }
}

form! {
    /// Signing in. The login is not judged here: whatever is typed gets the same answer.
    pub struct SignIn {
        /// The login.
        pub login: Line<80>,
        /// The password.
        pub password: Password,
    }
}

form! {
    /// A role in an office.
    pub struct GrantForm {
        /// The role; never `system`.
        pub role: Role,
        /// The office.
        pub office: OrganisationId,
    }
}

form! {
    /// A new account. Its initial password is made by the program and shown once.
    pub struct NewAccount {
        /// The login.
        pub login: Login,
        /// The person's name.
        pub name: Line<40>,
        /// The person's telephone.
        pub phone: Option<Phone>,
        /// Roles, at least one.
        pub grants: Vec<GrantForm>,
    }
}

form! {
    /// Name and telephone of an account.
    pub struct PersonForm {
        /// The person's name.
        pub name: Line<40>,
        /// The person's telephone.
        pub phone: Option<Phone>,
    }
}

form! {
    /// The roles of an account. Roles beyond the reach of whoever sets them stay as they are.
    pub struct SetGrants {
        /// Roles, at least one.
        pub grants: Vec<GrantForm>,
    }
}

form! {
    /// A new own password.
    pub struct ChangePassword {
        /// The password until now.
        pub current: Password,
        /// The new one.
        pub new: Password,
        /// The new one again.
        pub repeat: Password,
    }
}

form! {
    /// A new token of the API.
    pub struct NewToken {
        /// What it is for.
        pub name: Line<60>,
        /// Its role; never `system`.
        pub role: Role,
        /// Its office.
        pub office: OrganisationId,
        /// How many days it is good.
        pub days: Whole<1, 366>,
    }
}

form! {
    /// The first centre and its administrator, on the page that the token from the console opens.
    pub struct Setup {
        /// The centre's full name.
        pub office_name: Line<80>,
        /// The centre's 12-digit division.
        pub division: Line<12>,
        /// What the centre's case numbers begin with (机构代字).
        pub number_prefix: Line<12>,
        /// The administrator's login.
        pub login: Login,
        /// The administrator's name.
        pub name: Line<40>,
        /// The administrator's password.
        pub password: Password,
        /// The password again.
        pub repeat: Password,
    }
}
