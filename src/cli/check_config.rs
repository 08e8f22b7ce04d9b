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
    say(format_args!("page            {}", if config.web { "on" } else { "off" }));
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
    say(format_args!("token algorithm {}", config.tokens.algorithm()));
    if let Some(secret) = &config.tokens.secret {
        say(format_args!("token secret    {} bytes, not shown", secret.len()));
    }
    say(format_args!("token issuer    {}", expected.issuer));
    say(format_args!("token audiences {}", expected.audiences.join(", ")));
    say(format_args!("token lifetime  {} s", config.tokens.expires_in.as_secs()));
    say(format_args!("token leeway    {} s", expected.leeway.as_secs()));
    Ok(())
}
