//! Signing keys that are there before an exchange.

use std::sync::LazyLock;

use accounts::Secret;
use chrono::{DateTime, TimeDelta, Utc};
use testing::Backend;

use crate::{
    app::TestApp,
    given::{Given, iso},
    replay::SECRET,
};

/// A row of `jwks`.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// `None` for a row of an older version, which has no `crv` either.
    pub alg: Option<&'static str>,
    pub age: TimeDelta,
    pub expires_in: Option<TimeDelta>,
    pub sealed: SealedWith,
}

/// Which secret a private key is sealed with.
#[derive(Debug, Clone, Copy)]
pub enum SealedWith {
    OurSecret,
    AnotherSecret,
}

impl From<Key> for Given {
    fn from(key: Key) -> Self {
        Self::Key(key)
    }
}

impl Key {
    pub fn sql(&self, now: DateTime<Utc>) -> String {
        let [public, private] = match self.sealed {
            SealedWith::OurSecret => &*OURS,
            SealedWith::AnotherSecret => &*ANOTHERS,
        };
        let quoted = |text: String| format!("'{text}'");
        let created = iso(now - self.age);
        let expires = self.expires_in.map(|expires| quoted(iso(now + expires)));
        let expires = expires.unwrap_or("NULL".to_owned());
        let (alg, crv) = match self.alg {
            Some(alg) => (format!("'{alg}'"), "'Ed25519'"),
            None => ("NULL".to_owned(), "NULL"),
        };
        format!(
            r#"DELETE FROM "jwks";
               INSERT INTO "jwks"
                 ("id", "publicKey", "privateKey", "createdAt", "expiresAt", "alg", "crv")
               VALUES ('{KID}', '{public}', '{private}', '{created}', {expires}, {alg}, {crv});"#
        )
    }
}

const KID: &str = "keykeykeykeykeykeykeykeykeykeyke";

static OURS: LazyLock<[String; 2]> = LazyLock::new(|| made_with(SECRET));
static ANOTHERS: LazyLock<[String; 2]> =
    LazyLock::new(|| made_with("another-secret-another-secret-0123456789"));

/// The public and the private key that a server with this secret makes.
fn made_with(secret: &str) -> [String; 2] {
    let app = TestApp::spawn_with(Backend::Sqlite, |config| {
        config.accounts.as_mut().unwrap().secret = Secret::from(secret.to_owned());
    })
    .unwrap();
    app.get("/api/auth/jwks").send().expect(200);
    ["publicKey", "privateKey"]
        .map(|column| app.database.text(&format!(r#"SELECT "{column}" FROM "jwks""#)).remove(0))
}
