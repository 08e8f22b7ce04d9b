//! What the settings of users say together.

use std::time::Duration;

use accounts::{ChangeEmail, DeleteUser, EmailAndPassword, EmailVerification, LinkPages, Options};

use super::{Changing, StoredIdentifier, UserArguments};
use crate::config::{ConfigError, settings::Switch};

impl UserArguments {
    /// `mail` says whether there is any: what cannot be done without is refused without.
    pub(in crate::config) fn check(
        self,
        mail: bool,
        link_pages: LinkPages,
    ) -> Result<Options, ConfigError> {
        for (name, switch) in [
            ("OWNLY_REQUIRE_EMAIL_VERIFICATION", Some(self.require_email_verification)),
            ("OWNLY_SEND_VERIFICATION_ON_SIGN_UP", self.send_verification_on_sign_up),
            ("OWNLY_SEND_VERIFICATION_ON_SIGN_IN", Some(self.send_verification_on_sign_in)),
            ("OWNLY_SEND_CHANGE_EMAIL_CONFIRMATION", Some(self.send_change_email_confirmation)),
            ("OWNLY_SEND_DELETE_ACCOUNT_VERIFICATION", Some(self.send_delete_account_verification)),
            ("OWNLY_SEND_CHANGE_NOTICES", self.send_change_notices),
        ] {
            if switch.is_some_and(Switch::is_on) && !mail {
                return Err(ConfigError::NeedsMail { name });
            }
        }
        if self.min_password_length > self.max_password_length {
            return Err(ConfigError::PasswordLengths);
        }
        if self.error_url.as_deref().is_some_and(|url| !is_place(url)) {
            return Err(ConfigError::ErrorUrl);
        }
        Ok(self.options(mail, link_pages))
    }

    fn options(self, mail: bool, link_pages: LinkPages) -> Options {
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        Options {
            email_and_password: EmailAndPassword {
                enabled: self.email_and_password.is_on(),
                sign_up: self.sign_up.is_on(),
                auto_sign_in: self.auto_sign_in.is_on(),
                require_verification: self.require_email_verification.is_on(),
                min_length: self.min_password_length.into(),
                max_length: self.max_password_length.into(),
                reset_expires_in: seconds(self.reset_password_expires_in),
                revoke_sessions_on_reset: self.revoke_sessions_on_password_reset.is_on(),
                revoke_sessions_on_change: self.revoke_sessions_on_password_change.is_on(),
            },
            email_verification: EmailVerification {
                send_on_sign_up: self.send_verification_on_sign_up.map(Switch::is_on),
                send_on_sign_in: self.send_verification_on_sign_in.is_on(),
                auto_sign_in: self.auto_sign_in_after_verification.is_on(),
                expires_in: seconds(self.email_verification_expires_in),
            },
            change_email: ChangeEmail {
                enabled: self.change_email != Changing::Off,
                require_fresh: self.change_email == Changing::Fresh,
                without_verification: self.update_email_without_verification.is_on(),
                send_confirmation: self.send_change_email_confirmation.is_on(),
            },
            delete_user: DeleteUser {
                enabled: self.delete_user.is_on(),
                send_verification: self.send_delete_account_verification.is_on(),
                expires_in: seconds(self.delete_account_expires_in),
            },
            change_notices: self.send_change_notices.map_or(mail, Switch::is_on),
            hashed_identifiers: self.store_identifier == StoredIdentifier::Hashed,
            link_pages,
            error_url: self.error_url,
        }
    }
}

/// A path of this origin, or a page elsewhere.
fn is_place(url: &str) -> bool {
    let path = url.starts_with('/') && !url.starts_with("//");
    (path || url.starts_with("https://") || url.starts_with("http://"))
        && url.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}
