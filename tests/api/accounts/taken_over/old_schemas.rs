//! What the migrators of older versions made.

use chrono::{TimeDelta, Utc};
use rstest::rstest;
use serde_json::json;
use testing::Backend;

use super::{
    database,
    fixture::{FIXTURE, KEYS, config},
    keys::insert,
    sql, user,
};
use crate::{
    accounts::{get_session, jwt, post, session_token, sign_in, sign_up},
    app::TestApp,
    browser::PASSWORD,
};

#[derive(Debug, Clone, Copy)]
enum Version {
    V1_2_12,
    V1_3_34,
    V1_6_34,
    V1_7_2,
}

impl Version {
    fn schema(self, on: Backend) -> &'static str {
        match self {
            Self::V1_2_12 => sql!(on, "old-schemas/1.2.12"),
            Self::V1_3_34 => sql!(on, "old-schemas/1.3.34"),
            Self::V1_6_34 => sql!(on, "old-schemas/1.6.34"),
            Self::V1_7_2 => sql!(on, "old-schemas/1.7.2"),
        }
    }

    /// Users, accounts and sessions, and a key as that version stored it.
    fn rows(self) -> String {
        let rows = include_str!("../better_auth.sql");
        let (rows, _) = rows.split_once(r#"INSERT INTO "jwks""#).unwrap();
        let key = insert(&KEYS[0]["row"], matches!(self, Self::V1_7_2));
        match self {
            Self::V1_2_12 | Self::V1_3_34 | Self::V1_6_34 => rows.to_owned() + &key,
            // Each account had an issuer.
            Self::V1_7_2 => {
                let (before, accounts) = rows.split_once(r#"INSERT INTO "account""#).unwrap();
                let (accounts, after) = accounts.split_once(r#"INSERT INTO "session""#).unwrap();
                let accounts = accounts
                    .replace(r#" ("id","#, r#" ("issuer", "id","#)
                    .replace("VALUES (", "VALUES ('local:credential', ");
                format!(
                    r#"{before}INSERT INTO "account"{accounts}INSERT INTO "session"{after}{key}"#
                )
            }
        }
    }
}

fn upgraded(on: Backend, from: Version) -> Option<TestApp> {
    let database = database(on, from.schema(on))?;
    database.execute(&from.rows());
    Some(TestApp::spawn_on(database, config))
}

#[rstest]
fn its_users_and_sessions_go_on(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(Version::V1_2_12, Version::V1_3_34, Version::V1_6_34, Version::V1_7_2)] from: Version,
) {
    let Some(app) = upgraded(on, from) else { return };
    let ada = user("ada@example.com");
    let signed_in = sign_in(&app, "ada@example.com", ada["password"].as_str().unwrap()).expect(200);
    assert_eq!(signed_in.json()["user"]["createdAt"], "2026-11-22T18:33:22.138Z");

    let known = &FIXTURE["sessions"][0];
    let answer = get_session(&app).cookie(known["cookie"].as_str().unwrap()).send().expect(200);
    let answer = answer.json();
    assert_eq!(answer["user"]["email"], "ada@example.com");
    assert_eq!(answer["session"]["expiresAt"], known["expiresAt"]);
    assert_eq!(answer["session"]["createdAt"], "2026-11-22T18:33:22.151Z");

    let token = app.get("/api/auth/token").bearer(&session_token(&signed_in)).send().expect(200);
    let token = token.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(jwt::header(&token)["kid"], KEYS[0]["row"]["id"]);
    app.get("/api/me").bearer(&token).send().expect(200);
    assert_eq!(app.get("/api/auth/jwks").send().json(), KEYS[0]["jwks"]);
}

/// The whole life of a user, on tables of that version.
#[rstest]
fn new_users_come_and_go(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(Version::V1_2_12, Version::V1_3_34, Version::V1_6_34, Version::V1_7_2)] from: Version,
) {
    let Some(app) = upgraded(on, from) else { return };
    sign_up(&app, "new@example.com").expect(200);
    let signed_in = sign_in(&app, "new@example.com", PASSWORD).expect(200);
    let session = session_token(&signed_in);

    let answer = get_session(&app).bearer(&session).send().expect(200).json();
    // Times come back as they went in, whatever the column says of time zones.
    for (moment, lasts) in [("createdAt", TimeDelta::zero()), ("expiresAt", TimeDelta::days(7))] {
        let told: chrono::DateTime<Utc> =
            answer["session"][moment].as_str().unwrap().parse().unwrap();
        assert!((told - Utc::now() - lasts).abs() < TimeDelta::minutes(2), "{moment} {told}");
    }
    let token = app.get("/api/auth/token").bearer(&session).send().expect(200).json();
    app.get("/api/me").bearer(token["token"].as_str().unwrap()).send().expect(200);

    let change = json!({ "currentPassword": PASSWORD, "newPassword": "another battery staple" });
    let changed = app.post("/api/auth/change-password").bearer(&session).json(change).send();
    changed.expect(200);
    sign_in(&app, "new@example.com", PASSWORD).expect(401);
    sign_in(&app, "new@example.com", "another battery staple").expect(200);

    let delete = json!({ "password": "another battery staple" });
    app.post("/api/auth/delete-user").bearer(&session).json(delete).send().expect(200);
    sign_in(&app, "new@example.com", "another battery staple").expect(401);
    let left = |table: &str| {
        let all = format!(r#"SELECT CAST(count(*) AS text) FROM "{table}""#);
        app.database.text(&all).remove(0)
    };
    assert_eq!([left("user"), left("account"), left("session")], ["4", "4", "5"]);
}

/// Better Auth 1.7.0 to 1.7.2 can go on with what is made here.
#[rstest]
fn an_account_has_an_issuer_where_accounts_have(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = upgraded(on, Version::V1_7_2) else { return };
    sign_up(&app, "new@example.com").expect(200);
    let issuer = r#"SELECT "issuer" FROM "account" JOIN "user" ON "user"."id" = "userId"
                    WHERE "email" = 'new@example.com'"#;
    assert_eq!(app.database.text(issuer), ["local:credential"]);
}

/// What 1.7.25's schema check wants to find, and what a start adds to make it so.
#[rstest]
fn a_second_start_finds_nothing_to_add(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(Version::V1_2_12, Version::V1_3_34, Version::V1_6_34)] from: Version,
) {
    let Some(app) = upgraded(on, from) else { return };
    let columns = |table: &str| match on {
        Backend::Sqlite => {
            let of = format!("SELECT name FROM pragma_table_info('{table}') ORDER BY name");
            app.database.text(&of)
        }
        Backend::Postgres => app.database.text(&format!(
            "SELECT attname::text FROM pg_attribute WHERE attrelid = '\"{table}\"'::regclass
             AND attnum > 0 ORDER BY attname COLLATE \"C\""
        )),
    };
    let jwks = ["alg", "createdAt", "crv", "expiresAt", "id", "privateKey", "publicKey"];
    assert_eq!(columns("jwks"), jwks);
    let before = ["user", "session", "account", "verification", "jwks"].map(columns);
    let again = TestApp::spawn_on(app.database.clone(), config);
    assert_eq!(["user", "session", "account", "verification", "jwks"].map(columns), before);
    sign_up(&again, "new@example.com").expect(200);
    let empty = json!({ "email": "new@example.com", "password": PASSWORD });
    post(&again, "/sign-in/email", empty).expect(200);
}

/// 1.1 and 1.2 could leave them out.
#[rstest]
fn a_mailed_token_without_a_time_of_its_making_gets_one(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(database) = database(on, Version::V1_2_12.schema(on)) else { return };
    database.execute(
        r#"INSERT INTO "verification" ("id", "identifier", "value", "expiresAt")
           VALUES ('1', 'reset-password:x', 'someone', '2099-12-31T23:59:59.000Z')"#,
    );
    let app = TestApp::spawn_on(database, config);
    let same = r#"SELECT "id" FROM "verification"
                  WHERE "createdAt" = "expiresAt" AND "updatedAt" = "expiresAt""#;
    assert_eq!(app.database.text(same), ["1"]);
}
