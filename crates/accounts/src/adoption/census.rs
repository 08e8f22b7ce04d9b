//! How much there is, and which keys the secret opens.

use chrono::{DateTime, Utc};
use db::{AnyConnection, Result, Time};
use derive_more::Display;
use diesel::{
    QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Nullable, Text},
};

use super::Catalog;
use crate::{adoption::Opener, service::key_ring::open, store::jwks::StoredKey};

/// How much there is, and which keys the secret opens.
#[derive(Debug)]
pub(crate) struct Census {
    /// Tables that are there, with their rows.
    pub(crate) rows: Vec<(&'static str, i64)>,
    /// Newest first.
    pub(crate) keys: Vec<Key>,
}

/// A signing key.
#[derive(Debug, Display)]
#[display("{kid}: {state}")]
pub(crate) struct Key {
    kid: String,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Display)]
enum State {
    #[display("opens, and can sign")]
    Signs,
    #[display("does not open with this secret")]
    Sealed,
    #[display("of a kind that is published but signs nothing here")]
    Foreign,
    #[display("has expired")]
    Expired,
    #[display("not tried")]
    Untried,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

#[derive(QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    public_key: String,
    #[diesel(sql_type = Text)]
    private_key: String,
    #[diesel(sql_type = db::Instant)]
    created_at: Time,
    #[diesel(sql_type = Nullable<db::Instant>)]
    expires_at: Option<Time>,
    #[diesel(sql_type = Nullable<Text>)]
    alg: Option<String>,
}

impl Census {
    pub(super) fn take(
        connection: &mut AnyConnection,
        catalog: &Catalog,
        readable: bool,
        opener: Option<&Opener>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let mut rows = Vec::new();
        for table in &catalog.tables {
            let count = format!(r#"SELECT count(*) AS rows FROM "{}""#, table.name);
            rows.push((table.name, one::<Counted>(connection, &count)?.rows));
        }
        // Tables that cannot be used cannot be read either.
        let keys = if readable { key_rows(connection, catalog)? } else { Vec::new() };
        let keys = keys.into_iter().map(|row| Key::of(row, opener, now)).collect();
        Ok(Self { rows, keys })
    }

    /// Whether a start finds a key that it can sign with, or makes one.
    pub(super) fn has_a_way_to_sign(&self) -> bool {
        self.in_the_way().next().is_none()
    }

    /// The newest live key is the one to sign with. If it does not open, the server does not
    /// start.
    pub(super) fn in_the_way(&self) -> impl Iterator<Item = &str> {
        let newest = self.keys.iter().find(|key| matches!(key.state, State::Signs | State::Sealed));
        newest.filter(|key| key.state == State::Sealed).map(|key| key.kid.as_str()).into_iter()
    }
}

impl Key {
    fn of(row: KeyRow, opener: Option<&Opener>, now: DateTime<Utc>) -> Self {
        let KeyRow { id, public_key, private_key, created_at, expires_at, alg } = row;
        let row = StoredKey { id, public_key, private_key, created_at, expires_at, alg, crv: None };
        let state = if row.expires_at.is_some_and(|end| *end <= now) {
            State::Expired
        } else {
            match opener {
                None => State::Untried,
                Some(Opener { settings, .. }) if settings.algorithm_of(&row).is_none() => {
                    State::Foreign
                }
                Some(Opener { secrets, settings }) => match open(&row, secrets, settings) {
                    Ok(_) => State::Signs,
                    Err(_) => State::Sealed,
                },
            }
        };
        Self { kid: row.id, state }
    }
}

/// The keys, newest first; of what older versions do not have, nothing is asked.
fn key_rows(connection: &mut AnyConnection, catalog: &Catalog) -> Result<Vec<KeyRow>> {
    let Some(table) = catalog.table("jwks") else { return Ok(Vec::new()) };
    let or_null = |name: &'static str| match table.column(name) {
        Some(_) => format!(r#""{name}""#),
        None => "NULL".to_owned(),
    };
    let all = format!(
        r#"SELECT "id", "publicKey" AS public_key, "privateKey" AS private_key,
                  "createdAt" AS created_at, {} AS expires_at, {} AS alg
           FROM "jwks" ORDER BY "createdAt" DESC, "id" DESC"#,
        or_null("expiresAt"),
        or_null("alg")
    );
    Ok(match connection {
        AnyConnection::Sqlite(connection) => sql_query(all).load(connection)?,
        AnyConnection::Postgres(connection) => sql_query(all).load(connection)?,
    })
}

fn one<R>(connection: &mut AnyConnection, sql: &str) -> Result<R>
where
    R: QueryableByName<diesel::pg::Pg> + QueryableByName<diesel::sqlite::Sqlite> + 'static,
{
    Ok(match connection {
        AnyConnection::Sqlite(connection) => sql_query(sql).get_result(connection)?,
        AnyConnection::Postgres(connection) => sql_query(sql).get_result(connection)?,
    })
}
