//! What may read all of a table or sort, and why.

use testing::Backend::{self, Postgres, Sqlite};

/// Statements that are known by some of their words, without quotes.
pub(crate) struct Exception {
    pub(crate) statement: &'static str,
    pub(crate) slow: &'static [&'static str],
    pub(crate) on: &'static [Backend],
}

const BOTH: &[Backend] = &[Sqlite, Postgres];

const fn both(statement: &'static str, slow: &'static [&'static str]) -> Exception {
    Exception { statement, slow, on: BOTH }
}

pub(crate) const EXCEPTIONS: &[Exception] = &[
    // One row, and one for each migration.
    both("issuer", &["reads all of issuer"]),
    both("FROM __diesel_schema_migrations", &["reads all of __diesel_schema_migrations"]),
    // A key is made in a month or so, and what is read is kept.
    both("FROM jwks ORDER BY", &["reads all of jwks", "sorts"]),
    // Of what was revoked there is as much as tokens that could still be good: rows go after minutes.
    // It is read whole by purpose, from one end as far as the limit, or to be counted.
    both("FROM revocation ORDER BY revocation.id DESC LIMIT", &["reads all of revocation"]),
    both("sum(id)", &["reads all of revocation"]),
    both("DELETE FROM revocation WHERE (revocation.ends_at <=", &["reads all of revocation"]),
    // Better Auth's tables are as Better Auth has them. What is over is deleted once a minute at
    // most, so there are never many rows.
    both("DELETE FROM rateLimit WHERE ((rateLimit.lastRequest <=", &["reads all of rateLimit"]),
    both(
        "DELETE FROM verification WHERE (verification.expiresAt <",
        &["reads all of verification"],
    ),
    // The same table, when a user is deleted.
    both("DELETE FROM verification WHERE (verification.value =", &["reads all of verification"]),
    // Found by an index, and a handful: one user's ways to sign in, one user's sessions, one link's
    // tokens.
    both("FROM account WHERE (account.userId =", &["sorts"]),
    both("FROM account WHERE (((account.userId =", &["sorts"]),
    both("FROM session WHERE ((session.userId =", &["sorts"]),
    both("FROM verification WHERE (verification.identifier", &["sorts"]),
    // The operator's list and import: a page is read from where the one before it ended, as far as
    // its limit. The first begins at the end of the index.
    both("FROM user ORDER BY user.id LIMIT", &["reads all of user"]),
    both("SELECT COUNT(*) FROM user", &["reads all of user"]),
    // One row of each of Better Auth's tables at the start, to see how it writes times.
    Exception {
        statement: "AS text) AS name",
        slow: &[
            "reads all of account",
            "reads all of jwks",
            "reads all of session",
            "reads all of user",
            "reads all of verification",
        ],
        on: &[Sqlite],
    },
    // One's own rows and those that others share are in no common order: both are found by an index
    // each, and then sorted. None but those that the user may see are.
    both(" OR tasks.id ", &["sorts"]),
    both("FROM task_members WHERE ((task_members.owner_id =", &["sorts"]),
    both("FROM comments WHERE ((comments.task_id", &["sorts"]),
];
