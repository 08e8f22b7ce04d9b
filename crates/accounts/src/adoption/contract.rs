//! The columns that the accounts need, and what they may be.

use derive_more::Display;

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display)]
pub(crate) enum Kind {
    #[display("text")]
    Text,
    #[display("a truth value")]
    Bool,
    #[display("a point in time")]
    Date,
}

/// A column of Better Auth's.
pub(crate) struct Needed {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// May be null, and may therefore be added where an older version has no such column.
    pub(crate) optional: bool,
}

/// A table of Better Auth's.
pub(crate) struct NeededTable {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [Needed],
    /// A column in which no value may be twice.
    pub(crate) unique: Option<&'static str>,
    /// An index's name and column.
    pub(crate) index: Option<(&'static str, &'static str)>,
    /// What fails when a row cannot be inserted.
    pub(crate) inserting: &'static str,
}

const fn text(name: &'static str) -> Needed {
    Needed { name, kind: Kind::Text, optional: false }
}

const fn date(name: &'static str) -> Needed {
    Needed { name, kind: Kind::Date, optional: false }
}

const fn optional(needed: Needed) -> Needed {
    Needed { optional: true, ..needed }
}

/// The tables of Better Auth 1.7 that the accounts use.
pub(crate) const TABLES: [NeededTable; 5] = [
    NeededTable {
        name: "user",
        columns: &[
            text("id"),
            text("name"),
            text("email"),
            Needed { name: "emailVerified", kind: Kind::Bool, optional: false },
            optional(text("image")),
            date("createdAt"),
            date("updatedAt"),
        ],
        unique: Some("email"),
        index: None,
        inserting: "sign-up",
    },
    NeededTable {
        name: "session",
        columns: &[
            text("id"),
            date("expiresAt"),
            text("token"),
            date("createdAt"),
            date("updatedAt"),
            optional(text("ipAddress")),
            optional(text("userAgent")),
            text("userId"),
        ],
        unique: Some("token"),
        index: Some(("session_userId_idx", "userId")),
        inserting: "sign-in",
    },
    NeededTable {
        name: "account",
        columns: &[
            text("id"),
            text("accountId"),
            text("providerId"),
            text("userId"),
            optional(text("accessToken")),
            optional(text("refreshToken")),
            optional(text("idToken")),
            optional(date("accessTokenExpiresAt")),
            optional(date("refreshTokenExpiresAt")),
            optional(text("scope")),
            optional(text("password")),
            date("createdAt"),
            date("updatedAt"),
        ],
        unique: None,
        index: Some(("account_userId_idx", "userId")),
        inserting: "sign-up",
    },
    NeededTable {
        name: "verification",
        columns: &[
            text("id"),
            text("identifier"),
            text("value"),
            date("expiresAt"),
            optional(date("createdAt")),
            optional(date("updatedAt")),
        ],
        unique: None,
        index: Some(("verification_identifier_idx", "identifier")),
        inserting: "every mail with a link",
    },
    NeededTable {
        name: "jwks",
        columns: &[
            text("id"),
            text("publicKey"),
            text("privateKey"),
            date("createdAt"),
            optional(date("expiresAt")),
            optional(text("alg")),
            optional(text("crv")),
        ],
        unique: None,
        index: None,
        inserting: "making a signing key",
    },
];

/// The column that 1.7.0 to 1.7.2 had in `account`. It is filled where it is there.
pub(crate) const ISSUER: (&str, &str) = ("account", "issuer");

/// How a column of a kind is declared, for those that are added.
pub(crate) fn declared(kind: Kind, backend: Backend) -> &'static str {
    match (kind, backend) {
        (Kind::Text, Backend::Sqlite | Backend::Postgres) => "text",
        (Kind::Bool, Backend::Sqlite) => "integer",
        (Kind::Bool, Backend::Postgres) => "boolean",
        (Kind::Date, Backend::Sqlite) => "date",
        (Kind::Date, Backend::Postgres) => "timestamptz",
    }
}
