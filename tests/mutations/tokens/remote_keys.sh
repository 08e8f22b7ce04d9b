# Where another issuer's keys are fetched from, and how long they are believed.

fetch=crates/remote_keys/src/fetch.rs
jwks_url=crates/remote_keys/src/jwks_url.rs
known=crates/remote_keys/src/known.rs
remote=crates/remote_keys/src/remote.rs

mutation 'fetch: redirects are followed' $fetch \
    keys outage::a_redirect <<'END'
            .max_redirects(0)
            .max_redirects_will_error(false)

=======
            .max_redirects(5)

END

mutation 'fetch: any status' $fetch \
    keys outage::what_is_no_key_set outage::a_redirect <<'END'
if answer.status() != 200 {
=======
if answer.status() == 999 {
END

mutation 'fetch: an answer of any length' $fetch \
    keys outage::no_more_than <<'END'
limit(MAX_BYTES).read_to_vec()
=======
limit(64 * MAX_BYTES).read_to_vec()
END

mutation 'fetch: for any time' $fetch \
    keys outage::an_answer_that_never_ends <<'END'
            .timeout_global(Some(TIMEOUT))

=======
            .timeout_connect(Some(TIMEOUT))

END

mutation 'fetch: any certificate' $fetch \
    keys tls:: <<'END'
TlsConfig::builder().root_certs(roots.0)
=======
TlsConfig::builder().disable_verification(true).root_certs(roots.0)
END

mutation "fetch: Mozilla's roots beside one's own" $fetch \
    keys tls:: <<'END'
TlsConfig::builder().root_certs(roots.0)
=======
TlsConfig::builder().root_certs({
                _ = roots;
                RootCerts::WebPki
            })
END

mutation 'url: http to anywhere' $jwks_url \
    keys url::keys_are_not <<'END'
            "http" if allowed => {}
            "http" => return Err(JwksUrlError::Insecure { host: name }),

=======
            "http" => _ = allowed,

END

mutation 'url: http to any address' $jwks_url \
    keys url::keys_are_not <<'END'
Host::Ipv4(ip) => ip.is_loopback(),
=======
Host::Ipv4(ip) => !ip.is_unspecified(),
END

mutation 'url: http to hosts whose name ends like one that is listed' $jwks_url \
    keys url::keys_are_not <<'END'
insecure_hosts.iter().any(|host| host.eq_ignore_ascii_case(&name))
=======
insecure_hosts.iter().any(|host| name.starts_with(host.as_str()))
END

mutation 'url: http to hosts whose name begins with localhost' $jwks_url \
    keys url::keys_are_not <<'END'
Host::Domain(name) => *name == "localhost",
=======
Host::Domain(name) => name.starts_with("localhost"),
END

mutation 'url: any scheme' $jwks_url \
    keys url::another <<'END'
            _ => return Err(JwksUrlError::Scheme),
=======
            _ => {}
END

mutation 'url: with a password' $jwks_url \
    keys url::another <<'END'
if !url.username().is_empty() || url.password().is_some() {
=======
if url.username().is_empty() && url.password().is_some() {
END

mutation 'url: the query is shown' $jwks_url \
    keys url::a_query <<'END'
        shown.set_query(None);

=======
        shown.set_fragment(None);

END

mutation 'remote: keys are believed for ever' $known \
    keys outage::an_issuer_that_is_away_is_lived <<'END'
self.fetched_at.is_some_and(|at| now < at + settings.ttl + settings.stale)
=======
self.fetched_at.is_some_and(|at| now < at + settings.ttl * 1000 + settings.stale)
END

mutation 'remote: a second fetch within the cool-down' $known \
    keys rotation::a_thousand outage::an_issuer_that_is_away_at <<'END'
self.tried.is_none_or(|(at, _)| now >= at + settings.cooldown || now < at)
=======
self.tried.is_none_or(|(at, _)| now >= at || now < at)
END

mutation 'remote: keys are never old' $known \
    keys rotation::a_key_that_was_taken_back <<'END'
let old = self.fetched_at.is_none_or(|at| now >= at + settings.ttl || now < at);
=======
let old = self.fetched_at.is_none_or(|at| now >= at + settings.ttl * 1000 || now < at);
END

mutation 'remote: an issuer that is away has no such key' $remote \
    keys outage::an_issuer_that_is_away_is_lived <<'END'
Some((_, false)) | None => Err(KeysUnavailable(FetchError::Failed.into())),
=======
Some((_, false)) | None => Ok(Arc::clone(&known.keys)),
END
