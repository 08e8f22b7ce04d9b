//! How users come, stay and go: Better Auth's options.

mod check;

use clap::{Args, ValueEnum};

use super::Switch;

#[derive(Debug, Args)]
#[command(next_help_heading = "Users")]
pub(super) struct UserArguments {
    /// Whether users sign up and in with an address and a password
    #[arg(long, env = "OWNLY_EMAIL_AND_PASSWORD", global = true, value_name = "SWITCH")]
    #[arg(default_value = "on")]
    email_and_password: Switch,

    /// Whether anyone may sign up
    #[arg(long, env = "OWNLY_SIGN_UP", global = true, value_name = "SWITCH")]
    #[arg(default_value = "on")]
    sign_up: Switch,

    /// Whether a sign-up signs in; off also hides whether an address is taken
    #[arg(long, env = "OWNLY_AUTO_SIGN_IN", global = true, value_name = "SWITCH")]
    #[arg(default_value = "on")]
    auto_sign_in: Switch,

    /// Whether only verified addresses may sign in; on also hides whether an address is taken
    #[arg(long, env = "OWNLY_REQUIRE_EMAIL_VERIFICATION", global = true, value_name = "SWITCH")]
    #[arg(default_value = "off")]
    require_email_verification: Switch,

    /// Whether a sign-up sends a mail that verifies the address [default: as OWNLY_REQUIRE_EMAIL_VERIFICATION]
    #[arg(long, env = "OWNLY_SEND_VERIFICATION_ON_SIGN_UP", global = true, value_name = "SWITCH")]
    send_verification_on_sign_up: Option<Switch>,

    /// Whether a sign-in that is refused because the address is not verified sends that mail again
    #[arg(long, env = "OWNLY_SEND_VERIFICATION_ON_SIGN_IN", global = true, value_name = "SWITCH")]
    #[arg(default_value = "off")]
    send_verification_on_sign_in: Switch,

    /// Whether verifying an address signs in
    #[arg(long, env = "OWNLY_AUTO_SIGN_IN_AFTER_VERIFICATION", global = true)]
    #[arg(default_value = "off", value_name = "SWITCH")]
    auto_sign_in_after_verification: Switch,

    /// How long links work that verify or change an address, in seconds
    #[arg(long, env = "OWNLY_EMAIL_VERIFICATION_EXPIRES_IN", global = true)]
    #[arg(default_value = "3600", value_name = "SECONDS")]
    #[arg(value_parser = clap::value_parser!(u32).range(60..=2_592_000))]
    email_verification_expires_in: u32,

    /// Least length of a password, in UTF-16 code units
    #[arg(long, env = "OWNLY_MIN_PASSWORD_LENGTH", global = true, value_name = "N")]
    #[arg(default_value = "8", value_parser = clap::value_parser!(u16).range(1..=1024))]
    min_password_length: u16,

    /// Greatest length of a password, in UTF-16 code units
    #[arg(long, env = "OWNLY_MAX_PASSWORD_LENGTH", global = true, value_name = "N")]
    #[arg(default_value = "128", value_parser = clap::value_parser!(u16).range(1..=1024))]
    max_password_length: u16,

    /// How long links work that reset a password, in seconds
    #[arg(long, env = "OWNLY_RESET_PASSWORD_EXPIRES_IN", global = true, value_name = "SECONDS")]
    #[arg(default_value = "3600", value_parser = clap::value_parser!(u32).range(60..=2_592_000))]
    reset_password_expires_in: u32,

    /// Whether resetting a password ends all of the user's sessions
    #[arg(long, env = "OWNLY_REVOKE_SESSIONS_ON_PASSWORD_RESET", global = true)]
    #[arg(default_value = "off", value_name = "SWITCH")]
    revoke_sessions_on_password_reset: Switch,

    /// Whether changing a password ends all of the user's other sessions, whether the client asks for that or not
    #[arg(long, env = "OWNLY_REVOKE_SESSIONS_ON_PASSWORD_CHANGE", global = true)]
    #[arg(default_value = "off", value_name = "SWITCH")]
    revoke_sessions_on_password_change: Switch,

    /// Whether users may change their address; fresh asks for a session that began not long ago
    #[arg(long, env = "OWNLY_CHANGE_EMAIL", global = true, value_name = "WHO")]
    #[arg(default_value = "on")]
    change_email: Changing,

    /// Whether an address that was never verified changes at once, without a mail
    #[arg(long, env = "OWNLY_UPDATE_EMAIL_WITHOUT_VERIFICATION", global = true)]
    #[arg(default_value = "off", value_name = "SWITCH")]
    update_email_without_verification: Switch,

    /// Whether the old address, if verified, is asked before it is changed
    #[arg(long, env = "OWNLY_SEND_CHANGE_EMAIL_CONFIRMATION", global = true)]
    #[arg(default_value = "off", value_name = "SWITCH")]
    send_change_email_confirmation: Switch,

    /// Whether users may delete themselves
    #[arg(long, env = "OWNLY_DELETE_USER", global = true, value_name = "SWITCH")]
    #[arg(default_value = "on")]
    delete_user: Switch,

    /// Whether they do so by a mailed link
    #[arg(long, env = "OWNLY_SEND_DELETE_ACCOUNT_VERIFICATION", global = true)]
    #[arg(default_value = "off", value_name = "SWITCH")]
    send_delete_account_verification: Switch,

    /// How long that link works, in seconds
    #[arg(long, env = "OWNLY_DELETE_ACCOUNT_EXPIRES_IN", global = true, value_name = "SECONDS")]
    #[arg(default_value = "86400", value_parser = clap::value_parser!(u32).range(60..=2_592_000))]
    delete_account_expires_in: u32,

    /// Whether users are told by mail that their password or address was changed [default: on, where mail is sent]
    #[arg(long, env = "OWNLY_SEND_CHANGE_NOTICES", global = true, value_name = "SWITCH")]
    send_change_notices: Option<Switch>,

    /// How tokens of mailed links are stored; a Better Auth server on the same database reads hashed ones only with the same setting
    #[arg(long, env = "OWNLY_STORE_IDENTIFIER", global = true, value_name = "FORM")]
    #[arg(default_value = "plain")]
    store_identifier: StoredIdentifier,

    /// Where /api/auth/error sends: a path or URL that takes ?error=CODE [default: a plain page]
    #[arg(long, env = "OWNLY_ERROR_URL", global = true, value_name = "URL")]
    error_url: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Changing {
    On,
    Fresh,
    Off,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StoredIdentifier {
    Plain,
    Hashed,
}
