//! Telling users what was done to their accounts.

use crate::{accounts::Inner, mail::Notice};

/// Has a user told at an address that was theirs when it was done, where users are to be told and
/// there is mail. What was done stays done, whatever becomes of the mail. (OWASP ASVS 5.0, 6.3.7.)
pub(crate) fn tell(inner: &Inner, user_id: &str, to: &str, notice: Notice) {
    let mailer = inner.mailer.as_ref().filter(|_| inner.settings.options.change_notices);
    if let Some(Err(error)) = mailer.map(|mailer| mailer.tell(notice, user_id, to)) {
        log::error!(user:% = user_id; "mail dropped: {error}");
    }
}
