//! How a transaction begins, and in whose name.

/// Whether a transaction may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Reads only; the database itself refuses a write.
    Read,
    /// Reads and writes; on SQLite it holds the one writer's place from the start.
    Write,
}

/// In whose name PostgreSQL's row-level security judges a transaction.
#[derive(Debug, Clone)]
pub struct ScopeUser(String);

/// The role that scoped statements run as: it owns nothing, may log in nowhere, and sees none of
/// the account tables.
const SCOPE_ROLE: &str = "ownly_scope";

/// How long PostgreSQL works on a statement, and waits for a lock, before it gives up: whoever
/// asked is gone by then, and the connection is wanted. Said once of a session; but a pooler
/// between the two shares sessions out anew for each transaction, and then it is said in each.
pub(crate) const PATIENCE: &str = "SET statement_timeout = '30s'; SET lock_timeout = '10s'";
const PATIENCE_OF_ONE: &str =
    "; SET LOCAL statement_timeout = '30s'; SET LOCAL lock_timeout = '10s'";

impl ScopeUser {
    /// The user of that name. PostgreSQL cannot hold U+0000; it is left out, which names nobody.
    pub fn new(name: &str) -> Self {
        Self(name.replace('\0', ""))
    }

    /// SQL that makes the rest of a transaction the user's.
    pub(crate) fn assume(&self) -> String {
        format!("SET LOCAL ROLE {SCOPE_ROLE}; SET LOCAL app.user_id = {}", self.literal())
    }

    /// The name as an SQL literal that means the same whatever `standard_conforming_strings` says.
    fn literal(&self) -> String {
        format!("E'{}'", self.0.replace('\\', r"\\").replace('\'', "''"))
    }
}

/// How a transaction begins.
#[derive(Debug, Clone)]
pub struct Begin {
    /// Whether it may write.
    pub mode: Mode,
    /// The user whose rows it is about; `None` for the account tables, which are no user's.
    pub user: Option<ScopeUser>,
}

/// Whose a session of PostgreSQL is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Session {
    /// This connection's, for as long as it is open.
    Own,
    /// Each transaction's, for a pooler stands between.
    Shared,
}

impl Begin {
    /// What PostgreSQL is told, in one message.
    pub(crate) fn on_postgres(&self, session: Session) -> String {
        let access = match self.mode {
            // All of it as of one moment, as on SQLite.
            Mode::Read => "ISOLATION LEVEL REPEATABLE READ, READ ONLY",
            Mode::Write => "READ WRITE",
        };
        let patience = match session {
            Session::Own => "",
            Session::Shared => PATIENCE_OF_ONE,
        };
        let mut sql = format!("BEGIN {access}{patience}");
        if let Some(user) = &self.user {
            sql += "; ";
            sql += &user.assume();
        }
        sql
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_cannot_leave_its_literal() {
        let name = r"o'brien\'; DROP TABLE tasks; --";
        assert_eq!(ScopeUser::new(name).literal(), r"E'o''brien\\''; DROP TABLE tasks; --'");
        assert_eq!(ScopeUser::new("a\0b").literal(), "E'ab'");
    }
}
