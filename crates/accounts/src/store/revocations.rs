//! What was revoked: our own table, beside Better Auth's.

use db::{AnyConnection, Instant, Time};
use diesel::{
    ExpressionMethods, QueryDsl, QueryResult, Queryable, QueryableByName, RunQueryDsl, Selectable,
    SelectableHelper, sql_query,
    sql_types::{BigInt, Nullable, Text},
};

use super::schema::revocation;

/// A row of it.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = revocation)]
pub(crate) struct StoredRevocation {
    pub(crate) subject: String,
    /// The `sid` of a session's tokens; null means those that have none.
    pub(crate) session: Option<String>,
    pub(crate) revoked_at: Time,
}

/// What tells whether the table has changed since it was read.
///
/// What is deleted is much older than what is inserted at the same time, so its numbers are lower:
/// as many rows with the same sum are the same rows. The highest number alone would not tell, for
/// the second of two transactions may be the first to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub(crate) struct Fingerprint {
    #[diesel(sql_type = BigInt)]
    pub(crate) rows: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) sum: i64,
    /// When the first row may go.
    #[diesel(sql_type = Nullable<Instant>)]
    pub(crate) first_end: Option<Time>,
}

const FINGERPRINT: &str = "SELECT count(*) AS rows, CAST(coalesce(sum(id), 0) AS bigint) AS sum,
                                  min(ends_at) AS first_end FROM revocation";

pub(crate) fn fingerprint(connection: &mut AnyConnection) -> QueryResult<Fingerprint> {
    match connection {
        AnyConnection::Sqlite(connection) => sql_query(FINGERPRINT).get_result(connection),
        AnyConnection::Postgres(connection) => sql_query(FINGERPRINT).get_result(connection),
    }
}

/// The newest rows, newest first.
pub(crate) fn newest(
    connection: &mut AnyConnection,
    limit: i64,
) -> QueryResult<Vec<StoredRevocation>> {
    revocation::table
        .order(revocation::id.desc())
        .limit(limit)
        .select(StoredRevocation::as_select())
        .load(connection)
}

/// However many sessions end at once, they are one statement. Its list is JSON, which both
/// databases take apart: texts, and null for tokens without a session.
pub(crate) fn insert(
    connection: &mut AnyConnection,
    subject: &str,
    sessions: &[Option<String>],
    (revoked_at, ends_at): (Time, Time),
) -> QueryResult<()> {
    let list = match connection {
        AnyConnection::Sqlite(_) => "json_each($4)",
        AnyConnection::Postgres(_) => "json_array_elements_text(CAST($4 AS json))",
    };
    // SQLite takes `$1` for a name, and numbers names as they come.
    let insert = format!(
        "INSERT INTO revocation (subject, revoked_at, ends_at, session)
         SELECT $1, $2, $3, value FROM {list}"
    );
    let insert = sql_query(insert)
        .bind::<Text, _>(subject)
        .bind::<Instant, _>(revoked_at)
        .bind::<Instant, _>(ends_at)
        .bind::<Text, _>(serde_json::json!(sessions).to_string());
    insert.execute(connection).map(drop)
}

/// Deletes what need not be remembered any more.
pub(crate) fn purge(connection: &mut AnyConnection, now: Time) -> QueryResult<()> {
    diesel::delete(revocation::table.filter(revocation::ends_at.le(now)))
        .execute(connection)
        .map(drop)
}
