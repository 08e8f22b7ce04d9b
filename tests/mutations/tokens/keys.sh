# Which keys verify tokens, and with which algorithm.

algorithm=crates/token/src/algorithm.rs
key_set=crates/token/src/key_set.rs
jwk=crates/token/src/jwk.rs
public_key=crates/token/src/public_key.rs
ed25519=crates/token/src/ed25519.rs
weak_secret=crates/token/src/weak_secret.rs
signing_key=crates/token/src/signing_key/mod.rs

mutation 'alg: in any case' $algorithm \
    token algorithm:: <<'END'
        match name {
            "EdDSA" | "Ed25519"
=======
        match name.to_ascii_uppercase().replace("EDDSA", "EdDSA").as_str() {
            "EdDSA" | "Ed25519"
END

mutation 'alg: the token chooses' $key_set \
    token algorithm:: header:: <<'END'
if key.algorithm == header.algorithm { Ok(key) } else { Err(Fault::AlgorithmNotAllowed) }
=======
Ok(key)
END

mutation 'alg: a symmetric one looks a key up' $key_set \
    token algorithm:: <<'END'
            Keys::Published(_) if header.algorithm.is_symmetric() => {
                return Err(Fault::AlgorithmNotAllowed);
            }

=======

END

mutation 'kid: without one the first key is taken' $key_set \
    token header::a_published <<'END'
let kid = header.kid.ok_or(Fault::NoKid)?;
                keys.get(&kid).ok_or(Fault::UnknownKey { kid })?
=======
let kid = header.kid.unwrap_or_else(|| keys.keys().next().cloned().unwrap_or_default());
                keys.get(&kid).ok_or(Fault::UnknownKey { kid })?
END

mutation "kid: an unknown one is the first key's" $key_set \
    token header::a_published <<'END'
keys.get(&kid).ok_or(Fault::UnknownKey { kid })?
=======
keys.get(&kid).or(keys.values().next()).ok_or(Fault::UnknownKey { kid })?
END

mutation 'kid: the last of two of one name is taken' $key_set \
    token jwk_set::no_key <<'END'
usable.retain(|kid, _| !ambiguous.contains(kid));
=======
usable.retain(|kid, _| !kid.is_empty());
END

mutation 'set: of any number of keys' $key_set \
    token jwk_set::a_set_has <<'END'
        if keys.len() > MAX_KEYS {
            return Err(NotAKeySet::TooManyKeys);
        }

=======

END

mutation 'set: keys beyond the hundredth' $key_set \
    token jwk_set::a_set_has <<'END'
if position < MAX_KEYS { jwk::import(&jwk) } else { Err(Refusal::TooManyKeys) };
=======
if position < 2 * MAX_KEYS { jwk::import(&jwk) } else { Err(Refusal::TooManyKeys) };
END

mutation 'set: of any length' $key_set \
    token jwk_set::a_document <<'END'
if jwks.len() > MAX_DOCUMENT_BYTES {
=======
if jwks.len() > 2 * MAX_DOCUMENT_BYTES {
END

mutation 'secret: of any length for verifying' $key_set \
    token algorithm::a_secret <<'END'
        WeakSecret::check(secret)?;

=======
        _ = WeakSecret::check(secret);

END

mutation 'secret: of 31 bytes' $weak_secret \
    token algorithm::a_secret signing:: <<'END'
if length < MIN_SECRET_BYTES {
=======
if length + 1 < MIN_SECRET_BYTES {
END

mutation 'secret: of any length for signing' $signing_key \
    token signing:: <<'END'
        WeakSecret::check(secret)?;
        let material = EncodingKey::from_secret(secret);
=======
        _ = WeakSecret::check(secret);
        let material = EncodingKey::from_secret(secret);
END

mutation 'jwk: without a kid it has an empty one' $jwk \
    token jwk:: <<'END'
    if !members.contains_key("kid") {
        return Err(Refusal::NoKid);
    }
    let kid = kid_of(jwk).ok_or(Refusal::BadKid)?;
=======
    let kid = kid_of(jwk).unwrap_or_default();
END

mutation 'jwk: a symmetric key is one of another kind' $jwk \
    token jwk::a_symmetric <<'END'
    if kty == "oct" {
        return Err(Refusal::Symmetric);
    }

=======

END

mutation 'jwk: a symmetric key verifies' $jwk \
    token jwk::a_symmetric <<'END'
    if kty == "oct" {
        return Err(Refusal::Symmetric);
    }

=======
    if kty == "oct" {
        let secret = bytes(members, "k").ok_or(Refusal::Symmetric)?;
        return Ok((kid.to_owned(), VerifyingKey::shared(&secret)));
    }

END

mutation 'jwk: d is not private' $jwk \
    token jwk:: <<'END'
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
=======
const PRIVATE: [&str; 7] = ["p", "q", "dp", "dq", "qi", "oth", "k"];
END

mutation 'jwk: p is not private' $jwk \
    token jwk:: <<'END'
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
=======
const PRIVATE: [&str; 7] = ["d", "q", "dp", "dq", "qi", "oth", "k"];
END

mutation 'jwk: q is not private' $jwk \
    token jwk:: <<'END'
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
=======
const PRIVATE: [&str; 7] = ["d", "p", "dp", "dq", "qi", "oth", "k"];
END

mutation 'jwk: dp is not private' $jwk \
    token jwk:: <<'END'
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
=======
const PRIVATE: [&str; 7] = ["d", "p", "q", "dq", "qi", "oth", "k"];
END

mutation 'jwk: dq is not private' $jwk \
    token jwk:: <<'END'
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
=======
const PRIVATE: [&str; 7] = ["d", "p", "q", "dp", "qi", "oth", "k"];
END

mutation 'jwk: qi is not private' $jwk \
    token jwk:: <<'END'
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
=======
const PRIVATE: [&str; 7] = ["d", "p", "q", "dp", "dq", "oth", "k"];
END

mutation 'jwk: oth is not private' $jwk \
    token jwk:: <<'END'
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
=======
const PRIVATE: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "k"];
END

mutation 'jwk: k is not private' $jwk \
    token jwk:: <<'END'
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
=======
const PRIVATE: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "oth"];
END

mutation 'jwk: any use' $jwk \
    token jwk:: <<'END'
if members.get("use").is_some_and(|purpose| purpose != "sig") {
=======
if members.get("use").is_some_and(|purpose| purpose == "") {
END

mutation 'jwk: any key_ops' $jwk \
    token jwk:: <<'END'
if members.get("key_ops").is_some_and(|operations| !is_to_verify(operations)) {
=======
if members.get("key_ops").is_some_and(|operations| operations == "") {
END

mutation 'jwk: key_ops of other things than texts' $jwk \
    token jwk:: <<'END'
        operations.iter().all(Value::is_string) && operations.iter().any(|name| name == "verify")
=======
        operations.iter().any(|name| name == "verify")
END

mutation 'jwk: any curve' $jwk \
    token jwk:: <<'END'
    if text(members, "crv") == Some(curve) { Ok(()) } else { Err(Refusal::UnsupportedCurve) }
=======
    if curve.is_empty() { Err(Refusal::UnsupportedCurve) } else { _ = members; Ok(()) }
END

mutation 'jwk: any alg' $jwk \
    token jwk:: <<'END'
chosen.filter(|algorithm| fitting.contains(algorithm)).ok_or(Refusal::WrongAlgorithm)
=======
chosen.or(fitting.first().copied()).ok_or(Refusal::WrongAlgorithm)
END

mutation 'jwk: an alg of another kind of key' $jwk \
    token jwk:: <<'END'
chosen.filter(|algorithm| fitting.contains(algorithm)).ok_or(Refusal::WrongAlgorithm)
=======
chosen.ok_or(Refusal::WrongAlgorithm)
END

mutation "jwk: without alg an RSA key is PS256's" $jwk \
    token jwk::an_rsa_key_without <<'END'
&[Algorithm::Rs256, Algorithm::Ps256]
=======
&[Algorithm::Ps256, Algorithm::Rs256]
END

mutation 'jwk: a short coordinate is filled up' $jwk \
    token jwk:: <<'END'
let bytes = bytes(members, name).and_then(|bytes| bytes.try_into().ok());
=======
let bytes = bytes(members, name).and_then(|mut bytes| {
        bytes.resize(N, 0);
        bytes.try_into().ok()
    });
END

mutation 'ed25519: weak points are keys' $public_key \
    token jwk::a_point <<'END'
        if ed25519::is_weak(*x) {
            return Err(Refusal::WeakPoint);
        }

=======
        _ = ed25519::is_weak(*x);

END

mutation 'ed25519: half of all honest keys are weak' $ed25519 \
    token jwk::an_ed25519_key_of_either_sign <<'END'
    point[31] &= 0x7f;

=======
    point[31] &= 0xff;

END

mutation 'ed25519: a second spelling of a point' $ed25519 \
    token jwk::a_point <<'END'
    !y_is_reduced || SMALL_ORDER.contains(&point)
=======
    _ = y_is_reduced;
    SMALL_ORDER.contains(&point)
END

mutation 'ed25519: the point of order 1 is a key' $ed25519 \
    token jwk::a_point <<'END'
    small(1),             // order 1

=======
    small(9),

END

mutation 'ed25519: the point of order 2 is a key' $ed25519 \
    token jwk::a_point <<'END'
    below_2_to_255(0xec), // order 2

=======
    small(9),

END

mutation 'ed25519: the point of order 4 is a key' $ed25519 \
    token jwk::a_point <<'END'
    small(0),             // order 4

=======
    small(9),

END

mutation 'ed25519: a point of order 8 is a key' $ed25519 \
    token jwk::a_point <<'END'
        0x26, 0xe8, 0x95, 0x8f,
=======
        0x27, 0xe8, 0x95, 0x8f,
END

mutation 'ed25519: the other points of order 8 are keys' $ed25519 \
    token jwk::a_point <<'END'
        0xc7, 0x17, 0x6a, 0x70,
=======
        0xc8, 0x17, 0x6a, 0x70,
END

mutation 'p-256: a point off the curve is a key' $public_key \
    token jwk::a_p256 <<'END'
        if ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &point).is_err() {
=======
        if ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &point).is_err() && point.is_empty() {
END

mutation 'p-521: a point off the curve is a key' $public_key \
    token jwk:: <<'END'
        if ParsedPublicKey::new(&ECDSA_P521_SHA512_FIXED, &point).is_err() {
=======
        if ParsedPublicKey::new(&ECDSA_P521_SHA512_FIXED, &point).is_err() && point.is_empty() {
END

mutation 'rsa: of 2047 bits' $public_key \
    token jwk::an_rsa <<'END'
(2048..=8192).contains(&modulus)
=======
(2047..=8192).contains(&modulus)
END

mutation 'rsa: of 8193 bits' $public_key \
    token jwk::an_rsa <<'END'
(2048..=8192).contains(&modulus)
=======
(2048..=8193).contains(&modulus)
END

mutation 'rsa: an even modulus' $public_key \
    token jwk::an_rsa <<'END'
 || is_even(n) {
=======
 {
END

mutation 'rsa: an exponent of 16 bits' $public_key \
    token jwk::an_rsa <<'END'
(17..=33).contains(&exponent)
=======
(16..=33).contains(&exponent)
END

mutation 'rsa: an exponent of 34 bits' $public_key \
    token jwk::an_rsa <<'END'
(17..=33).contains(&exponent)
=======
(17..=34).contains(&exponent)
END

mutation 'rsa: an even exponent' $public_key \
    token jwk::an_rsa <<'END'
 || is_even(e) {
=======
 {
END

mutation 'rsa: numbers with leading zeros' $public_key \
    token jwk::an_rsa <<'END'
    let first = number.first().filter(|byte| **byte != 0)?;
=======
    let first = number.iter().find(|byte| **byte != 0)?;
END
