//! How users sign in.

use std::time::Duration;

use db::Erasure;
use token::SigningKey;

use crate::{Cost, MailSettings, Options, Origin, Secret};

/// How users sign in.
#[derive(Debug)]
pub struct Settings {
    /// The origin that browsers know the server by.
    pub origin: Origin,
    /// Patterns of further origins whose pages may use the accounts, in Better Auth's notation.
    pub trusted_origins: Vec<String>,
    /// Signs cookies and seals private keys: the `secret` of a Better Auth server on the same
    /// database.
    pub secret: Secret,
    /// Threads that hash passwords.
    pub hash_threads: usize,
    /// How much work a hash is.
    pub hash_cost: Cost,
    /// How mail is sent; `None` sends none, and answers as a Better Auth server without senders.
    pub mail: Option<MailSettings>,
    /// How users come, stay and go.
    pub options: Options,
    /// The `iss` claim of tokens.
    pub issuer: String,
    /// The `aud` claim of tokens: a text, or a list if there are several.
    pub audiences: Vec<String>,
    /// How long a token lasts.
    pub expires_in: Duration,
    /// Deletes what a user owns elsewhere, in the transaction that deletes the user.
    pub erasure: Option<Erasure>,
    /// Signs tokens; `None` makes, keeps and publishes keys of our own.
    pub shared_key: Option<SigningKey>,
}
