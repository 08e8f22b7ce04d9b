//! What mails say. All of it is here: no name or other text that a user chose is in a mail but
//! addresses, so nobody can have us send their words.

use std::time::Duration;

use super::html::escaped;

/// Why a mail is written: one kind for each sender that a Better Auth server has, and what its hooks
/// are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display)]
pub(crate) enum MailKind {
    /// `sendResetPassword`
    #[display("reset")]
    Reset,
    /// `sendVerificationEmail`: of an address that is a user's, or is to become one.
    #[display("verify")]
    Verify,
    /// `sendChangeEmailConfirmation`, to the address that is to be given up.
    #[display("change-email")]
    ChangeEmail,
    /// `sendDeleteAccountVerification`
    #[display("delete-user")]
    DeleteUser,
    /// `onPasswordReset`, and the same at a change.
    #[display("password-changed")]
    PasswordChanged,
    /// To the address that was given up.
    #[display("email-changed")]
    EmailChanged,
}

/// What is to be written.
#[derive(Clone, Debug)]
pub(crate) enum Letter {
    /// A link that sets a new password.
    Reset,
    /// A link that shows the address to be its user's.
    Verify,
    /// A link that makes the address the user's.
    VerifyNew,
    /// A link by which the user agrees to another address.
    ChangeEmail {
        /// That address.
        new_email: String,
    },
    /// A link that deletes the user.
    DeleteUser,
}

impl Letter {
    pub(crate) fn kind(&self) -> MailKind {
        match self {
            Self::Reset => MailKind::Reset,
            Self::Verify | Self::VerifyNew => MailKind::Verify,
            Self::ChangeEmail { .. } => MailKind::ChangeEmail,
            Self::DeleteUser => MailKind::DeleteUser,
        }
    }

    pub(crate) fn subject(&self) -> &'static str {
        match self {
            Self::Reset => "Reset your password",
            Self::Verify => "Verify your email address",
            Self::VerifyNew => "Confirm your new email address",
            Self::ChangeEmail { .. } => "Confirm the change of your email address",
            Self::DeleteUser => "Confirm the deletion of your account",
        }
    }

    /// What is asked, what the link does, and what to do who did not ask for it.
    fn words(&self, site: &str) -> [String; 3] {
        let (asked, link, otherwise) = match self {
            Self::Reset => (
                format!("Someone asked to reset the password of your account at {site}."),
                "Choose a new password",
                "If it was not you, do nothing: your password stays as it is.",
            ),
            Self::Verify => (
                format!("This address was given for an account at {site}."),
                "Verify this address",
                "If it was not you, do nothing.",
            ),
            Self::VerifyNew => (
                format!("This address was given as the new one of an account at {site}."),
                "Confirm this address",
                "If it was not you, do nothing: the account keeps its old address.",
            ),
            Self::ChangeEmail { new_email } => (
                format!(
                    "Someone asked to change the address of your account at {site} to {new_email}."
                ),
                "Agree to the change",
                "If it was not you, do not follow the link, and change your password.",
            ),
            Self::DeleteUser => (
                format!("Someone asked to delete your account at {site}, with all that is yours."),
                "Delete the account",
                "If it was not you, do not follow the link, and change your password.",
            ),
        };
        [asked, link.to_owned(), otherwise.to_owned()]
    }

    /// The mail as plain text.
    pub(crate) fn text(&self, site: &str, url: &str, lasts: Duration) -> String {
        let [asked, link, otherwise] = self.words(site);
        let span = span(lasts);
        format!("{asked}\n\n{link}:\n{url}\n\nThe link works for {span}. {otherwise}\n")
    }

    /// The mail as HTML.
    pub(crate) fn html(&self, site: &str, url: &str, lasts: Duration) -> String {
        let [asked, link, otherwise] = self.words(site).map(|words| escaped(&words));
        let (url, span) = (escaped(url), span(lasts));
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<body style=\"font-family: sans-serif\">\n\
             <p>{asked}</p>\n<p><a href=\"{url}\">{link}</a></p>\n\
             <p>The link works for {span}. {otherwise}</p>\n</body>\n</html>\n"
        )
    }
}

/// In the largest unit that is whole.
fn span(lasts: Duration) -> String {
    let seconds = lasts.as_secs();
    let (count, unit) = match seconds {
        _ if seconds.is_multiple_of(3_600) => (seconds / 3_600, "hour"),
        _ if seconds.is_multiple_of(60) => (seconds / 60, "minute"),
        _ => (seconds, "second"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests;
