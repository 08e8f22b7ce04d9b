//! From a token to the user who has proved to be asking.

use std::sync::Arc;

use derive_more::Debug;
use token::{Claims, Clock, Expectations, Fault, KeySource};

use crate::{AuthUser, Error, Result};

/// Checks tokens: against the keys of one source, and for one issuer and audience.
#[derive(Clone, Debug)]
pub struct Verifier {
    #[debug(skip)]
    keys: Arc<dyn KeySource>,
    expectations: Arc<Expectations>,
    clock: Clock,
}

impl Verifier {
    /// A verifier of tokens that meet `expectations`, at the times that `clock` tells.
    pub fn new(keys: Arc<dyn KeySource>, expectations: Expectations, clock: Clock) -> Self {
        Self { keys, expectations: Arc::new(expectations), clock }
    }

    /// The user whose token this is.
    ///
    /// # Errors
    /// [`Error::InvalidToken`]; [`Error::KeysUnavailable`] when the token names a key that is not
    /// known and the source cannot be asked for it.
    pub async fn verify(&self, token: &str) -> Result<AuthUser> {
        match self.check(token, &self.keys.current()) {
            Err(Fault::UnknownKey { kid }) => {
                let keys = self.keys.refresh(&kid).await.map_err(Error::KeysUnavailable)?;
                self.check(token, &keys)
            }
            checked => checked,
        }
        .map(AuthUser::proven)
        .map_err(Error::InvalidToken)
    }

    fn check(&self, token: &str, keys: &token::KeySet) -> Result<Claims, Fault> {
        token::verify(token, keys, &self.expectations, self.clock.now())
    }
}
