//! What a server needs before it can answer: its database, its accounts, the keys it checks with.

use std::sync::Arc;

use accounts::{Accounts, Entropy};
use actix_web::web::{self, Data};
use remote_keys::RemoteKeys;
use token::{Clock, FixedKeys, KeySet, KeySource};
use wall::{Database, Migrations, PoolSizes, Tables, Verifier, check_issuer, prepare};

use super::StartError;
use crate::config::{AccountsConfig, Config, TokenConfig};

/// A request waits as long for a database connection before it is told to come back later.
const POOL_PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);

/// The database, up to date and of the right issuer's users.
pub(super) async fn database(
    migrations: Vec<Migrations>,
    tables: &Tables,
    config: &Config,
    port: u16,
) -> Result<Database, StartError> {
    let (owned, url, patience) =
        (tables.clone(), config.database.url.clone(), config.database.patience);
    for name in web::block(move || prepare(migrations, &owned, &url, patience)).await?? {
        log::info!("ran migration {name}");
    }
    let sizes = PoolSizes { connections: config.database.pool, patience: POOL_PATIENCE };
    let database = Database::new(&config.database.url, sizes);
    database.reach(config.database.patience).await?;
    check_issuer(&database, tables, config.issuer(port)).await?;
    Ok(database)
}

/// The accounts, if there are any here. What they have to do from time to time is begun.
pub(super) async fn accounts(
    database: &Database,
    tables: &Tables,
    config: &Config,
    port: u16,
    clock: &Clock,
    entropy: Entropy,
) -> Result<Option<Accounts>, StartError> {
    let Some(told) = &config.accounts else { return Ok(None) };
    let settings = accounts_settings(config, told, port, tables)?;
    let opened = Accounts::open(database.clone(), settings, clock.clone(), entropy).await?;
    actix_rt::spawn(opened.clone().keep_keys_fresh());
    actix_rt::spawn(opened.clone().keep_revocations_fresh());
    Ok(Some(opened))
}

/// What checks tokens. What it expects of them is logged.
pub(super) fn verifier(
    accounts: Option<&Accounts>,
    config: &Config,
    port: u16,
    clock: &Clock,
) -> Result<Data<Verifier>, StartError> {
    let keys = key_source(config, accounts, clock)?;
    let expectations = config.tokens.expectations(config.origin(port).as_str());
    config.tokens.tell(&expectations);
    let verifier = Verifier::new(keys, expectations, clock.clone());
    let verifier = verifier.remembering(config.tokens.cache);
    let revocations = accounts.and_then(Accounts::revocation_source);
    Ok(Data::new(match revocations {
        Some(revocations) => verifier.minding(revocations),
        None => verifier,
    }))
}

/// Where the keys come from that tokens are checked with.
fn key_source(
    config: &Config,
    accounts: Option<&Accounts>,
    clock: &Clock,
) -> Result<Arc<dyn KeySource>, StartError> {
    let TokenConfig { secret, remote, .. } = &config.tokens;
    Ok(match (secret, remote, accounts) {
        (Some(secret), _, _) => Arc::new(FixedKeys::new(KeySet::shared_secret(secret.as_bytes())?)),
        (None, Some(remote), _) => Arc::new(RemoteKeys::start(remote.clone(), clock.clone())?),
        (None, None, Some(accounts)) => accounts.key_source(),
        // The configuration's check is before this: no token is good.
        (None, None, None) => Arc::new(FixedKeys::new(KeySet::empty())),
    })
}

fn accounts_settings(
    config: &Config,
    told: &AccountsConfig,
    port: u16,
    tables: &Tables,
) -> Result<accounts::Settings, StartError> {
    let origin = config.origin(port);
    let expectations = config.tokens.expectations(origin.as_str());
    let shared = config.tokens.secret.as_ref();
    let shared = shared.map(|secret| token::SigningKey::shared_secret(secret.as_bytes()));
    let mut trusted_origins = told.trusted_origins.clone();
    if told.url.is_none() {
        // Nobody said how browsers call this machine: it has three names.
        trusted_origins.extend(["127.0.0.1", "[::1]"].map(|name| format!("http://{name}:{port}")));
    }
    Ok(accounts::Settings {
        origin,
        trusted_origins,
        secrets: told.secrets.clone(),
        cookies: told.cookies.clone(),
        bearer: told.bearer,
        sessions: told.sessions.clone(),
        hash_threads: told.hash_threads,
        hash_cost: told.hash_cost,
        common_passwords: told.limits.common_passwords,
        rate_limit: told.limits.rate_limit,
        trusted_proxies: told.limits.trusted_proxies.clone(),
        mail: told.mail.clone(),
        options: told.options.clone(),
        issuer: expectations.issuer,
        audiences: expectations.audiences,
        expires_in: config.tokens.expires_in,
        revocation: config.tokens.revocation,
        erasure: Some(tables.erasure()),
        keys: config.tokens.keys,
        shared_key: shared.transpose()?,
    })
}
