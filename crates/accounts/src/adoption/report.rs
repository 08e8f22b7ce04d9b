//! What a database holds, for whoever thinks of serving it.

use std::{fmt, time::Duration};

use chrono::{DateTime, Utc};
use db::{AnyConnection, DatabaseUrl, Result, inspect};

use super::{Catalog, Findings, census::Census};
use crate::{KeySettings, Secrets};

/// What opens the keys of a database.
#[derive(Debug, Clone)]
pub struct Opener {
    /// Their secrets.
    pub secrets: Secrets,
    /// How they are to be understood.
    pub settings: KeySettings,
}

/// What a database holds, for whoever thinks of serving it. Shown as lines for people.
#[derive(Debug)]
pub struct Report {
    findings: Findings,
    census: Census,
}

/// Looks at the accounts of a database, and changes nothing. `opener` is to open the keys; `None`
/// where no tokens are signed with them. Answers `None` where there is no SQLite file yet. Blocks.
///
/// # Errors
/// [`Unavailable`](db::Error::Unavailable) when the database stays out of reach for `patience`.
pub fn report(
    url: &DatabaseUrl,
    opener: Option<&Opener>,
    now: DateTime<Utc>,
    patience: Duration,
) -> Result<Option<Report>> {
    inspect(url, patience, |connection: &mut AnyConnection| {
        let catalog = Catalog::read(connection)?;
        let findings = Findings::of(&catalog);
        let readable = findings.obstacles.is_empty();
        let census = Census::take(connection, &catalog, readable, opener, now)?;
        Ok(Report { findings, census })
    })
}

impl Report {
    /// Whether the accounts could be served.
    pub fn can_be_served(&self) -> bool {
        self.findings.obstacles.is_empty() && self.census.has_a_way_to_sign()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "made by       {}", self.findings.generation)?;
        for (table, rows) in &self.census.rows {
            write!(out, "\n{table:<13} {rows}")?;
        }
        for key in &self.census.keys {
            write!(out, "\nkey           {key}")?;
        }
        for addition in &self.findings.additions {
            write!(out, "\nwill add      {addition}")?;
        }
        for kept in &self.findings.kept {
            write!(out, "\nleaves alone  {kept}")?;
        }
        for warning in &self.findings.warnings {
            write!(out, "\nmind          {warning}")?;
        }
        for obstacle in &self.findings.obstacles {
            write!(out, "\nin the way    {obstacle}")?;
        }
        for key in self.census.in_the_way() {
            write!(out, "\nin the way    the key {key} cannot be opened with this secret")?;
        }
        Ok(())
    }
}
