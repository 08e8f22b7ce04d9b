//! A database with the application's tables, the wall around it, and people.

use std::{
    sync::{
        Arc, LazyLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use ownly::{MIGRATIONS, owned_tables};
use serde_json::{Value, json};
use testing::{Backend, TestDatabase};
use token::{Clock, Expectations, FixedKeys, KeySet, SigningKey};
use wall::{AuthUser, Database, Db, PoolSizes, Verifier, prepare};

pub const ISSUER: &str = "https://issuer.example";
pub const AUDIENCE: &str = "tasks";
const SECRET: &[u8] = b"a secret for tests, long enough for HS256";

/// A migrated database of its own, and the wall around it.
pub struct World {
    pub database: TestDatabase,
    pub db: Db,
    pub verifier: Verifier,
    _roles: RwLockReadGuard<'static, ()>,
}

/// PostgreSQL's roles belong to all databases of its server: who changes one must be alone.
static ROLES: RwLock<()> = RwLock::new(());

impl World {
    /// `None` where the tests leave this database out.
    pub fn on(on: Backend) -> Option<Self> {
        if !on.is_wanted() {
            return None;
        }
        let roles = ROLES.read().unwrap_or_else(PoisonError::into_inner);
        let database = TestDatabase::like(match on {
            Backend::Sqlite => &SQLITE,
            Backend::Postgres => &POSTGRES,
        });
        let clock = restless_clock();
        let sizes = PoolSizes { connections: 8, patience: Duration::from_secs(30) };
        let pool = Database::new(&database.url().parse().unwrap(), sizes);
        let keys = FixedKeys::new(KeySet::shared_secret(SECRET).unwrap());
        let expected = Expectations::new(ISSUER, [AUDIENCE]);
        let verifier = Verifier::new(Arc::new(keys), expected, clock.clone()).remembering(64);
        let db = Db::new(pool, owned_tables(), clock);
        Some(Self { database, db, verifier, _roles: roles })
    }

    /// A user of that name, made as all users are: by a token.
    pub fn user(&self, name: &str) -> AuthUser {
        let token = signed(SECRET, &claims(name));
        block_on(self.verifier.verify(&token)).unwrap()
    }
}

/// A migrated PostgreSQL whose roles nobody else uses for as long as the guard is kept.
pub fn postgres_with_its_roles() -> Option<(TestDatabase, RwLockWriteGuard<'static, ()>)> {
    if !Backend::Postgres.is_wanted() {
        return None;
    }
    let roles = ROLES.write().unwrap_or_else(PoisonError::into_inner);
    Some((TestDatabase::like(&POSTGRES), roles))
}

/// The claims of a good token.
pub fn claims(name: &str) -> Value {
    json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": name, "exp": start().timestamp() + 86_400 })
}

/// A token of the issuer's.
pub fn token(claims: &Value) -> String {
    signed(SECRET, claims)
}

/// A token of whoever has that secret.
pub fn signed(secret: &[u8], claims: &Value) -> String {
    SigningKey::shared_secret(secret).unwrap().sign(claims).unwrap()
}

pub fn block_on<F: Future>(work: F) -> F::Output {
    actix_rt::Runtime::new().unwrap().block_on(work)
}

/// When the clock begins to run.
fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

/// A clock that goes on by a millisecond at each look, and now and then back a little.
fn restless_clock() -> Clock {
    let looks = AtomicI64::new(0);
    Clock::from_fn(move || {
        let look = looks.fetch_add(1, Ordering::Relaxed);
        let back = if look % 50 == 0 { 20 } else { 0 };
        start() + TimeDelta::milliseconds(look - back)
    })
}

/// The schema is brought up to date once; each test's database is a copy.
static SQLITE: LazyLock<TestDatabase> = LazyLock::new(|| migrated(Backend::Sqlite));
static POSTGRES: LazyLock<TestDatabase> = LazyLock::new(|| migrated(Backend::Postgres));

fn migrated(on: Backend) -> TestDatabase {
    let database = TestDatabase::new(on);
    let (url, patience) = (database.url().parse().unwrap(), Duration::from_secs(5));
    prepare([MIGRATIONS], &owned_tables(), &url, patience).unwrap();
    database
}
