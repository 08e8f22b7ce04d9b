//! Tokens as an attacker would make them: any header, any claims, any signature

use std::sync::LazyLock;

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256,
    RSA_PSS_SHA256, RsaKeyPair,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use ownly_token::{Claims, Expectations, Fault, KeySet, verify};
use serde_json::{Map, Value, json};

pub(crate) const NOW: i64 = 1_795_370_484;
pub(crate) const ISSUER: &str = "https://auth.example";
pub(crate) const AUDIENCE: &str = "https://tasks.example";
pub(crate) const SECRET: &[u8] = b"thirty-two bytes and a few more of secret";
pub(crate) const KID: &str = "key-1";

pub(crate) fn b64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn from_b64(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).expect("base64url")
}

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).expect("a time")
}

pub(crate) fn expected() -> Expectations {
    Expectations::new(ISSUER, [AUDIENCE])
}

/// The algorithms, each with one key of its own
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Hs,
    Ed,
    Ec,
    Rs,
    Ps,
}

struct Keys {
    ed: Ed25519KeyPair,
    ec: EcdsaKeyPair,
    rsa: RsaKeyPair,
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys {
    ed: Ed25519KeyPair::generate().expect("an Ed25519 key"),
    ec: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a P-256 key"),
    rsa: RsaKeyPair::generate(KeySize::Rsa2048).expect("an RSA key"),
});

impl Kind {
    pub(crate) fn alg(self) -> &'static str {
        match self {
            Self::Hs => "HS256",
            Self::Ed => "EdDSA",
            Self::Ec => "ES256",
            Self::Rs => "RS256",
            Self::Ps => "PS256",
        }
    }

    /// The public key, without `kid`, `alg` and `use`
    pub(crate) fn bare_jwk(self) -> Value {
        match self {
            Self::Hs => json!({ "kty": "oct", "k": b64(SECRET) }),
            Self::Ed => {
                json!({ "kty": "OKP", "crv": "Ed25519", "x": b64(KEYS.ed.public_key()) })
            }
            Self::Ec => {
                let point = KEYS.ec.public_key().as_ref();
                let (x, y) = point[1..].split_at(32);
                json!({ "kty": "EC", "crv": "P-256", "x": b64(x), "y": b64(y) })
            }
            Self::Rs | Self::Ps => {
                let key = KEYS.rsa.public_key();
                let n = key.modulus().big_endian_without_leading_zero();
                let e = key.exponent().big_endian_without_leading_zero();
                json!({ "kty": "RSA", "n": b64(n), "e": b64(e) })
            }
        }
    }

    pub(crate) fn jwk(self) -> Value {
        with(self.bare_jwk(), json!({ "kid": KID, "alg": self.alg(), "use": "sig" }))
    }

    /// The keys of a server that expects tokens of this kind
    pub(crate) fn key_set(self) -> KeySet {
        if self == Self::Hs {
            return KeySet::shared_secret(SECRET).expect("a long secret");
        }
        let imported = KeySet::from_jwks([self.jwk()]);
        assert_eq!(imported.refused, []);
        imported.keys
    }

    pub(crate) fn sign(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Hs => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET);
                hmac::sign(&key, message).as_ref().to_vec()
            }
            Self::Ed => KEYS.ed.sign(message).as_ref().to_vec(),
            Self::Ec => {
                let signature = KEYS.ec.sign(&SystemRandom::new(), message);
                signature.expect("a signature").as_ref().to_vec()
            }
            Self::Rs | Self::Ps => {
                let mut signature = vec![0; KEYS.rsa.public_modulus_len()];
                let rng = SystemRandom::new();
                let signed = if self == Self::Rs {
                    KEYS.rsa.sign(&RSA_PKCS1_SHA256, &rng, message, &mut signature)
                } else {
                    KEYS.rsa.sign(&RSA_PSS_SHA256, &rng, message, &mut signature)
                };
                signed.expect("a signature");
                signature
            }
        }
    }
}

/// The object with the members of another one laid over it; null takes a member away
pub(crate) fn with(mut object: Value, over: Value) -> Value {
    let (Value::Object(members), Value::Object(over)) = (&mut object, over) else {
        panic!("two objects")
    };
    for (name, value) in over {
        if value.is_null() {
            members.remove(&name);
        } else {
            members.insert(name, value);
        }
    }
    object
}

/// A good token until told otherwise
pub(crate) struct Mint {
    kind: Kind,
    header: Text,
    claims: Text,
}

enum Text {
    Members(Map<String, Value>),
    Raw(Vec<u8>),
}

impl Text {
    fn members(&mut self) -> &mut Map<String, Value> {
        match self {
            Self::Members(members) => members,
            Self::Raw(_) => panic!("the text is given already"),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Members(members) => serde_json::to_vec(members).expect("JSON"),
            Self::Raw(bytes) => bytes.clone(),
        }
    }
}

impl Mint {
    pub(crate) fn new(kind: Kind) -> Self {
        let header = json!({ "alg": kind.alg(), "typ": "JWT", "kid": KID });
        let claims = json!({
            "iss": ISSUER, "aud": AUDIENCE, "sub": "ada", "iat": NOW, "exp": NOW + 900,
        });
        let (Value::Object(header), Value::Object(claims)) = (header, claims) else {
            unreachable!("both are objects")
        };
        Self { kind, header: Text::Members(header), claims: Text::Members(claims) }
    }

    pub(crate) fn header(mut self, name: &str, value: Value) -> Self {
        self.header.members().insert(name.into(), value);
        self
    }

    pub(crate) fn claim(mut self, name: &str, value: Value) -> Self {
        self.claims.members().insert(name.into(), value);
        self
    }

    pub(crate) fn without_header(mut self, name: &str) -> Self {
        self.header.members().remove(name);
        self
    }

    pub(crate) fn without_claim(mut self, name: &str) -> Self {
        self.claims.members().remove(name);
        self
    }

    pub(crate) fn header_text(&self) -> String {
        String::from_utf8(self.header.bytes()).expect("UTF-8")
    }

    pub(crate) fn claims_text(&self) -> String {
        String::from_utf8(self.claims.bytes()).expect("UTF-8")
    }

    pub(crate) fn raw_header(mut self, text: impl Into<Vec<u8>>) -> Self {
        self.header = Text::Raw(text.into());
        self
    }

    pub(crate) fn raw_claims(mut self, text: impl Into<Vec<u8>>) -> Self {
        self.claims = Text::Raw(text.into());
        self
    }

    /// Claims text with one more member in front, of which only the JSON text is given
    pub(crate) fn raw_claim(self, member: &str) -> Self {
        let text = self.claims_text();
        self.raw_claims(format!("{{{member},{}", &text[1..]))
    }

    pub(crate) fn segments(&self) -> (String, String) {
        (b64(self.header.bytes()), b64(self.claims.bytes()))
    }

    pub(crate) fn token(&self) -> String {
        let (header, claims) = self.segments();
        signed(self.kind, &header, &claims)
    }

    pub(crate) fn judge(&self) -> Result<Claims, Fault> {
        judge(self.kind, &self.token())
    }
}

/// A token of these two segments as they are, with the right signature
pub(crate) fn signed(kind: Kind, header: &str, claims: &str) -> String {
    let message = format!("{header}.{claims}");
    let signature = b64(kind.sign(message.as_bytes()));
    format!("{message}.{signature}")
}

pub(crate) fn judge(kind: Kind, token: &str) -> Result<Claims, Fault> {
    verify(token, &kind.key_set(), &expected(), now())
}
