//! What takes more than one statement, or a secret.

pub(crate) mod delete_user;
pub(crate) mod erase;
pub(crate) mod key_ring;
pub(crate) mod keys;
pub(crate) mod passwords;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod sign_up;
pub(crate) mod tokens;
