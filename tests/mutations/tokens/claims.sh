# What a token says, of whom and until when.

read=crates/token/src/claims.rs
subject=crates/token/src/subject.rs

mutation 'claims: exp may be missing' $read \
    token claims::exp <<'END'
time(&mut members, "exp")?.ok_or(Fault::MissingClaim { name: "exp" })?
=======
time(&mut members, "exp")?.unwrap_or(f64::from(u32::MAX))
END

mutation 'claims: iss may be missing' $read \
    token claims::exp <<'END'
issuer: text_of("iss", required(&mut members, "iss")?)?
=======
issuer: text_of("iss", members.remove("iss").unwrap_or("https://auth.example".into()))?
END

mutation 'claims: aud may be missing' $read \
    token claims::exp <<'END'
audiences: audiences(required(&mut members, "aud")?)?
=======
audiences: audiences(members.remove("aud").unwrap_or("https://tasks.example".into()))?
END

mutation 'claims: sub may be missing' $read \
    token claims::exp <<'END'
Subject::parse(text_of("sub", required(&mut members, "sub")?)?)
=======
Subject::parse(text_of("sub", members.remove("sub").unwrap_or("ada".into()))?)
END

mutation 'claims: a text may be a list of one' $read \
    token claims:: <<'END'
    let Value::String(text) = value else { return Err(Fault::MistypedClaim { name }) };
    Ok(text)
=======
    match value {
        Value::String(text) => Ok(text),
        Value::Array(mut all) if !all.is_empty() => text_of(name, all.remove(0)),
        _ => Err(Fault::MistypedClaim { name }),
    }
END

mutation 'claims: a text may be a number' $read \
    token claims:: <<'END'
    let Value::String(text) = value else { return Err(Fault::MistypedClaim { name }) };
    Ok(text)
=======
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(Fault::MistypedClaim { name }),
    }
END

mutation 'claims: other things among the audiences are passed over' $read \
    token claims:: <<'END'
Value::Array(items) => items.into_iter().map(|item| text_of("aud", item)).collect(),
=======
Value::Array(items) => {
            Ok(items.into_iter().filter_map(|item| text_of("aud", item).ok()).collect())
        }
END

mutation 'claims: a time that is no number is none' $read \
    token claims:: <<'END'
    let seconds = value.as_f64().ok_or(Fault::MistypedClaim { name })?;
=======
    let Some(seconds) = value.as_f64() else { return Ok(None) };
END

mutation 'claims: a time may be a text' $read \
    token claims:: <<'END'
    let seconds = value.as_f64().ok_or(Fault::MistypedClaim { name })?;
=======
    let written = value.as_str().and_then(|text| text.parse().ok());
    let seconds = value.as_f64().or(written).ok_or(Fault::MistypedClaim { name })?;
END

mutation 'claims: times before 1970' $read \
    token time::no_time <<'END'
    if seconds < 0.0 { Err(
=======
    if seconds < f64::MIN { Err(
END

mutation 'claims: any issuer' $read \
    token claims::the_issuer <<'END'
if self.issuer != expected.issuer {
=======
if self.issuer.is_empty() {
END

mutation 'claims: an issuer that begins like ours' $read \
    token claims::the_issuer <<'END'
if self.issuer != expected.issuer {
=======
if !self.issuer.starts_with(&expected.issuer) {
END

mutation 'claims: any audience' $read \
    token claims::the_audience claims::nobody claims::any_of <<'END'
if !self.audiences.iter().any(|audience| expected.audiences.contains(audience)) {
=======
if self.audiences.is_empty() {
END

mutation 'claims: an audience that ours is a part of' $read \
    token claims::the_audience <<'END'
expected.audiences.contains(audience)
=======
expected.audiences.iter().any(|ours| audience.contains(ours.as_str()))
END

mutation 'claims: any audience where none is expected' $read \
    token claims::nobody <<'END'
if !self.audiences.iter().any(|audience| expected.audiences.contains(audience)) {
=======
if !expected.audiences.is_empty()
            && !self.audiences.iter().any(|audience| expected.audiences.contains(audience))
        {
END

mutation 'times: not before does not count' $read \
    token time:: <<'END'
if self.not_before.is_some_and(|not_before| not_before > now + leeway) {
=======
if self.not_before.is_some_and(|not_before| not_before < 0.0 * (now + leeway)) {
END

mutation 'times: issued in the future' $read \
    token time:: <<'END'
if self.issued_at.is_some_and(|issued_at| issued_at > now + leeway) {
=======
if self.issued_at.is_some_and(|issued_at| issued_at < 0.0 * (now + leeway)) {
END

mutation 'times: a life of any length' $read \
    token time::exp <<'END'
if self.expires_at > now + MAX_LIFETIME.as_secs_f64() + leeway {
=======
if self.expires_at > now + 1e300 * MAX_LIFETIME.as_secs_f64() + leeway {
END

mutation 'times: a second longer than the leeway' $read \
    token time::exp <<'END'
if now >= self.expires_at + leeway {
=======
if now >= self.expires_at + leeway + 1.0 {
END

mutation 'times: nothing expires' $read \
    token time:: <<'END'
if now >= self.expires_at + leeway {
=======
if now >= self.expires_at + leeway && leeway < 0.0 {
END

mutation 'times: any leeway' $read \
    token time::no_leeway <<'END'
let leeway = leeway.min(MAX_LEEWAY).as_secs_f64();
=======
let leeway = leeway.as_secs_f64().max(MAX_LEEWAY.as_secs_f64() * 0.0);
END

mutation 'times: expiry is told before other faults' $read \
    token time::expired <<'END'
    pub(crate) fn check(&self, expected: &Expectations, now: DateTime<Utc>) -> Result<(), Fault> {

=======
    pub(crate) fn check(&self, expected: &Expectations, now: DateTime<Utc>) -> Result<(), Fault> {
        self.check_times(expected.leeway, now)?;

END

mutation 'sub: empty' $subject \
    token claims::a_subject <<'END'
(1..=255).contains(&text.len())
=======
(0..=255).contains(&text.len())
END

mutation 'sub: of any length' $subject \
    token claims::a_subject <<'END'
(1..=255).contains(&text.len())
=======
!text.is_empty()
END

mutation 'sub: of any ASCII' $subject \
    token claims::a_subject <<'END'
text.bytes().all(|b| b.is_ascii_graphic())
=======
text.is_ascii()
END

mutation 'sub: of any script' $subject \
    token claims::a_subject <<'END'
text.bytes().all(|b| b.is_ascii_graphic())
=======
!text.contains(|c: char| c.is_ascii() && !c.is_ascii_graphic())
END
