//! Guesses at one account from many addresses, which no limit of an address sees.
//!
//! Nobody is locked out: while an account is being guessed at, each address has one try at it, and
//! the next only after a while. Whoever guesses from many addresses is slowed down in all of them;
//! its owner, who comes from another one, is not. All this goes by the e-mail address alone,
//! whether or not there is such an account, so it does not tell.

use aws_lc_rs::digest::{SHA256, digest};

use super::{Limiter, Rule};
use crate::{client_address::ClientAddress, fault::Fault, hex};

/// Failures count until there was none for a quarter of an hour.
pub(super) const REMEMBERED: Rule = Rule { window: 15 * 60_000, max: i32::MAX };

/// So many failures are nothing to mind.
const UNMINDED: i32 = 10;

/// The time between two tries from one address, in milliseconds: at first, and at most. It doubles
/// with every ten failures.
const FIRST_WAIT: i64 = 10_000;
const LONGEST_WAIT: i64 = 5 * 60_000;

/// One try to sign in.
pub(crate) struct Try<'a> {
    limiter: &'a Limiter,
    failures: String,
    /// What was counted of this address, if the account is being guessed at.
    slowed: Option<String>,
}

impl Limiter {
    /// Lets a try at an e-mail address through, or tells it to wait.
    ///
    /// # Errors
    /// As [`Limiter::request`].
    pub(crate) async fn try_sign_in(
        &self,
        email: &str,
        client: Option<ClientAddress>,
    ) -> Result<Try<'_>, Fault> {
        // Neither the length of a key nor what is in the table is the client's to choose.
        let hash = hex::encode(digest(&SHA256, email.as_bytes()).as_ref());
        let failures = format!("sign-in-failures|{hash}");
        let count = self.counted(failures.clone(), REMEMBERED).await?;
        let Some(window) = wait(count) else {
            return Ok(Try { limiter: self, failures, slowed: None });
        };
        let client = client.map(|client| client.to_string()).unwrap_or_default();
        let key = format!("sign-in-tries|{client}|{hash}");
        self.count(key.clone(), Rule { window, max: 1 }).await?;
        Ok(Try { limiter: self, failures, slowed: Some(key) })
    }
}

impl Try<'_> {
    /// The password was wrong.
    pub(crate) async fn failed(self) -> Result<(), Fault> {
        self.limiter.count(self.failures, REMEMBERED).await
    }

    /// The password was right: from this address nobody guesses.
    pub(crate) async fn succeeded(self) -> Result<(), Fault> {
        match self.slowed {
            Some(key) => self.limiter.forget(key).await,
            None => Ok(()),
        }
    }
}

/// The time between two tries from one address after so many failures.
fn wait(failures: i32) -> Option<i64> {
    let minded = u32::try_from(failures - UNMINDED).ok()?;
    let doubled = (minded / 10).min(16);
    Some((FIRST_WAIT << doubled).min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_and_has_an_end() {
        let waits = [0, 9, 10, 19, 20, 30, 59, 60, 100, i32::MAX].map(wait);
        let seconds = waits.map(|wait| wait.map(|wait| wait / 1000));
        let expected = [0, 0, 10, 10, 20, 40, 160, 300, 300, 300];
        assert_eq!(seconds.map(Option::unwrap_or_default), expected);
        assert_eq!(seconds[..2], [None, None]);
    }
}
