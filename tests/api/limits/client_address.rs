//! Who one client is.

use accounts::RateLimit;
use rstest::rstest;
use testing::Backend;

use super::{expect_limited, limiting, sign_in, sign_up};
use crate::{app::TestApp, browser::PASSWORD};

/// Where the sessions began that began by a sign-in, in their order.
fn addresses(app: &TestApp) -> Vec<String> {
    app.database.text(r#"SELECT "ipAddress" FROM "session" ORDER BY "createdAt""#).split_off(1)
}

#[rstest]
#[case("203.0.113.1", "203.0.113.1")]
#[case("1.2.3.4, 203.0.113.1", "203.0.113.1")]
#[case("1.2.3.4, 203.0.113.1, 127.0.0.1", "203.0.113.1")]
#[case("::ffff:203.0.113.1", "203.0.113.1")]
#[case("2001:DB8:1:2:3:4:5:6", "2001:0db8:0001:0002:0000:0000:0000:0000")]
#[case("unknown", "127.0.0.1")]
fn a_trusted_proxy_says_where_a_session_begins(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] forwarded: &str,
    #[case] client: &str,
) {
    let Some(app) = limiting(on, RateLimit::Off) else { return };
    sign_up(&app);
    sign_in(&app, forwarded, PASSWORD).send().expect(200);
    assert_eq!(addresses(&app), [client]);
}

#[rstest]
fn nobody_else_does(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let app = TestApp::spawn_with(on, |config| {
        let limits = &mut config.accounts.as_mut().unwrap().limits;
        limits.rate_limit = RateLimit::Memory;
        limits.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
    });
    let Some(app) = app else { return };
    sign_up(&app);
    for number in 0..3 {
        sign_in(&app, &format!("10.0.0.{number}"), PASSWORD).send().expect(200);
    }
    expect_limited(&sign_in(&app, "10.0.0.9", PASSWORD).send(), 10);
    assert_eq!(addresses(&app), ["127.0.0.1"; 3]);
}

/// Whoever has one address of a network of 64 bits has them all.
#[rstest]
fn an_ipv6_network_is_one_client(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = limiting(on, RateLimit::Memory) else { return };
    sign_up(&app);
    for number in 0..3 {
        sign_in(&app, &format!("2001:db8:1:2:{number}::{number}"), PASSWORD).send().expect(200);
    }
    expect_limited(&sign_in(&app, "2001:db8:1:2:ffff::1", PASSWORD).send(), 10);
    sign_in(&app, "2001:db8:1:3::1", PASSWORD).send().expect(200);
}

/// Two headers are one list, in the order of the headers.
#[rstest]
fn a_header_of_the_clients_own_comes_before_the_proxys(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = limiting(on, RateLimit::Off) else { return };
    sign_up(&app);
    let both = sign_in(&app, "1.2.3.4", PASSWORD).header("x-forwarded-for", "203.0.113.1");
    both.send().expect(200);
    assert_eq!(addresses(&app), ["203.0.113.1"]);
}

/// What the client wrote does not keep the proxy from being heard.
#[rstest]
fn what_is_no_text_is_no_address(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = limiting(on, RateLimit::Off) else { return };
    sign_up(&app);
    let body = format!(r#"{{"email":"ada@example.com","password":"{PASSWORD}"}}"#);
    let sign_in = app.post("/api/auth/sign-in/email").header("content-type", "application/json");
    let sign_in = sign_in.header("x-forwarded-for", b"\xff\xfe, 203.0.113.1").body(body);
    sign_in.send().expect(200);
    assert_eq!(addresses(&app), ["203.0.113.1"]);
}
