//! Taking over a database that Better Auth has been using.
//!
//! What is there is looked at before anything is changed. A schema that cannot be served is
//! refused with the table and the column that stand in the way; to one that can, what later
//! versions of Better Auth have is added, and nothing is changed or dropped.

mod catalog;
mod census;
mod contract;
mod findings;
mod fit;
mod generation;
mod postgres;
mod report;
mod sqlite;

use db::{Adoption, AnyConnection, Result};
use diesel::connection::SimpleConnection;

pub(crate) use catalog::Catalog;
pub(crate) use findings::Findings;
pub use report::{Opener, Report, report};

/// Takes over the tables that Better Auth 1.1 to 1.7 made, if they are there.
pub const ADOPTION: Adoption = Adoption { check, adopt };

fn check(connection: &mut AnyConnection) -> Result<()> {
    findings(connection).map(drop)
}

fn adopt(connection: &mut AnyConnection) -> Result<()> {
    let findings = findings(connection)?;
    for warning in &findings.warnings {
        log::warn!("{warning}");
    }
    for addition in &findings.additions {
        if let Some(sql) = &addition.sql {
            log::info!("adding {addition} to the tables of {}", findings.generation);
            connection.batch_execute(sql)?;
        }
    }
    date_verifications(connection)
}

/// Before 1.3 a mailed token could be stored without the times of its making, and such a row
/// cannot be read. It gets the time of its end, which comes after every other's making.
fn date_verifications(connection: &mut AnyConnection) -> Result<()> {
    let catalog = Catalog::read(connection)?;
    let undated = |name| {
        let column = catalog.table("verification").and_then(|table| table.column(name));
        column.is_some_and(|column| column.nullable)
    };
    for name in ["createdAt", "updatedAt"].into_iter().filter(|name| undated(name)) {
        connection.batch_execute(&format!(
            r#"UPDATE "verification" SET "{name}" = "expiresAt" WHERE "{name}" IS NULL"#
        ))?;
    }
    Ok(())
}

/// What was found, if it can be served.
fn findings(connection: &mut AnyConnection) -> Result<Findings> {
    let findings = Findings::of(&Catalog::read(connection)?);
    match findings.refusal() {
        None => Ok(findings),
        Some(refusal) => Err(db::Error::Internal(refusal.into())),
    }
}
