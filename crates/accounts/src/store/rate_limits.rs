//! The counters of limits, in Better Auth's table.

use db::AnyConnection;
use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, QueryResult, RunQueryDsl, sql_query,
    sql_types::{BigInt, Integer, Text},
};

use super::schema::rate_limit;
use crate::rate_limit::{Counter, Rule};

/// One statement, so that of two servers at once one sees what the other has counted. It changes no
/// row if there were too many. (SQLite takes `$1` for a name, and numbers names as they come.)
const COUNT: &str = r#"
    INSERT INTO "rateLimit" ("id", "key", "count", "lastRequest") VALUES ($1, $2, 1, $3)
    ON CONFLICT ("key") DO UPDATE SET
        "count" = CASE WHEN abs($3 - "rateLimit"."lastRequest") >= $4 THEN 1
                       ELSE "rateLimit"."count" + 1 END,
        "lastRequest" = $3
    WHERE abs($3 - "rateLimit"."lastRequest") >= $4 OR "rateLimit"."count" < $5"#;

/// Counts one more of `key` at `now`, or answers the counter that allows none. `id` is a new row's.
pub(crate) fn count(
    connection: &mut AnyConnection,
    id: &str,
    key: &str,
    rule: Rule,
    now: i64,
) -> QueryResult<Result<(), Counter>> {
    let changed = sql_query(COUNT)
        .bind::<Text, _>(id)
        .bind::<Text, _>(key)
        .bind::<BigInt, _>(now)
        .bind::<BigInt, _>(rule.window)
        .bind::<Integer, _>(rule.max)
        .execute(connection)?;
    if changed > 0 {
        return Ok(Ok(()));
    }
    // It may be gone since: then it was only just too many.
    let counter = get(connection, key)?;
    Ok(Err(counter.unwrap_or(Counter { count: rule.max, last: now })))
}

pub(crate) fn get(connection: &mut AnyConnection, key: &str) -> QueryResult<Option<Counter>> {
    let found = rate_limit::table
        .filter(rate_limit::key.eq(key))
        .select((rate_limit::count, rate_limit::last_request))
        .get_result::<(i32, i64)>(connection)
        .optional()?;
    Ok(found.map(|(count, last)| Counter { count, last }))
}

pub(crate) fn delete(connection: &mut AnyConnection, key: &str) -> QueryResult<()> {
    let theirs = rate_limit::table.filter(rate_limit::key.eq(key));
    diesel::delete(theirs).execute(connection).map(drop)
}

/// Deletes what counts no more: all that is further than `window` from `now`.
pub(crate) fn purge(connection: &mut AnyConnection, now: i64, window: i64) -> QueryResult<()> {
    let (past, future) = (now - window, now + window);
    let over = rate_limit::last_request.le(past);
    let over = rate_limit::table.filter(over).or_filter(rate_limit::last_request.ge(future));
    diesel::delete(over).execute(connection).map(drop)
}
