//! Mails that ask for nothing: they tell users what was done to their accounts. They hold no link,
//! so that nobody gets used to following one in such a mail, and no address.

use super::{MailKind, html::escaped};

/// What was done.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Notice {
    /// The password was changed or reset.
    PasswordChanged,
    /// The address was changed; told at the old one.
    EmailChanged,
}

impl Notice {
    pub(crate) fn kind(self) -> MailKind {
        match self {
            Self::PasswordChanged => MailKind::PasswordChanged,
            Self::EmailChanged => MailKind::EmailChanged,
        }
    }

    pub(crate) fn subject(self) -> &'static str {
        match self {
            Self::PasswordChanged => "Your password was changed",
            Self::EmailChanged => "Your email address was changed",
        }
    }

    /// What was done, and what to do who did not do it.
    fn words(self, site: &str) -> [String; 2] {
        let (done, otherwise) = match self {
            Self::PasswordChanged => (
                format!("The password of your account at {site} was changed."),
                "If it was not you, go there, reset the password and end all sessions.",
            ),
            Self::EmailChanged => (
                format!("The address of your account at {site} was changed to another one."),
                "If it was not you, tell whoever runs the site.",
            ),
        };
        [done, otherwise.to_owned()]
    }

    /// The mail as plain text.
    pub(crate) fn text(self, site: &str) -> String {
        self.words(site).join("\n\n") + "\n"
    }

    /// The mail as HTML.
    pub(crate) fn html(self, site: &str) -> String {
        let [done, otherwise] = self.words(site).map(|words| escaped(&words));
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<body style=\"font-family: sans-serif\">\n\
             <p>{done}</p>\n<p>{otherwise}</p>\n</body>\n</html>\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Notice::PasswordChanged)]
    #[case(Notice::EmailChanged)]
    fn a_notice_says_the_same_twice_and_has_no_link(#[case] notice: Notice) {
        let site = "https://x.example";
        let (text, html) = (notice.text(site), notice.html(site));
        for words in notice.words(site) {
            assert!(text.contains(&words) && html.contains(&words), "{words}");
        }
        assert!(text.contains(site) && !html.contains("href"), "{html}");
        assert!(!notice.subject().contains(['\r', '\n']));
    }
}
