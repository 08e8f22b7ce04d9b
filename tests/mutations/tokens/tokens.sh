# What a token is and where in a request it is.

verify=crates/token/src/verify.rs
base64url=crates/token/src/base64url.rs
json=crates/token/src/json.rs
header=crates/token/src/header.rs
kid=crates/token/src/kid.rs
bearer=crates/token/src/bearer.rs

mutation 'token: any length' $verify \
    token structure::a_token_of_8_kib <<'END'
if token.len() > MAX_TOKEN_BYTES {
=======
if token.len() > 1024 * MAX_TOKEN_BYTES {
END

mutation "token: a fourth segment is the claims'" $verify \
    token structure:: <<'END'
    if claims.contains('.') {
        return Err(Fault::NotThreeSegments);
    }

=======
    let claims = claims.split('.').next().unwrap_or(claims);

END

mutation 'token: no signature is checked' $verify \
    token signature:: <<'END'
if !key.verifies(signed.as_bytes(), signature) {
=======
if !key.verifies(signed.as_bytes(), signature) && signed.is_empty() {
END

mutation 'token: claims are read before the signature' $verify \
    token signature::nobody <<'END'
    if !key.verifies(signed.as_bytes(), signature) {
        return Err(Fault::BadSignature);
    }
    let claims = Claims::read(&claims)?;

=======
    let claims = Claims::read(&claims)?;
    if !key.verifies(signed.as_bytes(), signature) {
        return Err(Fault::BadSignature);
    }

END

mutation "token: nobody looks at the claims' values" $verify \
    token claims:: time:: <<'END'
    claims.check(expected, now)?;

=======
    _ = claims.check(expected, now);

END

mutation 'base64url: padding is taken' $base64url \
    token structure:: <<'END'
URL_SAFE_NO_PAD.decode(text).ok()
=======
URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
END

mutation 'base64url: white space is taken' $base64url \
    token structure:: <<'END'
URL_SAFE_NO_PAD.decode(text).ok()
=======
URL_SAFE_NO_PAD.decode(text.replace([' ', '\n'], "")).ok()
END

mutation 'base64url: the other alphabet is taken' $base64url \
    token structure:: <<'END'
URL_SAFE_NO_PAD.decode(text).ok()
=======
URL_SAFE_NO_PAD.decode(text.replace('+', "-").replace('/', "_")).ok()
END

mutation 'base64url: unused bits are taken' $base64url \
    token structure:: <<'END'
URL_SAFE_NO_PAD.decode(text).ok()
=======
{
        use base64::engine::{GeneralPurpose, general_purpose::NO_PAD};
        let lax = NO_PAD.with_decode_allow_trailing_bits(true);
        GeneralPurpose::new(&base64::alphabet::URL_SAFE, lax).decode(text).ok()
    }
END

mutation 'json: no second look at members of one name' $json \
    token json:: jwk_set::another <<'END'
            if members.contains_key(&name) {

=======
            if members.contains_key(&name) && name.is_empty() {

END

mutation 'json: two members of one name below the top' $json \
    token json:: <<'END'
            if members.contains_key(&name) {

=======
            if members.contains_key(&name) && self.levels == MAX_DEPTH {

END

mutation 'json: what follows is not looked at' $json \
    token json:: <<'END'
        .and_then(|value| json.end().map(|()| value))

=======

END

mutation 'json: any depth' $json \
    token json::sixty_four <<'END'
let levels = self.levels.checked_sub(1).ok_or_else(|| self.refuse(JsonFault::TooDeep))?;
=======
let levels = self.levels.saturating_sub(1);
END

mutation 'header: crit is let through' $header \
    token header::parameters <<'END'
const REFUSED: [&str; 7] = ["crit", "b64", "zip", "enc", "cty", "jwk", "x5c"];
=======
const REFUSED: [&str; 6] = ["b64", "zip", "enc", "cty", "jwk", "x5c"];
END

mutation 'header: b64 is let through' $header \
    token header::parameters <<'END'
const REFUSED: [&str; 7] = ["crit", "b64", "zip", "enc", "cty", "jwk", "x5c"];
=======
const REFUSED: [&str; 6] = ["crit", "zip", "enc", "cty", "jwk", "x5c"];
END

mutation 'header: zip is let through' $header \
    token header::parameters <<'END'
const REFUSED: [&str; 7] = ["crit", "b64", "zip", "enc", "cty", "jwk", "x5c"];
=======
const REFUSED: [&str; 6] = ["crit", "b64", "enc", "cty", "jwk", "x5c"];
END

mutation 'header: enc is let through' $header \
    token header::parameters <<'END'
const REFUSED: [&str; 7] = ["crit", "b64", "zip", "enc", "cty", "jwk", "x5c"];
=======
const REFUSED: [&str; 6] = ["crit", "b64", "zip", "cty", "jwk", "x5c"];
END

mutation 'header: cty is let through' $header \
    token header::parameters <<'END'
const REFUSED: [&str; 7] = ["crit", "b64", "zip", "enc", "cty", "jwk", "x5c"];
=======
const REFUSED: [&str; 6] = ["crit", "b64", "zip", "enc", "jwk", "x5c"];
END

mutation 'header: jwk is let through' $header \
    token header::parameters <<'END'
const REFUSED: [&str; 7] = ["crit", "b64", "zip", "enc", "cty", "jwk", "x5c"];
=======
const REFUSED: [&str; 6] = ["crit", "b64", "zip", "enc", "cty", "x5c"];
END

mutation 'header: x5c is let through' $header \
    token header::parameters <<'END'
const REFUSED: [&str; 7] = ["crit", "b64", "zip", "enc", "cty", "jwk", "x5c"];
=======
const REFUSED: [&str; 6] = ["crit", "b64", "zip", "enc", "cty", "jwk"];
END

mutation 'header: any typ' $header \
    token header::a_token_of_another <<'END'
if members.get("typ").is_some_and(|typ| !is_for_access(typ)) {
=======
if members.get("typ").is_some_and(|typ| typ == "") {
END

mutation 'header: a typ that is no text' $header \
    token header::a_token_of_another <<'END'
    let Some(typ) = typ.as_str() else { return false };
=======
    let Some(typ) = typ.as_str() else { return true };
END

mutation 'header: a typ that ends like ours' $header \
    token header::a_token_of_another <<'END'
matches!(typ.strip_prefix("application/").unwrap_or(&typ), "jwt" | "at+jwt")
=======
typ.ends_with("jwt")
END

mutation 'header: any kid' $header \
    token header::a_kid <<'END'
Some(Value::String(name)) if kid::is_fit(name) => Some(name.clone()),
=======
Some(Value::String(name)) => Some(name.clone()),
END

mutation 'header: a kid that is no text is none' $header \
    token header::a_kid <<'END'
Some(_) => return Err(Fault::BadKid),
=======
Some(Value::String(_)) => return Err(Fault::BadKid),
            Some(_) => None,
END

mutation 'header: without alg it is HS256' $header \
    token algorithm::an_algorithm <<'END'
let name = members.get("alg").and_then(Value::as_str).ok_or(Fault::NoAlgorithm)?;
=======
let name = members.get("alg").and_then(Value::as_str).unwrap_or("EdDSA");
END

mutation 'kid: of any length' $kid \
    token header::a_kid jwk:: <<'END'
(1..=MAX_BYTES).contains(&kid.len())
=======
kid.len() > 0
END

mutation 'kid: of no length' $kid \
    token header::a_kid jwk:: <<'END'
(1..=MAX_BYTES).contains(&kid.len())
=======
kid.len() <= MAX_BYTES
END

mutation 'kid: with control characters' $kid \
    token header::a_kid jwk:: output:: <<'END'
 && !kid.chars().any(char::is_control)
=======

END

mutation 'bearer: the first of two headers' $bearer \
    token bearer::two <<'END'
    if authorization.next().is_some() {
        return Err(BearerFault::Malformed);
    }

=======

END

mutation 'bearer: any scheme' $bearer \
    token bearer:: <<'END'
if !scheme.eq_ignore_ascii_case(SCHEME) || rest.first().is_some_and(continues_a_scheme) {
=======
if rest.first().is_some_and(continues_a_scheme) && scheme != SCHEME {
END

mutation 'bearer: a longer name of a scheme' $bearer \
    token bearer:: <<'END'
 || rest.first().is_some_and(continues_a_scheme) {
=======
 {
END

mutation 'bearer: no space' $bearer \
    token bearer:: <<'END'
    if spaces == 0 {
        return Err(BearerFault::Malformed);
    }

=======

END

mutation 'bearer: tabs are spaces' $bearer \
    token bearer:: <<'END'
take_while(|byte| **byte == b' ')
=======
take_while(|byte| matches!(**byte, b' ' | b'\t'))
END

mutation 'bearer: of any length' $bearer \
    token bearer::a_token_of_8 <<'END'
    if token.len() > MAX_TOKEN_BYTES {
        return Err(BearerFault::TooLong);
    }

=======

END

mutation 'bearer: more than one word' $bearer \
    token bearer:: <<'END'
byte.is_ascii_graphic() &&
=======
(byte.is_ascii_graphic() || byte == b' ') &&
END

mutation 'bearer: control characters' $bearer \
    token bearer:: <<'END'
byte.is_ascii_graphic() &&
=======
(byte.is_ascii_graphic() || byte.is_ascii_control()) &&
END

mutation 'bearer: beyond ASCII' $bearer \
    token bearer:: <<'END'
byte.is_ascii_graphic() &&
=======
(byte.is_ascii_graphic() || !byte.is_ascii()) &&
END

mutation 'bearer: commas' $bearer \
    token bearer:: <<'END'
 && byte != b','
=======

END

mutation 'bearer: quotation marks' $bearer \
    token bearer:: <<'END'
 && byte != b'"'
=======

END
