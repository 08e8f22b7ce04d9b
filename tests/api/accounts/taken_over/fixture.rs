//! What the server was told and answered.

use std::sync::LazyLock;

use accounts::{Cost, Secret};
use ownly::config::Config;
use serde_json::Value;

macro_rules! json_file {
    ($name:literal) => {
        LazyLock::new(|| {
            let text = include_str!(concat!("../../../fixtures/better-auth/", $name));
            serde_json::from_str(text).unwrap()
        })
    };
}

pub(super) static FIXTURE: LazyLock<Value> = json_file!("fixture.json");

/// Keys of each algorithm, with what was published and signed.
pub(super) static KEYS: [LazyLock<Value>; 6] = [
    json_file!("keys/EdDSA.json"),
    json_file!("keys/unencrypted.json"),
    json_file!("keys/ES256.json"),
    json_file!("keys/ES512.json"),
    json_file!("keys/PS256.json"),
    json_file!("keys/RS256.json"),
];

/// Its secret and its public origin.
pub(super) fn config(config: &mut Config) {
    let accounts = config.accounts.as_mut().unwrap();
    accounts.secrets = Secret::from(FIXTURE["secret"].as_str().unwrap().to_owned()).into();
    accounts.url = Some(FIXTURE["baseURL"].as_str().unwrap().parse().unwrap());
    accounts.hash_cost = Cost::Standard;
}
