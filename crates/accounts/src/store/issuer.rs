//! The column `issuer` that Better Auth 1.7.0 to 1.7.2 had in `account`: not null, without a
//! default, and gone again in 1.7.3. It is filled for as long as it is there.

use db::AnyConnection;
use diesel::{QueryResult, QueryableByName, RunQueryDsl, sql_query, sql_types::Integer};

/// What those versions wrote for an account with a password.
pub(crate) const CREDENTIAL: &str = "local:credential";

#[derive(QueryableByName)]
struct Is {
    #[diesel(sql_type = Integer)]
    #[expect(dead_code, reason = "a row is all that is asked for")]
    there: i32,
}

/// Whether the column is there. The catalog is asked each time: accounts are made seldom, at the
/// cost of a password's hash, and another server may drop the column at any time.
pub(crate) fn is_kept(connection: &mut AnyConnection) -> QueryResult<bool> {
    let rows = match connection {
        AnyConnection::Sqlite(connection) => {
            let of = "SELECT 1 AS there FROM pragma_table_info('account') WHERE name = 'issuer'";
            sql_query(of).load::<Is>(connection)?
        }
        AnyConnection::Postgres(connection) => {
            let of = r#"SELECT 1 AS there FROM pg_attribute
                        WHERE attrelid = '"account"'::regclass
                          AND attname = 'issuer' AND NOT attisdropped"#;
            sql_query(of).load::<Is>(connection)?
        }
    };
    Ok(!rows.is_empty())
}
