use rstest::rstest;
use serde_json::Value;
use testing::{Backend, TestDatabase};

use crate::program::Place;

/// Name, algorithm and state of each key that the list shows.
fn listed(place: &Place, variables: &[(&str, &str)]) -> Vec<(String, String, String)> {
    let said = place.run(&["keys", "list"], variables).expect(0).said();
    let key = |line: &str| {
        let mut words = line.split_whitespace().map(str::to_owned);
        (words.next().unwrap(), words.next().unwrap(), words.next_back().unwrap())
    };
    said.lines().skip(1).map(key).collect()
}

#[rstest]
fn keys_are_made_shown_and_revoked(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    if !on.is_wanted() {
        return;
    }
    let (place, database) = (Place::new(), TestDatabase::new(on));
    let variables = [("DATABASE_URL", database.url()), ("OWNLY_JWT_ALG", "ES256")];
    assert_eq!(listed(&place, &variables), []);
    let first = place.run(&["keys", "rotate"], &variables).expect(0).said();
    let first = first.strip_suffix(" signs now\n").unwrap().to_owned();
    let row = |kid: &str, state: &str| (kid.to_owned(), "ES256".to_owned(), state.to_owned());
    assert_eq!(listed(&place, &variables), [row(&first, "signing")]);

    // One that has been there for an hour signs until verifiers know the next.
    database.execute(r#"UPDATE "jwks" SET "createdAt" = '2020-01-01T00:00:00.000Z'"#);
    let next = place.run(&["keys", "rotate"], &variables).expect(0).said();
    let next = next.strip_suffix(" signs in 10 minutes\n").unwrap().to_owned();
    assert_eq!(listed(&place, &variables), [row(&next, "next"), row(&first, "signing")]);
    place.run(&["keys", "rotate", "--now"], &variables).expect(0);
    let all = listed(&place, &variables);
    assert_eq!((all.len(), all[0].2.as_str(), all[2].2.as_str()), (3, "signing", "retired"));

    place.run(&["keys", "revoke", &all[0].0], &variables).expect(0);
    let unknown = place.run(&["keys", "revoke", &all[0].0], &variables).expect(1);
    assert!(unknown.complained().contains("there is no key"), "{}", unknown.complained());
    let left = listed(&place, &variables);
    assert_eq!((left.len(), left[0].2.as_str()), (3, "signing"), "one was made in its place");

    let server = place.serve(&variables);
    let set = ureq::get(server.url("/.well-known/jwks.json")).call().unwrap();
    let set: Value = serde_json::from_str(&set.into_body().read_to_string().unwrap()).unwrap();
    assert_eq!(set["keys"].as_array().unwrap().len(), 3);
}

#[test]
fn a_server_without_keys_of_its_own_has_none_to_show() {
    let place = Place::new();
    let shared = [("OWNLY_JWT_SECRET", "a secret that another issuer shares with us")];
    for action in [&["keys", "list"][..], &["keys", "rotate"], &["keys", "revoke", "x"]] {
        let ran = place.run(action, &shared).expect(1);
        assert!(ran.complained().contains("keys of its own"), "{}", ran.complained());
    }
}

#[test]
fn rows_are_handed_over_to_another_issuer_when_that_is_said() {
    let place = Place::new();
    let of = |issuer: &'static str| {
        [
            ("OWNLY_ACCOUNTS", "off"),
            ("OWNLY_JWT_SECRET", "a secret that another issuer shares with us"),
            ("OWNLY_JWT_ISSUER", issuer),
            ("OWNLY_JWT_AUDIENCE", "tests"),
        ]
    };
    let key = b"a secret that another issuer shares with us";
    let key = token::SigningKey::shared_secret(key).unwrap();
    let exp = chrono::Utc::now().timestamp() + 60;
    let claims = serde_json::json!({ "iss": "one", "aud": "tests", "sub": "7", "exp": exp });
    let server = place.serve(&of("one"));
    ureq::post(server.url("/api/tasks"))
        .header("authorization", format!("Bearer {}", key.sign(&claims).unwrap()))
        .header("content-type", "application/json")
        .send(r#"{"title":"Mine"}"#)
        .unwrap();
    drop(server);

    let refused = place.run(&["serve", "--listen", "127.0.0.1:0"], &of("two")).expect(1);
    assert!(refused.complained().contains("`ownly adopt-issuer`"), "{}", refused.complained());
    place.run(&["adopt-issuer"], &of("two")).expect(0).says("the rows in", "the issuer two");
    drop(place.serve(&of("two")));
    place.run(&["serve", "--listen", "127.0.0.1:0"], &of("one")).expect(1);
}
