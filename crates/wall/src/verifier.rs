//! From a token to the user who has proved to be asking.

use std::sync::{Arc, atomic::Ordering::Relaxed};

use chrono::{DateTime, Utc};
use derive_more::Debug;
use token::{
    Clock, Expectations, Fault, KeySet, KeySource, RevocationSource, RevocationsUnavailable,
};

use crate::{AuthUser, Error, Result, TokenChecks, checks::Checks, verified::VerifiedTokens};

/// Checks tokens: against the keys of one source, and for one issuer and audience.
#[derive(Clone, Debug)]
pub struct Verifier {
    #[debug(skip)]
    keys: Arc<dyn KeySource>,
    expectations: Arc<Expectations>,
    clock: Clock,
    #[debug(skip)]
    verified: Option<Arc<VerifiedTokens>>,
    #[debug(skip)]
    revocations: Option<Arc<dyn RevocationSource>>,
    #[debug(skip)]
    checks: Arc<Checks>,
}

impl Verifier {
    /// A verifier of tokens that meet `expectations`, at the times that `clock` tells.
    pub fn new(keys: Arc<dyn KeySource>, expectations: Expectations, clock: Clock) -> Self {
        Self {
            keys,
            expectations: Arc::new(expectations),
            clock,
            verified: None,
            revocations: None,
            checks: Arc::default(),
        }
    }

    /// The same, remembering about so many verified tokens for as long as the keys are the same
    /// ones: a token that comes again costs little more than a look at it. 0 remembers none.
    #[must_use]
    pub fn remembering(mut self, tokens: usize) -> Self {
        self.verified = (tokens > 0).then(|| Arc::new(VerifiedTokens::new(tokens)));
        self
    }

    /// The same, refusing what `source` says was revoked, remembered tokens too.
    #[must_use]
    pub fn minding(mut self, source: Arc<dyn RevocationSource>) -> Self {
        self.revocations = Some(source);
        self
    }

    /// The user whose token this is.
    ///
    /// # Errors
    /// [`Error::InvalidToken`]; [`Error::KeysUnavailable`] when the token names a key that is not
    /// known and the source cannot be asked for it; [`Error::RevocationsUnavailable`] when it is
    /// not known whether it was revoked.
    pub async fn verify(&self, token: &str) -> Result<AuthUser> {
        let user = self.verify_but_for_revocation(token).await?;
        if let Some(source) = &self.revocations {
            mind(&**source, &user).await?;
        }
        Ok(user)
    }

    async fn verify_but_for_revocation(&self, token: &str) -> Result<AuthUser> {
        match self.verify_with(token, &self.keys.current()) {
            Err(Fault::UnknownKey { kid }) => {
                let keys = self.keys.refresh(&kid).await.map_err(Error::KeysUnavailable)?;
                self.verify_with(token, &keys)
            }
            verified => verified,
        }
        .map_err(Error::InvalidToken)
    }

    /// Whether there are keys to check tokens with.
    ///
    /// # Errors
    /// [`Error::KeysUnavailable`] if they could never be had, or not for too long.
    pub fn ready(&self) -> Result<()> {
        self.keys.check().map_err(Error::KeysUnavailable)
    }

    /// How checks have ended, and what is remembered.
    pub fn checks(&self) -> TokenChecks {
        let (entries, bytes) = self.verified.as_ref().map_or((0, 0), |kept| kept.count());
        self.checks.told(entries, bytes)
    }

    /// How many keys there are to check tokens with, and when they were last had from where they
    /// are kept, if that is known.
    pub fn keys(&self) -> (usize, Option<DateTime<Utc>>) {
        (self.keys.current().len(), self.keys.read_at())
    }

    /// Counts how a request's check has ended.
    pub(crate) fn note(&self, checked: &Result<AuthUser>) {
        self.checks.note(checked);
    }

    fn verify_with(&self, token: &str, keys: &Arc<KeySet>) -> Result<AuthUser, Fault> {
        let now = self.clock.now();
        let Some(verified) = &self.verified else {
            return token::verify(token, keys, &self.expectations, now).map(AuthUser::proven);
        };
        if let Some(user) = verified.get(token, keys) {
            self.checks.hits.fetch_add(1, Relaxed);
            let times = user.check_times(self.expectations.leeway, now);
            if matches!(times, Err(Fault::Expired)) {
                verified.remove(token, keys);
            }
            return times.map(|()| user);
        }
        self.checks.misses.fetch_add(1, Relaxed);
        let claims = token::verify(token, keys, &self.expectations, now)?;
        let user = AuthUser::proven(claims);
        verified.insert(token, &user, keys);
        Ok(user)
    }

    #[cfg(test)]
    pub(crate) fn remembered(&self) -> usize {
        self.verified.as_ref().map_or(0, |verified| verified.count().0)
    }
}

/// Goes on only if it is known that the user's token was not revoked.
async fn mind(source: &dyn RevocationSource, user: &AuthUser) -> Result<()> {
    if let Some(judged) = source.judge(user.claims()) {
        return judged.map_err(Error::InvalidToken);
    }
    source.refresh().await.map_err(Error::RevocationsUnavailable)?;
    let too_old = || Error::RevocationsUnavailable(RevocationsUnavailable("too old".into()));
    source.judge(user.claims()).ok_or_else(too_old)?.map_err(Error::InvalidToken)
}
