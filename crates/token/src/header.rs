use serde_json::Value;

use crate::{Algorithm, Fault, json, kid};

/// What the header of a token asks for, believed by nobody yet
pub(crate) struct Header {
    pub(crate) algorithm: Algorithm,
    pub(crate) kid: Option<String>,
}

/// Parameters that would change what the rest of the token means (`crit`, `b64`, `zip`, `enc`,
/// `cty`) or bring a key of the sender's own (`jwk`, `x5c`). `jku` and `x5u` are not among them:
/// like every unknown parameter they are not looked at, so there is nothing to fetch.
const REFUSED: [&str; 7] = ["crit", "b64", "zip", "enc", "cty", "jwk", "x5c"];

impl Header {
    pub(crate) fn read(text: &[u8]) -> Result<Self, Fault> {
        let members = json::object(text).map_err(Fault::Header)?;
        if let Some(name) = REFUSED.into_iter().find(|name| members.contains_key(*name)) {
            return Err(Fault::RefusedParameter { name });
        }
        let name = members.get("alg").and_then(Value::as_str).ok_or(Fault::NoAlgorithm)?;
        let algorithm = name.parse().map_err(|_| Fault::AlgorithmNotAllowed)?;
        if members.get("typ").is_some_and(|typ| !is_for_access(typ)) {
            return Err(Fault::WrongType);
        }
        let kid = match members.get("kid") {
            None => None,
            Some(Value::String(name)) if kid::is_fit(name) => Some(name.clone()),
            Some(_) => return Err(Fault::BadKid),
        };
        Ok(Self { algorithm, kid })
    }
}

/// `JWT` (RFC 7519 §5.1) or `at+jwt` (RFC 9068 §2.1), as media types: in any case, and with or
/// without `application/` (RFC 7515 §4.1.9)
fn is_for_access(typ: &Value) -> bool {
    let Some(typ) = typ.as_str() else { return false };
    let typ = typ.to_ascii_lowercase();
    matches!(typ.strip_prefix("application/").unwrap_or(&typ), "jwt" | "at+jwt")
}
