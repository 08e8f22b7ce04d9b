//! Mail senders, `changeEmail`, `deleteUser`, `jwt()` and `bearer()`, and nothing else set.

mod change_email;
mod deletion;
mod email_syntax;
mod other_paths;
mod password_reset;
mod passwords;
mod profile;
mod session;
mod sessions;
mod sign_in;
mod sign_up;
mod verification;

use super::Variant;

pub fn variant() -> Variant {
    let cases = [
        change_email::cases(),
        deletion::cases(),
        email_syntax::cases(),
        other_paths::cases(),
        password_reset::cases(),
        passwords::cases(),
        profile::cases(),
        session::cases(),
        sessions::cases(),
        sign_in::cases(),
        sign_up::cases(),
        verification::cases(),
    ];
    Variant::as_is("default", cases.into_iter().flatten())
}
