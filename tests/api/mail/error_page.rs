use rstest::rstest;
use testing::Backend;

use crate::app::TestApp;

fn app(url: Option<&str>) -> TestApp {
    let app = TestApp::spawn_with(Backend::Sqlite, |config| {
        config.accounts.as_mut().unwrap().options.error_url = url.map(str::to_owned);
    });
    app.expect("SQLite is never left out")
}

#[test]
fn the_page_shows_the_code_and_lets_nothing_run() {
    let app = app(None);
    let shown =
        app.get("/api/auth/error?error=please_restart_the_process&error_description=%3Cb%3Ehi");
    let shown = shown.send().expect(200);
    assert_eq!(shown.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(shown.text.contains("<code>please_restart_the_process</code>"), "{}", shown.text);
    assert!(!shown.text.contains("hi"), "whoever made the link does not speak here");
    let policy = shown.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    for part in ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(!shown.text.contains("<script"), "{}", shown.text);
}

#[rstest]
#[case("")]
#[case("?error=")]
#[case("?error=%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
#[case("?error=a%20b")]
fn what_is_no_code_is_unknown(#[case] query: &str) {
    let app = app(None);
    let shown = app.get(&format!("/api/auth/error{query}")).send().expect(200);
    assert!(shown.text.contains("<code>UNKNOWN</code>"), "{}", shown.text);
    assert!(!shown.text.contains("alert"), "{}", shown.text);
}

#[test]
fn a_quote_in_a_code_is_escaped() {
    let shown = app(None).get("/api/auth/error?error=it's").send().expect(200);
    assert!(shown.text.contains("<code>it&#39;s</code>"), "{}", shown.text);
}

/// `/` is where Better Auth sends in production.
#[rstest]
#[case(
    "/",
    "?error=abc&error_description=hello%20there",
    "/?error=abc&error_description=hello+there"
)]
#[case("/", "?error=%3Cscript%3E", "/?error=UNKNOWN")]
#[case("https://app.example/oops?a=1", "?error=abc", "https://app.example/oops?a=1&error=abc")]
fn an_application_shows_a_page_of_its_own(
    #[case] url: &str,
    #[case] query: &str,
    #[case] location: &str,
) {
    let sent = app(Some(url)).get(&format!("/api/auth/error{query}")).send().expect(302);
    assert_eq!(sent.header("location"), Some(location));
    assert_eq!((sent.header("content-type"), &*sent.text), (None, ""));
}
