//! How long sessions last, and who is told of it.

use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);

/// How long sessions last: Better Auth's options `session.*`. The default is Better Auth's.
#[derive(Debug, Clone)]
pub struct SessionSettings {
    /// `session.expiresIn`: how long a session lasts from its beginning, and from each time that
    /// it is extended. One that is not to be remembered lasts a day, whatever is said here.
    pub expires_in: Duration,
    /// How long a session lasts from its beginning, however often it is extended. Better Auth has no
    /// such end: `None`. (OWASP ASVS 5.0, 7.3.2.)
    pub max_age: Option<Duration>,
    /// `session.updateAge`: a session that was not extended for this long is, when it is next
    /// used. With zero each use extends it.
    pub update_age: Duration,
    /// `session.freshAge`: a session that began this long ago is not fresh. Zero makes all fresh.
    pub fresh_age: Duration,
    /// What is done with a session that is due to be extended.
    pub refresh: Refresh,
}

/// What is done with a session that is due to be extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Refresh {
    /// Whatever request uses it extends it.
    #[default]
    On,
    /// Nothing: it ends `expires_in` after its beginning. `session.disableSessionRefresh`.
    Off,
    /// `GET /get-session` says so and `POST /get-session` extends it; no other request writes.
    /// `session.deferSessionRefresh`.
    Deferred,
}

impl Default for SessionSettings {
    fn default() -> Self {
        Self {
            expires_in: 7 * DAY,
            max_age: None,
            update_age: DAY,
            fresh_age: DAY,
            refresh: Refresh::On,
        }
    }
}
