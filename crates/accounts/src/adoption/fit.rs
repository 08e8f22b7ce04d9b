//! Which declared types hold what.

use super::contract::{Backend, Kind};

/// Whether a column that is declared so holds values of the kind as we read and write them.
pub(crate) fn fits(kind: Kind, declared: &str, backend: Backend) -> bool {
    match backend {
        Backend::Postgres => fits_postgres(kind, declared),
        Backend::Sqlite => fits_sqlite(kind, declared),
    }
}

/// A `timestamp` without time zone is taken for UTC, which every connection is set to.
fn fits_postgres(kind: Kind, declared: &str) -> bool {
    match kind {
        Kind::Text => matches!(declared, "text" | "character varying" | "citext"),
        Kind::Bool => declared == "boolean",
        Kind::Date => {
            matches!(declared, "timestamp with time zone" | "timestamp without time zone")
        }
    }
}

/// By affinity: <https://www.sqlite.org/datatype3.html>, section 3.1.
fn fits_sqlite(kind: Kind, declared: &str) -> bool {
    let has = |parts: &[&str]| parts.iter().any(|part| declared.contains(part));
    let is_integer = has(&["int"]);
    let is_text = !is_integer && has(&["char", "clob", "text"]);
    let is_binary = !is_integer && !is_text && (declared.is_empty() || has(&["blob"]));
    let is_real = !is_integer && !is_text && !is_binary && has(&["real", "floa", "doub"]);
    match kind {
        Kind::Text => is_text,
        Kind::Bool => !is_text && !is_binary && !is_real,
        Kind::Date => !is_integer && !is_binary && !is_real,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Kind::Text, "text")]
    #[case(Kind::Text, "varchar(255)")]
    #[case(Kind::Bool, "integer")]
    #[case(Kind::Bool, "boolean")]
    #[case(Kind::Date, "date")]
    #[case(Kind::Date, "datetime")]
    #[case(Kind::Date, "text")]
    fn what_better_auth_and_prisma_declare_fits_on_sqlite(#[case] kind: Kind, #[case] as_: &str) {
        assert!(fits(kind, as_, Backend::Sqlite));
    }

    #[rstest]
    #[case(Kind::Text, "integer")]
    #[case(Kind::Text, "uuid")]
    #[case(Kind::Text, "blob")]
    #[case(Kind::Bool, "text")]
    #[case(Kind::Date, "integer")]
    #[case(Kind::Date, "bigint")]
    #[case(Kind::Date, "real")]
    fn numbers_for_ids_and_dates_do_not_on_sqlite(#[case] kind: Kind, #[case] as_: &str) {
        assert!(!fits(kind, as_, Backend::Sqlite));
    }

    #[rstest]
    #[case(Kind::Text, "integer", false)]
    #[case(Kind::Text, "uuid", false)]
    #[case(Kind::Text, "character varying", true)]
    #[case(Kind::Date, "timestamp without time zone", true)]
    #[case(Kind::Date, "date", false)]
    #[case(Kind::Date, "bigint", false)]
    #[case(Kind::Bool, "integer", false)]
    fn on_postgres_types_are_what_they_are_called(
        #[case] kind: Kind,
        #[case] declared: &str,
        #[case] fit: bool,
    ) {
        assert_eq!(fits(kind, declared, Backend::Postgres), fit);
    }
}
