//! Correcting what is known of a party; its cases show the new name at once.

use domain::form;
use domain::kernel::id::PartyId;
use domain::kernel::identity::{Phone, ResidentId, Uscc};
use domain::kernel::{Day, Fault, Line, Masked};
use store::Tx;
use store::party::{self, PartyKind, PartyRow};

use super::{Numbers, PARTIES, scope};
use crate::audit::{Deed, Note, note};
use crate::{Ctx, Error, Result};

form! {
    /// What is known of a party. Numbers left out stay as they are; what else is left out goes.
    pub struct PartyForm {
        /// Name.
        pub name: Line<100>,
        /// Resident identity number.
        pub id_number: Option<ResidentId>,
        /// Unified social credit code.
        pub uscc: Option<Uscc>,
        /// Another document and its number.
        pub other_document: Option<Line<60>>,
        /// Telephone.
        pub phone: Option<Phone>,
        /// Numbers that are wrong and have no right one.
        pub remove: Vec<Numbers>,
        /// Day of birth.
        pub birth: Option<Day>,
        /// Nationality (民族).
        pub ethnicity: Option<Line<20>>,
        /// Where to reach it.
        pub address: Option<Line<120>>,
        /// Kind of employer.
        pub employer_kind: Option<Line<40>>,
        /// Industry.
        pub industry: Option<Line<40>>,
        /// Legal representative or person in charge.
        pub legal_representative: Option<Line<50>>,
        /// Who speaks for it.
        pub contact: Option<Line<50>>,
    }
}

/// Corrects a party. `version` is the one that the page was drawn from.
///
/// # Errors
/// [`Error::NotFound`] out of reach, [`Error::Stale`] when somebody was faster, [`Error::Faults`] for an unknown code or a number that
/// another party has.
pub async fn correct(cx: &Ctx, id: PartyId, form: PartyForm, version: i64) -> Result<()> {
    let lists = &cx.app.lists;
    for (field, list, code) in [("employer_kind", "employer_kind", &form.employer_kind), ("industry", "industry", &form.industry)] {
        if code.as_ref().is_some_and(|code| lists.find(list, code).is_none()) {
            return Err(Error::at(field, Fault::UnknownChoice));
        }
    }
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store.write(move |tx| Box::pin(async move { write(&cx, tx, id, form, version).await })).await
}

async fn write(cx: &Ctx, tx: &Tx, id: PartyId, form: PartyForm, version: i64) -> Result<()> {
    let actor = cx.may_somewhere(PARTIES)?;
    if !party::in_reach(tx, &scope(cx), id, None).await? {
        return Err(Error::NotFound);
    }
    tx.lock_row("party", id).await?;
    let old = party::find(tx, id).await?.ok_or(Error::NotFound)?;
    if old.version != version {
        return Err(Error::Stale);
    }
    let new = corrected(&old, form);
    for (field, known) in new
        .id_number
        .as_ref()
        .map(|n| ("id_number", party::Known::IdNumber(n.reveal())))
        .into_iter()
        .chain(new.uscc.as_deref().map(|code| ("uscc", party::Known::Uscc(code))))
    {
        if party::find_known(tx, None, known).await?.iter().any(|other| other.id != id) {
            return Err(Error::at(field, Fault::Wrong("party_number_taken")));
        }
    }
    let fields = changed(&old, &new);
    party::correct(tx, &new).await?;
    for case in party::retitle(tx, &old, &new).await? {
        let claims = |code: &str| cx.app.lists.name("claim_type", code).to_owned();
        party::reindex(tx, case, claims).await?;
    }
    note(tx, Note::by(cx, &actor, Deed::PartyCorrected).on("party", id).with("fields", fields)).await
}

fn corrected(old: &PartyRow, form: PartyForm) -> PartyRow {
    let keeps = |number: Numbers| !form.remove.contains(&number);
    let number = |typed: Option<String>, known: &Option<Masked<String>>, which: Numbers| {
        typed.map(Masked::new).or_else(|| known.clone().filter(|_| keeps(which)))
    };
    let (worker, employer) = (old.kind == PartyKind::Worker, old.kind == PartyKind::Employer);
    let birth = form.id_number.as_ref().map(ResidentId::birth).or(form.birth);
    let typed_id = form.id_number.as_ref().map(|id| id.number().to_owned()).filter(|_| worker);
    let typed_code = form.uscc.as_ref().map(|code| code.number().to_owned()).filter(|_| employer);
    let typed_document = form.other_document.as_ref().map(ToString::to_string);
    let typed_phone = form.phone.as_ref().map(|phone| phone.number().to_owned());
    let sex = form.id_number.as_ref().filter(|_| worker).map(|id| if id.is_male() { "male" } else { "female" }.to_owned());
    PartyRow {
        id: old.id,
        kind: old.kind,
        id_kind: old.id_kind,
        id_number: number(typed_id, &old.id_number, Numbers::IdNumber),
        uscc: typed_code.or_else(|| old.uscc.clone().filter(|_| keeps(Numbers::Uscc))),
        other_document: number(typed_document, &old.other_document, Numbers::OtherDocument),
        phone: number(typed_phone, &old.phone, Numbers::Phone),
        sex: sex.or_else(|| old.sex.clone()),
        birth: birth.filter(|_| worker),
        ethnicity: form.ethnicity.map(Line::into_string).filter(|_| worker),
        address: form.address.map(Line::into_string),
        employer_kind: form.employer_kind.map(Line::into_string).filter(|_| employer),
        industry: form.industry.map(Line::into_string).filter(|_| employer),
        legal_representative: form.legal_representative.map(Line::into_string).filter(|_| employer),
        contact: form.contact.map(Line::into_string).filter(|_| employer),
        name: form.name.into_string(),
        created_at: old.created_at,
        version: old.version + 1,
    }
    .sorted()
}

/// The names of the fields that changed.
fn changed(old: &PartyRow, new: &PartyRow) -> Vec<&'static str> {
    macro_rules! fields {
        ($($field:ident)*) => { [$((stringify!($field), old.$field != new.$field)),*] };
    }
    let fields =
        fields!(name id_number uscc other_document phone sex birth ethnicity address employer_kind industry legal_representative contact);
    fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
