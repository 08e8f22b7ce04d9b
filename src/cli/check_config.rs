use std::convert::Infallible;

use accounts::Options;

use super::say;
use crate::config::{Config, MetricsConfig};

fn say_options(options: &Options) {
    let Options { email_and_password: passwords, email_verification, .. } = options;
    let on = |switch: bool| if switch { "on" } else { "off" };
    let (change, delete) = (&options.change_email, &options.delete_user);
    let on_sign_up = email_verification.send_on_sign_up.unwrap_or(passwords.require_verification);
    for (name, value) in [
        ("passwords      ", passwords.enabled),
        ("sign-up        ", passwords.enabled && passwords.sign_up),
        ("verified only  ", passwords.require_verification),
        ("mail on sign-up", on_sign_up),
        ("change email   ", change.enabled),
        ("delete user    ", delete.enabled),
    ] {
        say(format_args!("{name} {}", on(value)));
    }
}

/// Where the numbers for Prometheus are.
fn at(metrics: &MetricsConfig) -> String {
    let token = if metrics.token.is_some() { ", with a token" } else { "" };
    match metrics.listen {
        Some(listen) => format!("at {listen}{token}"),
        None if metrics.is_on() => format!("at the server's address{token}"),
        None => "off".to_owned(),
    }
}

/// Prints what was understood of the settings.
pub(super) fn run(config: &Config) -> Result<(), Infallible> {
    let origin = config.origin(config.listen.port());
    let expected = config.tokens.expectations(origin.as_str());
    say(format_args!("listen          {}", config.listen));
    say(format_args!("workers         {}", config.workers));
    say(format_args!("shutdown grace  {} s", config.shutdown_grace.as_secs()));
    let connections = &config.connections;
    say(format_args!("most connections {}", connections.most));
    say(format_args!("header timeout  {} s", connections.header_timeout.as_secs()));
    say(format_args!("body timeout    {} s", connections.body_timeout.as_secs()));
    say(format_args!("metrics         {}", at(&config.metrics)));
    say(format_args!("page            {}", if config.web { "on" } else { "off" }));
    say(format_args!("database        {}", config.database.url));
    say(format_args!("connections     {}", config.database.pool));
    match &config.accounts {
        None => say("accounts        off"),
        Some(accounts) => {
            say("accounts        on");
            say(format_args!("public origin   {origin}"));
            say(format_args!("trusted origins {}", accounts.trusted_origins.join(", ")));
            let bytes = accounts.secrets.current().len();
            say(format_args!("secret          {bytes} bytes, not shown"));
            let versions: Vec<_> = accounts.secrets.versions().map(|n| n.to_string()).collect();
            if !versions.is_empty() {
                say(format_args!("secret versions {}", versions.join(", ")));
            }
            let sessions = &accounts.sessions;
            say(format_args!("session lifetime {} s", sessions.expires_in.as_secs()));
            say(format_args!("session refresh {:?}", sessions.refresh));
            match &accounts.cookies.cache {
                None => say("cookie cache    off"),
                Some(cache) => {
                    let (strategy, seconds) = (cache.strategy, cache.max_age.as_secs());
                    say(format_args!("cookie cache    {strategy:?}, {seconds} s"));
                }
            }
            say(format_args!("hash threads    {}", accounts.hash_threads));
            say(format_args!("hash cost       {:?}", accounts.hash_cost));
            say(format_args!("rate limit      {}", accounts.limits.rate_limit));
            let proxies: Vec<_> =
                accounts.limits.trusted_proxies.iter().map(ToString::to_string).collect();
            say(format_args!("trusted proxies {}", proxies.join(", ")));
            say(format_args!("common passwords {}", accounts.limits.common_passwords));
            match &accounts.mail {
                None => say("mail            off"),
                Some(mail) => say(format_args!("mail            {}", mail.delivery)),
            }
            say_options(&accounts.options);
        }
    }
    let tokens = &config.tokens;
    say(format_args!("token algorithm {}", tokens.algorithm_in_words()));
    say(format_args!("token keys      {}", tokens.key_source()));
    if let Some(secret) = &tokens.secret {
        say(format_args!("token secret    {} bytes, not shown", secret.len()));
    }
    if let Some(remote) = &tokens.remote {
        let (ttl, cooldown) = (remote.ttl.num_seconds(), remote.cooldown.num_seconds());
        let stale = remote.stale.num_seconds();
        say(format_args!("key fetches     every {ttl} s, {cooldown} s apart, {stale} s without"));
    } else if let (None, Some(every)) = (&tokens.secret, tokens.keys.rotation) {
        let (every, grace) = (every.num_seconds(), tokens.keys.grace.num_seconds());
        say(format_args!("key rotation    every {every} s, taken for {grace} s more"));
    }
    say(format_args!("token issuer    {}", expected.issuer));
    say(format_args!("token audiences {}", expected.audiences.join(", ")));
    say(format_args!("token lifetime  {} s", tokens.expires_in.as_secs()));
    say(format_args!("token leeway    {} s", expected.leeway.as_secs()));
    say(format_args!("token cache     {}", tokens.cache));
    match &tokens.revocation {
        None => say("revocation      off"),
        Some(revocation) => {
            let (within, lasts) = (revocation.within.num_seconds(), revocation.lasts.num_seconds());
            say(format_args!("revocation      within {within} s, remembered for {lasts} s"));
        }
    }
    Ok(())
}
