//! Contacts that end as advice or referral.

use app::Result;
use app::contact::{self, AdviseForm, ContactForm, ReferForm};
use domain::access::Role;
use domain::intake::Channel;
use domain::kernel::Moment;

use crate::dice::Choice;
use crate::fill::{line, phone, prose};
use crate::hours;
use crate::lane::{Lane, Step};
use crate::params::Params;
use crate::people::{Registry, born};
use crate::words::Question;
use crate::world::{World, count};

/// Somebody asks.
pub(crate) struct Asked<'w> {
    form: ContactForm,
    question: &'w Question,
}

/// Draws who asks what.
pub(crate) fn draw<'w>(world: &'w World, registry: &mut Registry<'_>, received: Moment, choice: &mut Choice) -> Result<Asked<'w>> {
    let lacks = || app::Error::Corrupt("no question to ask".to_owned());
    let question = choice.of(&world.words.questions).ok_or_else(lacks)?;
    let channels =
        [Channel::Visit, Channel::Visit, Channel::Phone, Channel::Phone, Channel::Hotline12333, Channel::Hotline12351, Channel::Online];
    let female = choice.in_thousand(480);
    let who = registry.person(female, born(received.day(), 19, 62), choice)?;
    let employer = choice.of(&world.district.employers).filter(|_| received.0 % 3 != 0);
    let form = ContactForm {
        office: Some(world.district.centre()?.id),
        channel: choice.of(&channels).copied().unwrap_or(Channel::Visit),
        received,
        person_name: Some(line(&who.name)?),
        phone: phone(&who.phone)?,
        employer_name: employer.map(|employer| line(&employer.name)).transpose()?,
        summary: prose(&question.ask)?,
    };
    Ok(Asked { form, question })
}

/// The window answers.
pub(crate) async fn answer(world: &World, lane: Lane, choice: Choice, asked: Asked<'_>) -> Step {
    let mut choice = choice;
    let clerks = world.district.who(Role::Clerk, world.district.centre()?.id);
    let Some(clerk) = choice.of(&clerks) else { return Ok(()) };
    let by = || world.app.by(clerk.person.clone());
    let received = contact::receive(&by(), asked.form).await?;
    count(&world.tally.contacts);
    let minutes = if choice.in_thousand(900) { choice.between(5, 35) } else { choice.between(300, 2000) };
    lane.until(hours::later(world.calendar(), lane.now(), minutes)).await?;
    match &asked.question.body {
        Some(code) if asked.question.ends == "referral" => {
            let body = world.body(code)?;
            let number = choice.between(100, 999);
            let receipt = Params::default().with("n", number).one_of(&world.words.telling.referral_receipts, &mut choice)?;
            let form = ReferForm {
                body: line(&body.name)?,
                address: Some(line(&body.address)?),
                phone: phone(&body.phone).unwrap_or_default(),
                note: Some(prose(&asked.question.answer)?),
                receipt: Some(line(&receipt)?),
            };
            contact::refer(&by(), received.id, form, 1).await?;
        }
        _ => contact::advise(&by(), received.id, AdviseForm { note: prose(&asked.question.answer)? }, 1).await?,
    }
    Ok(())
}
