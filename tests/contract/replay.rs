//! Every recorded exchange, asked of Ownly again.

use std::{collections::BTreeMap, io::Write};

use chrono::{DateTime, TimeDelta, Utc};
use rstest::rstest;
use serde_json::Value;
use testing::{Backend, TestDirectory};

use crate::{
    app::TestApp,
    case::{Case, Fate},
    compare::compare,
    differences::expected,
    given::NOTHING,
    http::{Answer, send},
    recorded::{self, Exchange, ORIGIN},
    settings::set,
    tally::Tally,
    values::jwt,
    variants::{self, Variant},
};

#[rstest]
fn ownly_answers_what_better_auth_answered(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let mut tally = Tally::default();
    for variant in variants::all() {
        let Some(()) = replay(on, variant, &mut tally) else { return };
    }
    // Not captured as what `println!` says is: the totals are to be seen when all is well.
    writeln!(std::io::stderr(), "\n{on:?}\n{tally}").unwrap();
    assert!(tally.wrong().is_empty(), "\n{}", tally.wrong().join("\n"));
}

#[test]
fn every_recorded_exchange_is_in_one_place() {
    let mut declared: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for variant in variants::all() {
        let names = variant.cases.iter().map(|case| case.name);
        declared.entry(variant.name).or_default().extend(names);
    }
    assert!(declared.keys().eq(&recorded::variants()));
    for (variant, mut declared) in declared {
        let mut recorded: Vec<_> =
            recorded::exchanges(variant).into_iter().map(|exchange| exchange.case).collect();
        recorded.sort_unstable();
        declared.sort_unstable();
        assert_eq!(declared, recorded, "{variant}");
    }
}

fn replay(on: Backend, variant: Variant, tally: &mut Tally) -> Option<()> {
    let exchanges = recorded::exchanges(variant.name);
    let by_name: BTreeMap<_, _> =
        exchanges.iter().map(|exchange| (exchange.case.as_str(), exchange)).collect();
    let beginning = exchanges.iter().filter_map(moment).min().unwrap_or_else(Utc::now);
    let mail = TestDirectory::new();
    let mut server = Server {
        app: TestApp::spawn_with(on, |config| set(config, variant.settings, mail.path()))?,
        shift: TimeDelta::zero(),
        at_its_address: variant.at_its_address,
    };
    for case in &variant.cases {
        match &case.fate {
            Fate::NotApplicable(reason) => tally.not_applicable(variant.name, reason),
            Fate::Replayed(declared) => {
                if let Some(setting) = variant.awaits(case) {
                    tally.awaiting(variant.name, case.name, setting);
                    continue;
                }
                let exchange = by_name[case.name];
                let ours = server.answer(case, exchange, beginning);
                let found = compare(&exchange.response, &ours);
                let expected = expected(exchange, declared);
                tally.replayed(variant.name, case.name, &found, &expected);
            }
        }
    }
    Some(())
}

/// A server with the options of a recording.
struct Server {
    app: TestApp,
    /// How far its clock has been moved.
    shift: TimeDelta,
    /// Whether it is at its own address, and not at [`ORIGIN`].
    at_its_address: bool,
}

impl Server {
    /// What it answers once everything is as it was, `earlier` being when it was if nothing tells.
    fn answer(&mut self, case: &Case, exchange: &Exchange, earlier: DateTime<Utc>) -> Answer {
        let told = case.at.map(|time| time.parse().unwrap());
        let now = told.or_else(|| moment(exchange)).unwrap_or(earlier);
        self.set_clock(now);
        let mut sql = if case.follows { String::new() } else { NOTHING.to_owned() };
        for given in &case.given {
            sql += &given.sql(self.app.database.backend(), now);
        }
        if !sql.is_empty() {
            self.app.database.execute(&sql);
        }
        let mut request = exchange.request.clone();
        let origin = if self.at_its_address {
            format!("http://{}", self.app.address)
        } else {
            ORIGIN.to_owned()
        };
        for value in request.headers.values_mut() {
            *value = value.replace(ORIGIN, &origin);
        }
        let host = &origin["http://".len()..];
        for _ in 0..case.sent_before {
            send(self.app.address, host, &request);
        }
        send(self.app.address, host, &request)
    }

    fn set_clock(&mut self, now: DateTime<Utc>) {
        let shift = now - Utc::now();
        self.app.advance(shift - self.shift);
        self.shift = shift;
    }
}

/// When an exchange was recorded, as far as the answer tells: when a token in it was issued, or
/// when the youngest row in it changed.
fn moment(exchange: &Exchange) -> Option<DateTime<Utc>> {
    let response = &exchange.response;
    let tokens = [response.headers.get("set-auth-jwt"), response.body.get("token")];
    let issued = tokens.into_iter().flatten().filter_map(|token| jwt(token.as_str()?));
    let issued = issued.filter_map(|(_, claims)| claims["iat"].as_i64());
    let issued = issued.filter_map(|iat| DateTime::from_timestamp(iat, 0));
    issued.max().or_else(|| youngest(&response.body))
}

fn youngest(json: &Value) -> Option<DateTime<Utc>> {
    match json {
        Value::Object(members) => members
            .iter()
            .filter_map(|(name, value)| match name.as_str() {
                "createdAt" | "updatedAt" => value.as_str()?.parse().ok(),
                _ => youngest(value),
            })
            .max(),
        Value::Array(items) => items.iter().filter_map(youngest).max(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}
