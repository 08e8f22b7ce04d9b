//! Whose subjects the owners of the rows are.
//!
//! An owner is the `sub` of a token, and that says who only together with the issuer (OpenID
//! Connect Core section 5.7): the user 7 of one issuer is not the user 7 of another. A database
//! remembers of which issuer its owners are.

use db_crate::{AnyConnection, Begin, Database, Error as DatabaseError, Mode, RawAccess};
use derive_more::{Display, Error, From};
use diesel::{
    ExpressionMethods, QueryDsl, QueryResult, QueryableByName, RunQueryDsl, sql_query,
    sql_types::Bool,
};

use crate::Tables;

diesel::table! {
    issuer (id) {
        id -> Integer,
        accounts_here -> Nullable<Bool>,
        name -> Nullable<Text>,
    }
}

/// Who gives out the tokens that a server takes.
#[derive(Debug, Clone, PartialEq, Eq, Display)]
#[display("{}{name}", if *accounts_here { "the accounts in this database, as " } else { "the issuer " })]
pub struct Issuer {
    /// Whether it is the server itself, for the accounts in the same database. Then the subjects
    /// are those of the accounts, whatever the issuer is called.
    pub accounts_here: bool,
    /// The `iss` claim.
    pub name: String,
}

impl Issuer {
    /// Whether its subjects are those of an `earlier` one. A server without accounts beside one
    /// that has them, on one database, takes the other's tokens.
    fn has_the_subjects_of(&self, earlier: &Self) -> bool {
        match (self.accounts_here, earlier.accounts_here) {
            (true, true) => true,
            (false, _) => self.name == earlier.name,
            (true, false) => false,
        }
    }
}

/// Why a server must not serve the rows of a database.
#[derive(Debug, Display, Error, From)]
pub enum IssuerError {
    /// The rows are others'.
    #[display(
        "the rows in this database belong to users of {earlier}; with these settings a user of \
         {now} who has the same id would get them. Start with the settings there were, or on a \
         database of its own; if the users are the same ones, run `ownly adopt-issuer` once with \
         these settings"
    )]
    #[from(skip)]
    Another {
        /// Of whom the owners are.
        earlier: Issuer,
        /// Who is configured.
        now: Issuer,
    },
    /// The database cannot be had.
    Failed(DatabaseError),
}

impl From<diesel::result::Error> for IssuerError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Makes sure that the rows of `tables` belong to subjects of `now`, and remembers that they do.
///
/// # Errors
/// [`IssuerError::Another`] if there are rows, and they belong to subjects of another issuer.
pub async fn check_issuer(
    database: &Database,
    tables: &Tables,
    now: Issuer,
) -> Result<(), IssuerError> {
    let tables = tables.clone();
    let begin = Begin { mode: Mode::Write, user: None };
    database
        .transaction(begin, move |connection| {
            let earlier = remembered(connection)?;
            match earlier {
                Some(earlier) if now == earlier => return Ok(()),
                Some(earlier) if !now.has_the_subjects_of(&earlier) => {
                    if are_there_rows(connection, &tables)? {
                        return Err(IssuerError::Another { earlier, now });
                    }
                }
                // Of two names of ours the one that the accounts give themselves is kept.
                Some(Issuer { accounts_here: true, .. }) if !now.accounts_here => return Ok(()),
                Some(_) | None => {}
            }
            Ok(remember(connection, &now)?)
        })
        .await
}

/// Lets the rows belong to subjects of `now` from now on, whoever they were of.
///
/// # Errors
/// When the database cannot be had.
pub async fn adopt_issuer(database: &Database, now: Issuer) -> Result<(), IssuerError> {
    let begin = Begin { mode: Mode::Write, user: None };
    database.transaction(begin, move |connection| Ok(remember(connection, &now)?)).await
}

fn remembered(connection: &mut AnyConnection) -> QueryResult<Option<Issuer>> {
    let row = issuer::table.select((issuer::accounts_here, issuer::name));
    let (accounts_here, name): (Option<bool>, Option<String>) = row.first(connection)?;
    Ok(accounts_here.zip(name).map(|(accounts_here, name)| Issuer { accounts_here, name }))
}

fn remember(connection: &mut AnyConnection, now: &Issuer) -> QueryResult<()> {
    let values =
        (issuer::accounts_here.eq(Some(now.accounts_here)), issuer::name.eq(Some(&now.name)));
    diesel::update(issuer::table).set(values).execute(connection).map(drop)
}

#[derive(QueryableByName)]
struct There {
    #[diesel(sql_type = Bool)]
    there: bool,
}

/// Row-level security shows PostgreSQL's rows to nobody who is not signed in, the size of a table
/// to everyone. One that was emptied has a size until it is vacuumed.
fn are_there_rows(connection: &mut AnyConnection, tables: &Tables) -> QueryResult<bool> {
    for table in tables.declared().map(|declared| &declared.table) {
        let found: There = match connection {
            AnyConnection::Sqlite(connection) => {
                sql_query(format!("SELECT EXISTS (SELECT 1 FROM {table}) AS there"))
                    .get_result(connection)?
            }
            AnyConnection::Postgres(connection) => {
                let name = table.replace('\'', "''");
                sql_query(format!("SELECT pg_relation_size('{name}'::regclass) > 0 AS there"))
                    .get_result(connection)?
            }
        };
        if found.there {
            return Ok(true);
        }
    }
    Ok(false)
}
