use std::{
    io::{self, Read},
    process::ExitCode,
    sync::Arc,
};

use derive_more::{Display, Error, From};
use remote_keys::RemoteKeys;
use token::{
    Clock, Fault, FixedKeys, KeySet, KeySource, KeysUnavailable, RevocationSource,
    RevocationsUnavailable, Rule, dissect,
};
use wall::{Database, PoolSizes};

use super::{BAD_CONFIG, FAILED, complain, keys, say};
use crate::{App, config::Config};

/// Why nothing can be said of a token.
#[derive(Debug, Display, Error, From)]
enum ExplainError {
    #[display("standard input: {_0}")]
    Input(io::Error),
    Open(keys::KeysError),
    Keys(accounts::SigningKeysError),
    Secret(token::WeakSecret),
    Unavailable(KeysUnavailable),
    Revocations(RevocationsUnavailable),
}

/// More than any token that is looked at has.
const MAX_INPUT: u64 = 64 * 1024;

/// Says of the token on standard input what the server would say of it, and why: 0 if it is good,
/// 1 if it is not.
pub(super) fn run(app: App, config: &Config) -> ExitCode {
    match explain(app, config) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(FAILED),
        Err(error) => complain(error, BAD_CONFIG),
    }
}

fn explain(app: App, config: &Config) -> Result<bool, ExplainError> {
    let mut input = String::new();
    io::stdin().take(MAX_INPUT).read_to_string(&mut input)?;
    let token = input.trim();
    let token = token.strip_prefix("Bearer ").unwrap_or(token).trim_start();

    let clock = Clock::system();
    let origin = config.origin(config.listen.port());
    let expected = config.tokens.expectations(origin.as_str());
    let (keys, revocations) = actix_rt::System::new().block_on(async {
        let keys = current_keys(app, config, &clock).await?;
        Ok::<_, ExplainError>((keys, current_revocations(config, &clock).await?))
    })?;
    let now = clock.now();

    say(format_args!("issuer     {}", expected.issuer));
    say(format_args!("audiences  {}", expected.audiences.join(", ")));
    say(format_args!("algorithm  {}", config.tokens.algorithm_in_words()));
    say(format_args!("keys       {}", config.tokens.key_source()));
    for kid in keys.kids() {
        say(format_args!("kid        {}", in_ascii(kid)));
    }
    say(format_args!("leeway     {} s", expected.leeway.as_secs()));
    say(format_args!("revocation {}", if revocations.is_some() { "on" } else { "off" }));
    say(format_args!("time       {} ({now})", now.timestamp()));
    say("");
    let [header, claims] = dissect(token);
    for (name, text) in [("header", header), ("claims", claims)] {
        let text = text.unwrap_or_else(|| "cannot be decoded".to_owned());
        say(format_args!("{name}     {}", in_ascii(&text)));
    }
    say("");
    let judged = token::verify(token, &keys, &expected, now);
    let judged = match (judged, &revocations) {
        (Ok(claims), Some(known)) => known.judge(&claims).ok_or_else(too_slow)?,
        (judged, _) => judged.map(drop),
    };
    Ok(tell(judged, revocations.is_some()))
}

/// Says of each rule whether the token keeps it, up to the first that it breaks.
fn tell(judged: Result<(), Fault>, minds_revocation: bool) -> bool {
    let fault = judged.err();
    let broken = fault.as_ref().map(Fault::rule);
    for rule in Rule::ALL.into_iter().filter(|rule| minds_revocation || *rule != Rule::Revocation) {
        match (&fault, broken) {
            (Some(fault), Some(broken)) if rule == broken => {
                say(format_args!("BROKEN     {fault}"))
            }
            (_, Some(broken)) if rule > broken => say(format_args!("unchecked  {rule}")),
            _ => say(format_args!("kept       {rule}")),
        }
    }
    say("");
    say(if fault.is_none() { "The token is good." } else { "The token is refused." });
    fault.is_none()
}

async fn current_keys(
    app: App,
    config: &Config,
    clock: &Clock,
) -> Result<Arc<KeySet>, ExplainError> {
    let tokens = &config.tokens;
    let source: Arc<dyn KeySource> = match (&tokens.secret, &tokens.remote) {
        (Some(secret), _) => Arc::new(FixedKeys::new(KeySet::shared_secret(secret.as_bytes())?)),
        (None, Some(remote)) => {
            let remote = RemoteKeys::start(remote.clone(), clock.clone())
                .map_err(|error| KeysUnavailable(error.into()))?;
            remote.first_fetch().await;
            Arc::new(remote)
        }
        (None, None) => keys::open(app, config)?.key_source().await?,
    };
    source.check()?;
    Ok(source.current())
}

fn too_slow() -> RevocationsUnavailable {
    RevocationsUnavailable("reading it took too long".into())
}

/// What was revoked, where that is minded. The database was brought up to date for its keys, or
/// else by the server that issued the token.
async fn current_revocations(
    config: &Config,
    clock: &Clock,
) -> Result<Option<Arc<dyn RevocationSource>>, ExplainError> {
    let Some(settings) = config.tokens.revocation else { return Ok(None) };
    let sizes = PoolSizes { connections: 1, patience: config.database.patience };
    let database = Database::new(&config.database.url, sizes);
    let known = accounts::known_revocations(database, clock.clone(), settings).await;
    Ok(Some(known.map_err(|error| RevocationsUnavailable(error.into()))?))
}

/// Whoever made the token chose the text: a terminal is not to be told anything by it.
fn in_ascii(text: &str) -> String {
    let plain = |c: char| c.is_ascii_graphic() || c == ' ';
    text.chars()
        .map(|c| if plain(c) { c.to_string() } else { c.escape_default().to_string() })
        .collect()
}
