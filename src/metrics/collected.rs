//! What others have counted, as series of numbers.

use std::fmt;

use accounts::{AccountCounts, HashCounts, MailCounts};
use chrono::{DateTime, Utc};
use prometheus_client::{collector::Collector, encoding::DescriptorEncoder, registry::Unit};
use wall::{PoolState, TokenChecks};

use super::{
    Watched,
    series::{About, counter, counters, gauge, gauges},
};

/// Asks for the numbers each time.
pub(super) struct Collected {
    watched: Watched,
    started_at: DateTime<Utc>,
}

impl Collected {
    pub(super) fn new(watched: Watched) -> Self {
        let started_at = watched.clock.now();
        Self { watched, started_at }
    }
}

impl fmt::Debug for Collected {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Collected").finish_non_exhaustive()
    }
}

impl Collector for Collected {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let Watched { database, verifier, accounts, ending, clock: _ } = &self.watched;
        let out = &mut encoder;
        let is_ready = !ending.has_begun() && verifier.ready().is_ok();
        let about = ("ready", "1 unless the server is about to stop or has no keys", None);
        gauge(out, about, if is_ready { 1.0 } else { 0.0 })?;
        moment(out, "start_timestamp", "When the server started", Some(self.started_at))?;
        tokens(out, verifier.checks())?;
        let (keys, read_at) = verifier.keys();
        gauge(out, ("keys", "Keys that tokens are checked with", None), keys as f64)?;
        let help = "When those keys were last had from where they are kept";
        moment(out, "keys_refreshed_timestamp", help, read_at)?;
        pools(out, &database.pools())?;
        accounts.as_ref().map_or(Ok(()), |accounts| of_accounts(out, accounts.counts()))
    }
}

fn seconds(name: &'static str, help: &'static str) -> About {
    (name, help, Some(Unit::Seconds))
}

/// A point in time, in seconds since 1970; left out where there is none.
fn moment(
    out: &mut DescriptorEncoder<'_>,
    name: &'static str,
    help: &'static str,
    at: Option<DateTime<Utc>>,
) -> fmt::Result {
    match at {
        Some(at) => gauge(out, seconds(name, help), at.timestamp_millis() as f64 / 1e3),
        None => Ok(()),
    }
}

fn tokens(out: &mut DescriptorEncoder<'_>, checks: TokenChecks) -> fmt::Result {
    let TokenChecks { accepted, refused, hits, misses, entries, bytes } = checks;
    let refused = refused.into_iter().map(|(reason, n)| ([("result", reason)], n as f64));
    let results = [([("result", "accepted")], accepted as f64)].into_iter().chain(refused);
    counters(
        out,
        ("token_checks", "Requests for data, by what became of their token", None),
        results,
    )?;
    let looks = [([("result", "hit")], hits as f64), ([("result", "miss")], misses as f64)];
    counters(out, ("token_cache_lookups", "Looks for a token among verified ones", None), looks)?;
    gauge(
        out,
        ("token_cache_entries", "Verified tokens that are remembered", None),
        entries as f64,
    )?;
    let about = ("token_cache", "What they take, from above", Some(Unit::Bytes));
    gauge(out, about, bytes as f64)
}

fn pools(out: &mut DescriptorEncoder<'_>, pools: &[PoolState]) -> fmt::Result {
    let all = |number: fn(&PoolState) -> f64| {
        pools.iter().map(move |pool| ([("pool", pool.name)], number(pool)))
    };
    let name = |name, help| (name, help, None);
    let used = |pool: &PoolState| f64::from(pool.open.saturating_sub(pool.idle));
    gauges(
        out,
        name("db_connections_max", "Connections that there may be"),
        all(|it| it.most.into()),
    )?;
    gauges(out, name("db_connections_in_use", "Connections in use"), all(used))?;
    gauges(
        out,
        name("db_connections_idle", "Connections open and idle"),
        all(|it| it.idle.into()),
    )?;
    gauges(out, name("db_waiting", "Requests waiting for one"), all(|it| it.waiting as f64))?;
    counters(out, name("db_checkouts", "Connections that were had"), all(|it| it.taken as f64))?;
    let about = seconds("db_wait", "Time spent waiting for a connection");
    counters(out, about, all(|it| it.waited.as_secs_f64()))?;
    counters(out, name("db_timeouts", "Connections not had in time"), all(|it| it.timeouts as f64))
}

fn of_accounts(out: &mut DescriptorEncoder<'_>, counts: AccountCounts) -> fmt::Result {
    let AccountCounts { events, limited, hashing, mail, signing_key_made_at } = counts;
    let events = events.into_iter().map(|((event, reason), count)| {
        ([("event", event.to_owned()), ("reason", reason)], count as f64)
    });
    counters(out, ("security_events", "Security events, by name and reason", None), events)?;
    let limited = limited.into_iter().map(|(rule, count)| ([("rule", rule)], count as f64));
    counters(out, ("rate_limited", "Requests refused by a rate limit", None), limited)?;
    hashes(out, hashing)?;
    let help = "When the key that signs tokens was made";
    moment(out, "signing_key_created_timestamp", help, signing_key_made_at)?;
    mail.map_or(Ok(()), |mail| mails(out, mail))
}

fn hashes(out: &mut DescriptorEncoder<'_>, hashing: HashCounts) -> fmt::Result {
    let HashCounts { waiting, made, refused, waited, worked } = hashing;
    let about = ("password_hash_waiting", "Passwords waiting to be hashed", None);
    gauge(out, about, waiting as f64)?;
    counter(out, ("password_hashes", "Passwords that were hashed", None), made as f64)?;
    let about = ("password_hash_refusals", "Passwords refused because too many waited", None);
    counter(out, about, refused as f64)?;
    let about = seconds("password_hash_wait", "Time that passwords waited");
    counter(out, about, waited.as_secs_f64())?;
    let about = seconds("password_hash_work", "Time that hashing took");
    counter(out, about, worked.as_secs_f64())
}

fn mails(out: &mut DescriptorEncoder<'_>, mail: MailCounts) -> fmt::Result {
    let MailCounts { queued, sent, retried, failed, dropped } = mail;
    gauge(out, ("mails_queued", "Mails waiting, or on their way", None), queued as f64)?;
    let ends = [("sent", sent), ("retried", retried), ("failed", failed), ("dropped", dropped)];
    let ends = ends.map(|(result, count)| ([("result", result)], count as f64));
    counters(out, ("mails", "Tries to send mail, by how they ended", None), ends)
}
