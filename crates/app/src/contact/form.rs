//! What reception asks for.

use domain::form;
use domain::intake::Channel;
use domain::kernel::id::{AccountId, OrganisationId};
use domain::kernel::identity::Phone;
use domain::kernel::{Line, Moment, Prose};

form! {
    /// A contact as it is taken down.
    pub struct ContactForm {
        /// The office; left out: the one in which the person receives.
        pub office: Option<OrganisationId>,
        /// How it came in.
        pub channel: Channel,
        /// When.
        pub received: Moment,
        /// Who; may be unknown.
        pub person_name: Option<Line<50>>,
        /// Telephone.
        pub phone: Option<Phone>,
        /// The employer they speak of.
        pub employer_name: Option<Line<100>>,
        /// What it is about.
        pub summary: Prose<2000>,
    }
}

form! {
    /// Somebody else answers for the matter from now on.
    pub struct HandOverForm {
        /// Who.
        pub to: AccountId,
        /// The receipt.
        pub receipt: Line<120>,
        /// A note.
        pub note: Option<Prose<500>>,
    }
}

form! {
    /// The person was advised.
    pub struct AdviseForm {
        /// What was said.
        pub note: Prose<2000>,
    }
}

form! {
    /// The person was sent to another body.
    pub struct ReferForm {
        /// Which body.
        pub body: Line<100>,
        /// Where it is.
        pub address: Option<Line<120>>,
        /// Its telephone.
        pub phone: Option<Phone>,
        /// What was said.
        pub note: Option<Prose<2000>>,
        /// The other body's receipt.
        pub receipt: Option<Line<120>>,
    }
}
