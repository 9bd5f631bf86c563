//! The calendar of sessions: who and what is taken when.

use domain::access::Scope;
use domain::case::Clash;
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, CaseId, RoomId, SessionId};
use domain::mediation::{SessionMeans, SessionResult};

use super::in_scope;
use crate::error::Result;
use crate::{Query, Sql, row};

row! {
    /// A session as the calendar shows it.
    pub struct Booked {
        /// Which.
        pub id: SessionId,
        /// Of which case.
        pub case_id: CaseId,
        /// Its number in the case.
        pub number: i64,
        /// When it begins.
        pub starts: Moment,
        /// When it is to end.
        pub ends: Moment,
        /// How it is held.
        pub means: SessionMeans,
        /// The room.
        pub room: Option<RoomId>,
        /// Place or link.
        pub place: Option<String>,
        /// Who mediates.
        pub mediator: Option<AccountId>,
        /// Cancelled.
        pub cancelled: bool,
        /// What came out.
        pub result: Option<SessionResult>,
        /// Worker's side.
        pub worker_name: String,
        /// Employer's side.
        pub employer_name: String,
        /// Case number.
        pub case_number: String,
    }
}

/// Sessions that begin in `from..to`, in a scope.
pub async fn between(q: &impl Query, scope: &Scope, from: Moment, to: Moment, limit: i64) -> Result<Vec<Booked>> {
    let sql = Sql::new(
        "select s.id, s.case_id, s.number, s.starts, s.ends, s.means, s.room, w.text as place, s.mediator, s.cancelled, s.result,
         c.worker_name, c.employer_name, c.number as case_number
         from session_row s join case_row c on c.id = s.case_id left join case_words w on w.id = s.place where s.starts >= ",
    );
    let sql = sql.bind(from).push(" and s.starts < ").bind(to);
    in_scope(sql, scope, "c").push(" order by s.starts, s.id limit ").bind(limit).all(q).await
}

/// Whether the room or the mediator is taken at that time.
pub async fn clash(
    q: &impl Query,
    starts: Moment,
    ends: Moment,
    room: Option<RoomId>,
    mediator: Option<AccountId>,
) -> Result<Option<Clash>> {
    let taken = || {
        let sql =
            Sql::new("select cast(count(*) as bigint) as value from session_row where cancelled = 0 and result is null and starts < ")
                .bind(ends);
        sql.push(" and ends > ").bind(starts)
    };
    if let Some(room) = room
        && taken().push(" and room = ").bind(room).scalar_i64(q).await? > 0
    {
        return Ok(Some(Clash::Room));
    }
    if let Some(mediator) = mediator
        && taken().push(" and mediator = ").bind(mediator).scalar_i64(q).await? > 0
    {
        return Ok(Some(Clash::Mediator));
    }
    Ok(None)
}

row! {
    /// A time at which a room or a mediator is taken.
    pub struct Taken {
        /// By which session.
        pub id: SessionId,
        /// From when.
        pub starts: Moment,
        /// Until when.
        pub ends: Moment,
        /// The room.
        pub room: Option<RoomId>,
        /// Who mediates.
        pub mediator: Option<AccountId>,
    }
}

/// Sessions still to be held in `from..to` in one of these rooms or by this mediator, whoever's case it is.
pub async fn taken(q: &impl Query, rooms: &[RoomId], mediator: Option<AccountId>, from: Moment, to: Moment) -> Result<Vec<Taken>> {
    let sql = Sql::new("select id, starts, ends, room, mediator from session_row where cancelled = 0 and result is null and starts < ");
    let sql = sql.bind(to).push(" and ends > ").bind(from).push(" and (room in ").in_list(rooms.iter().copied());
    let sql = match mediator {
        Some(mediator) => sql.push(" or mediator = ").bind(mediator),
        None => sql,
    };
    sql.push(") order by starts, id").all(q).await
}
