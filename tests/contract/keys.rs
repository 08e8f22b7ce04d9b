//! Signing keys that are there before an exchange.

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use testing::{Backend, TestDirectory};

use crate::{
    app::TestApp,
    given::{Given, iso},
    settings::{SECRET, set},
};

/// A row of `jwks`.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub kid: &'static str,
    /// `None` for a row of an older version, which has no `crv` either and is for EdDSA.
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
        let Pair { public, private, crv } = self.pair();
        let created = iso(now - self.age);
        let expires = self.expires_in.map(|expires| iso(now + expires));
        let crv = self.alg.and(crv);
        let [expires, alg, crv] = [expires.as_deref(), self.alg, crv.as_deref()]
            .map(|text| text.map_or("NULL".to_owned(), |text| format!("'{text}'")));
        format!(
            r#"DELETE FROM "jwks";
               INSERT INTO "jwks"
                 ("id", "publicKey", "privateKey", "createdAt", "expiresAt", "alg", "crv")
               VALUES ('{}', '{public}', '{private}', '{created}', {expires}, {alg}, {crv});"#,
            self.kid
        )
    }

    fn pair(&self) -> Pair {
        match (self.alg, self.sealed) {
            (None | Some("EdDSA"), SealedWith::OurSecret) => OURS.clone(),
            (None | Some("EdDSA"), SealedWith::AnotherSecret) => ANOTHERS.clone(),
            (Some(other), SealedWith::OurSecret) => of_better_auth(other),
            (Some(other), SealedWith::AnotherSecret) => panic!("no such key for {other}"),
        }
    }
}

/// Both halves of a key, as the table has them.
#[derive(Debug, Clone, Deserialize)]
struct Pair {
    #[serde(rename = "publicKey")]
    public: String,
    #[serde(rename = "privateKey")]
    private: String,
    crv: Option<String>,
}

/// A key that Better Auth made, sealed with the secret of the recordings. Ownly makes none of
/// these algorithms by itself.
fn of_better_auth(alg: &str) -> Pair {
    let mut keys: BTreeMap<String, Pair> = serde_json::from_str(include_str!("keys.json")).unwrap();
    keys.remove(alg).unwrap()
}

/// A key of yesterday, as Ownly makes them.
pub const KEY: Key = Key {
    kid: "keykeykeykeykeykeykeykeykeykeyke",
    alg: Some("EdDSA"),
    age: TimeDelta::days(1),
    expires_in: None,
    sealed: SealedWith::OurSecret,
};

static OURS: LazyLock<Pair> = LazyLock::new(|| made_with(SECRET));
static ANOTHERS: LazyLock<Pair> =
    LazyLock::new(|| made_with("another-secret-another-secret-0123456789"));

/// The key that a server with this secret makes.
fn made_with(secret: &str) -> Pair {
    let mail = TestDirectory::new();
    let app = TestApp::spawn_with(Backend::Sqlite, |config| {
        set(config, &[("BETTER_AUTH_SECRET", secret)], mail.path());
    })
    .unwrap();
    app.get("/api/auth/jwks").send().expect(200);
    let column =
        |name: &str| app.database.text(&format!(r#"SELECT "{name}" FROM "jwks""#)).remove(0);
    Pair {
        public: column("publicKey"),
        private: column("privateKey"),
        crv: Some("Ed25519".to_owned()),
    }
}
