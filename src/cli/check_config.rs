use std::convert::Infallible;

use super::say;
use crate::config::Config;

/// Prints what was understood of the settings.
pub(super) fn run(config: &Config) -> Result<(), Infallible> {
    let origin = config.origin(config.listen.port());
    let expected = config.tokens.expectations(origin.as_str());
    say(format_args!("listen          {}", config.listen));
    say(format_args!("workers         {}", config.workers));
    say(format_args!("shutdown grace  {} s", config.shutdown_grace.as_secs()));
    say(format_args!("database        {}", config.database.url));
    say(format_args!("connections     {}", config.database.pool));
    match &config.accounts {
        None => say("accounts        off"),
        Some(accounts) => {
            say("accounts        on");
            say(format_args!("public origin   {origin}"));
            say(format_args!("trusted origins {}", accounts.trusted_origins.join(", ")));
            say(format_args!("secret          {} bytes, not shown", accounts.secret.len()));
            say(format_args!("hash threads    {}", accounts.hash_threads));
            say(format_args!("hash cost       {:?}", accounts.hash_cost));
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
    Ok(())
}
