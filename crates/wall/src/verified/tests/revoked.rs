use token::{Claims, Reread, RevocationSource, RevocationsUnavailable};

use super::*;

/// Says of each token what it is told to; what it knows may be too old, or be had no more.
struct Revoking {
    judged: Mutex<Option<Result<(), token::Fault>>>,
    refreshed: Mutex<Result<(), &'static str>>,
}

impl RevocationSource for Revoking {
    fn judge(&self, _: &Claims) -> Option<Result<(), token::Fault>> {
        self.judged.lock().unwrap().clone()
    }

    fn refresh(&self) -> Reread<'_> {
        let refreshed = *self.refreshed.lock().unwrap();
        if refreshed.is_ok() {
            *self.judged.lock().unwrap() = Some(Ok(()));
        }
        Box::pin(async move { refreshed.map_err(|why| RevocationsUnavailable(why.into())) })
    }
}

#[test]
fn a_remembered_token_is_refused_as_soon_as_it_is_revoked() {
    let source =
        Arc::new(Revoking { judged: Mutex::new(Some(Ok(()))), refreshed: Mutex::new(Ok(())) });
    let verifier = verifier(Arc::new(FixedKeys::new(keys())), &Arc::default());
    let verifier = verifier.minding(source.clone());
    let token = numbered(1);
    for _ in 0..2 {
        verify(&verifier, &token).unwrap();
    }
    *source.judged.lock().unwrap() = Some(Err(token::Fault::Revoked));
    for _ in 0..2 {
        let refused = verify(&verifier, &token);
        assert!(matches!(refused, Err(Error::InvalidToken(token::Fault::Revoked))));
    }
    assert_eq!(verifier.remembered(), 1);
}

#[test]
fn what_is_not_known_to_be_good_is_not_taken() {
    let source =
        Arc::new(Revoking { judged: Mutex::new(None), refreshed: Mutex::new(Err("away")) });
    let verifier = verifier(Arc::new(FixedKeys::new(keys())), &Arc::default());
    let verifier = verifier.minding(source.clone());
    let token = numbered(1);
    for _ in 0..2 {
        assert!(matches!(verify(&verifier, &token), Err(Error::RevocationsUnavailable(_))));
    }
    // A bad token is a bad token, known or not.
    assert!(matches!(verify(&verifier, "a.b.c"), Err(Error::InvalidToken(_))));
    *source.refreshed.lock().unwrap() = Ok(());
    verify(&verifier, &token).unwrap();
}
