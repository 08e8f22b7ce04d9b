//! Whether what policies lean on is there: the other tables that they look at, and the foreign keys
//! without which everyone could list themselves as a member.

use db_crate::AnyConnection;

use super::{Declared, foreign_keys::foreign_keys};
use crate::{Tables, policy::Leaning};

/// Refuses to go on unless all of it is.
pub(super) fn check(connection: &mut AnyConnection, tables: &Tables) -> db_crate::Result<()> {
    let mut faults = Vec::new();
    for table in tables.declared() {
        for leaning in &table.outline.leans_on {
            faults.extend(fault(connection, tables, table, leaning)?);
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    let faults = faults.join("; ");
    Err(db_crate::Error::Internal(format!("policies have nothing to stand on: {faults}").into()))
}

fn fault(
    connection: &mut AnyConnection,
    tables: &Tables,
    table: &Declared,
    leaning: &Leaning,
) -> db_crate::Result<Option<String>> {
    let (name, noun) = (&table.table, leaning.noun);
    let Some(other) = tables.declared().find(|other| other.is == leaning.on) else {
        let fault = format!("{name} leans on the table of each {noun}, which is not listed");
        return Ok(Some(fault));
    };
    let Some([from, to]) = leaning.lets_in else { return Ok(None) };
    let mut pairs = vec![(from.to_owned(), to.to_owned())];
    if let [owner, ..] = other.outline.owners.as_slice() {
        let [owned, ..] = table.outline.owners.as_slice() else {
            let fault =
                format!("each {noun} is its owner's, but no row of {name} is: nothing holds them");
            return Ok(Some(fault));
        };
        pairs.push(((*owner).to_owned(), (*owned).to_owned()));
    }
    pairs.sort();
    if foreign_keys(connection, other, table)?.contains(&pairs) {
        return Ok(None);
    }
    let (from, to): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    Ok(Some(format!(
        "{} has no foreign key ({}) that references {name} ({}): a {noun} could name anyone's row",
        other.table,
        from.join(", "),
        to.join(", "),
    )))
}
