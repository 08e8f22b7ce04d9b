//! What the operator's commands do.

use std::time::Duration;

use accounts::{
    Admin, Cost, Entropy, KeySettings, NewUser, RevocationSettings, Secret, SigningKeys, Who,
    users_of,
};
use chrono::Utc;
use token::Clock;
use wall::{Database, DatabaseUrl, PoolSizes};

use super::Site;
use crate::{app::SECRET, browser::PASSWORD};

const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn tour(site: &Site) {
    let url: DatabaseUrl = site.app.database.url().parse().unwrap();
    let database = Database::new(&url, PoolSizes { connections: 1, patience: PATIENCE });
    actix_rt::System::new().block_on(async {
        users(&database, &url).await;
        keys(&database).await;
    });
}

async fn users(database: &Database, url: &DatabaseUrl) {
    let revocation = RevocationSettings::new(Duration::from_secs(900), Duration::ZERO);
    let erasure = ownly::owned_tables().erasure();
    let (clock, entropy) = (Clock::system(), Entropy::system());
    let (cost, revocation) = (Cost::Cheap, Some(revocation));
    let admin = Admin::open(database.clone(), cost, revocation, erasure, clock, entropy).unwrap();
    let new = NewUser { email: "op@example.com".into(), name: "op".into(), verified: true };
    let id = admin.create(new, PASSWORD.into()).await.unwrap();
    let first = admin.list(None, 2).await.unwrap();
    admin.list(Some(first[1].id().to_owned()), 2).await.unwrap();
    let who = || Who::from("op@example.com");
    admin.find(who()).await.unwrap();
    admin.set_password(who(), "another good horse".into(), false).await.unwrap();
    admin.revoke_sessions(Who::Id(id)).await.unwrap();
    admin.delete(who()).await.unwrap();

    let mut imported = vec![admin.read_record(br#"{"email":"line@example.com"}"#).unwrap()];
    let take = |page: Vec<_>| {
        imported.extend(page);
        true
    };
    users_of(url, Some(Utc::now()), PATIENCE, |_| (), take).unwrap();
    admin.import(imported).await.unwrap();
}

async fn keys(database: &Database) {
    let secret = Secret::from(SECRET.to_owned());
    let (clock, entropy) = (Clock::system(), Entropy::system());
    let keys =
        SigningKeys::new(database.clone(), clock, entropy, secret.into(), KeySettings::default());
    keys.list().await.unwrap();
    let kid = keys.rotate(true).await.unwrap();
    keys.revoke(kid).await.unwrap();
}
