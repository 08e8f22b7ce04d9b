//! What takes more than one statement, or a secret.

pub(crate) mod change_email;
pub(crate) mod delete_user;
pub(crate) mod email_token;
pub(crate) mod erase;
mod key_making;
pub(crate) mod key_ring;
pub(crate) mod key_schedule;
pub(crate) mod keys;
pub(crate) mod link_tokens;
pub(crate) mod notices;
pub(crate) mod passwords;
pub(crate) mod reset_password;
pub(crate) mod revocations;
mod revocations_known;
pub(crate) mod revoker;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod sign_up;
pub(crate) mod tokens;
pub(crate) mod upkeep;
pub(crate) mod verification;
pub(crate) mod verification_mail;
