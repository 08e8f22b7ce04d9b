//! E0624: method `export` is private
//!
//! Have the list of tables read one for a scope of any kind.

use wall::{Read, Result, Scope, Tables};

/// What is listed.
pub fn listed(tables: &Tables, scope: &mut Scope<'_, Read>) -> Result<String> {
    #[cfg(feature = "breach")]
    let _ = tables.export(0, scope, None);
    Ok(format!("{tables:?} for {}", scope.user()))
}
