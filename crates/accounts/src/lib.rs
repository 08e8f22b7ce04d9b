//! Who users are: the Better Auth HTTP API, sessions, passwords, signing keys.
//!
//! The contract is Better Auth 1.7's: an unmodified `better-auth/client` works, and either server
//! can be started on the same database. What an application needs is [`Accounts`]; the tables
//! behind it are out of its reach.

mod accounts;
mod admin;
mod adoption;
mod client_address;
mod cookie;
mod cookie_settings;
mod counts;
mod email;
mod event;
mod fault;
mod flow_fault;
mod hex;
mod mail;
mod options;
mod origin;
mod password;
mod percent;
mod pool;
mod public_origin;
mod random;
mod rate_limit;
mod revocation_settings;
mod revocations;
mod routes;
mod sealed_key;
mod secret;
mod secrets;
mod service;
mod session_settings;
mod settings;
mod signing_keys;
mod store;
mod validation;

pub use accounts::{Accounts, OpenError};
pub use admin::{
    Admin, AdminError, BadRecord, Imported, NewUser, NotImported, Outcome, SourceError, UserLine,
    Who, users_of,
};
pub use adoption::{ADOPTION, Opener, Report, report};
pub use client_address::{NotANetwork, TrustedProxy};
pub use cookie_settings::{CacheStrategy, CookieCache, CookieSettings, SessionBearer};
pub use counts::{AccountCounts, HashCounts, MailCounts};
pub use mail::{BadMail, Delivery, MailSettings, SmtpServer, SmtpTls};
pub use options::{
    ChangeEmail, DeleteUser, EmailAndPassword, EmailVerification, LinkPages, Options,
};
pub use password::{CommonPasswords, Cost};
pub use public_origin::{NotAnOrigin, Origin};
pub use random::{Entropy, EntropyUnavailable};
pub use rate_limit::RateLimit;
pub use revocation_settings::RevocationSettings;
pub use revocations::known_revocations;
pub use secret::Secret;
pub use secrets::{Secrets, SecretsError};
pub use service::key_schedule::KeyState;
pub use session_settings::{Refresh, SessionSettings};
pub use settings::{KeySettings, Settings};
pub use signing_keys::{KeyReport, SigningKeys, SigningKeysError};
