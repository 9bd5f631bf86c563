//! What a list may show, from the same table as [`super::can`].

use super::rules::{Action, Reach, reach};
use super::{Facts, Person, subtree};
use crate::kernel::id::{AccountId, OrganisationId};

/// The union of everything a person reaches for an action. An empty scope shows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Everything.
    pub everything: bool,
    /// Division ranges: first code, first code after.
    pub areas: Vec<(String, String)>,
    /// Offices that take part.
    pub offices: Vec<OrganisationId>,
    /// Offices whose window it is.
    pub homes: Vec<OrganisationId>,
    /// Offices that handle it.
    pub handlers: Vec<OrganisationId>,
    /// The person who takes part.
    pub people: Vec<AccountId>,
    /// The person who mediates.
    pub mediators: Vec<AccountId>,
}

impl Scope {
    /// Shows everything: for the system itself.
    pub fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// Nothing can be in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The thing with these facts is in it.
    pub fn holds(&self, facts: &Facts) -> bool {
        let among = |list: &[OrganisationId], one: Option<OrganisationId>| one.is_some_and(|one| list.contains(&one));
        self.everything
            || self.areas.iter().any(|(first, after)| facts.division >= *first && facts.division < *after)
            || self.offices.iter().any(|office| facts.offices.contains(office))
            || among(&self.homes, facts.home)
            || among(&self.handlers, facts.handler)
            || self.people.iter().any(|person| facts.people.contains(person))
            || facts.mediator.is_some_and(|mediator| self.mediators.contains(&mediator))
    }
}

/// What `person` may see in a list for `action`.
pub fn scope(person: &Person, action: Action) -> Scope {
    let mut scope = Scope::default();
    for grant in &person.grants {
        match reach(grant.role, action) {
            Some(Reach::All) => scope.everything = true,
            Some(Reach::Area) => scope.areas.push(subtree(&grant.division)),
            Some(Reach::Office) => scope.offices.push(grant.office),
            Some(Reach::Home) => scope.homes.push(grant.office),
            Some(Reach::Handler) => scope.handlers.push(grant.office),
            Some(Reach::Own) => scope.people.push(person.account),
            Some(Reach::Mediates) => scope.mediators.push(person.account),
            None => {}
        }
    }
    scope
}

/// `division` lies in one of the scope's areas.
pub fn covers(scope: &Scope, division: &str) -> bool {
    scope.everything || scope.areas.iter().any(|(first, after)| division >= first.as_str() && division < after.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::within;

    #[test]
    fn a_county_holds_its_streets_and_not_its_neighbour() {
        assert_eq!(subtree("450206000000"), ("450206000000".into(), "450207000000".into()));
        assert_eq!(subtree("450000000000"), ("450000000000".into(), "460000000000".into()));
        assert!(within("450206100000", "450206000000"));
        assert!(!within("450221000000", "450206000000"));
        assert!(within("450206100000", "450206100000"));
    }
}
