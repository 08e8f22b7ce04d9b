use std::env;

/// The databases Ownly runs on. Tests run once on each:
///
/// ```
/// # use ownly_testing::Backend;
/// // #[rstest]
/// fn keeps_rows(/* #[values(Backend::Sqlite, Backend::Postgres)] */ backend: Backend) {
///     if !backend.is_wanted() {
///         return;
///     }
///     // …
/// }
/// # keeps_rows(Backend::Sqlite);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Backend {
    /// One file.
    Sqlite,
    /// A database of a server.
    Postgres,
}

impl Backend {
    /// Whether tests run on this one. They run on both unless `TEST_DATABASES=sqlite`
    /// leaves PostgreSQL out: a PostgreSQL that is merely missing must fail the tests,
    /// or half of them would pass without having run.
    ///
    /// # Panics
    ///
    /// When `TEST_DATABASES` says anything else.
    pub fn is_wanted(self) -> bool {
        let named = env::var_os("TEST_DATABASES");
        self.is_wanted_by(named.as_ref().map(|value| value.to_string_lossy()).as_deref())
    }

    fn is_wanted_by(self, named: Option<&str>) -> bool {
        match named {
            None => true,
            Some("sqlite") => self == Self::Sqlite,
            Some(other) => panic!("TEST_DATABASES may be unset or \"sqlite\", not {other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Backend::{Postgres, Sqlite};

    #[test]
    fn both_are_wanted_unless_one_is_left_out() {
        assert!(Sqlite.is_wanted_by(None) && Postgres.is_wanted_by(None));
        assert!(Sqlite.is_wanted_by(Some("sqlite")) && !Postgres.is_wanted_by(Some("sqlite")));
    }

    #[test]
    #[should_panic(expected = "not \"\"")]
    fn an_empty_list_is_refused() {
        Postgres.is_wanted_by(Some(""));
    }
}
