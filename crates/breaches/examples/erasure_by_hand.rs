//! E0433: cannot find `Erasure` in `wall`
//!
//! Get hold of the connection on which an account is deleted.

use accounts::Settings;

/// With nothing to be deleted along with an account.
pub fn settings(mut settings: Settings) -> Settings {
    #[cfg(not(feature = "breach"))]
    let erasure = None;
    #[cfg(feature = "breach")]
    let erasure = Some(wall::Erasure::new(|connection, _, _| Ok(drop(connection))));
    settings.erasure = erasure;
    settings
}
