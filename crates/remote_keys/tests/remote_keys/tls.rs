//! Certificates for `localhost`, of an authority that the tests alone know. Its private key is
//! gone; they are good for a hundred years.

use std::sync::Arc;

use ownly_remote_keys::{NoCertificate, Roots};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::issuer::Issuer;
use crate::world::{COOLDOWN, World};

const AUTHORITY: &[u8] = include_bytes!("../data/authority.pem");
const SERVER: &[u8] = include_bytes!("../data/server.pem");
const SERVER_KEY: &[u8] = include_bytes!("../data/server-key.pem");

fn issuer() -> Issuer {
    let chain = vec![CertificateDer::from_pem_slice(SERVER).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(SERVER_KEY).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    Issuer::over_tls(&["a"], Arc::new(config.with_single_cert(chain, key).unwrap()))
}

#[actix_rt::test]
async fn a_server_that_is_vouched_for_is_believed() {
    let issuer = issuer();
    let url = format!("https://localhost:{}/jwks", issuer.address.port());
    let world = World::at(&url, Roots::from_pem(AUTHORITY).unwrap(), issuer).await;
    assert_eq!(world.kids(), ["a"]);
    assert_eq!(world.issuer.hits(), ["/jwks"]);
}

#[actix_rt::test]
async fn a_server_that_nobody_vouches_for_is_not_even_asked() {
    let issuer = issuer();
    let url = format!("https://localhost:{}/jwks", issuer.address.port());
    let world = World::at(&url, Roots::mozilla(), issuer).await;
    world.advance(COOLDOWN);
    assert_eq!(world.has("a").await, None);
    assert_eq!(world.issuer.hits(), [""; 0]);
}

#[actix_rt::test]
async fn a_certificate_for_another_name_vouches_for_nothing() {
    let issuer = issuer();
    let url = format!("https://{}/jwks", issuer.address);
    let world = World::at(&url, Roots::from_pem(AUTHORITY).unwrap(), issuer).await;
    assert_eq!(world.has("a").await, None);
    assert_eq!(world.issuer.hits(), [""; 0]);
}

#[test]
fn a_file_without_a_certificate_vouches_for_nothing() {
    for text in [&b""[..], b"x", SERVER_KEY, b"-----BEGIN CERTIFICATE-----\n!\n"] {
        assert_eq!(Roots::from_pem(text).map(drop), Err(NoCertificate));
    }
}
