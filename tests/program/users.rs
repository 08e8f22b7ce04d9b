use rstest::rstest;
use serde_json::{Value, json};
use testing::{Backend, TestDatabase};

use crate::program::{Place, Ran, Serving};

const PASSWORD: &str = "correct horse battery";

/// A folder, a database, and a server on it.
struct Site {
    place: Place,
    database: TestDatabase,
    server: Serving,
}

impl Site {
    fn new(on: Backend) -> Option<Self> {
        if !on.is_wanted() {
            return None;
        }
        let (place, database) = (Place::new(), TestDatabase::new(on));
        let server = place.serve(&variables(&database));
        Some(Self { place, database, server })
    }

    /// `ownly user …`
    fn user(&self, arguments: &[&str], input: &str) -> Ran {
        let arguments = [&["user"], arguments].concat();
        self.place.run_with(&arguments, &variables(&self.database), input)
    }

    fn sign_up(&self, email: &str) -> String {
        let body = json!({ "name": "A", "email": email, "password": PASSWORD });
        let (status, body) = self.server.post("/sign-up/email", body, &[]);
        assert_eq!(status, 200, "{body}");
        body["token"].as_str().unwrap().to_owned()
    }

    fn sign_in(&self, email: &str, password: &str) -> (u16, Value) {
        let body = json!({ "email": email, "password": password });
        self.server.post("/sign-in/email", body, &[])
    }

    /// Whether the session goes on.
    fn is_live(&self, session: &str) -> bool {
        let bearer = format!("Bearer {session}");
        let (_, body) =
            self.server.get("/api/auth/get-session", &[("authorization", bearer.as_str())]);
        !body.is_null()
    }

    fn make_task(&self, session: &str) {
        let bearer = format!("Bearer {session}");
        let (_, body) = self.server.get("/api/auth/token", &[("authorization", bearer.as_str())]);
        let bearer = format!("Bearer {}", body["token"].as_str().unwrap());
        let url = self.server.url("/api/tasks");
        let post = ureq::post(url).header("authorization", bearer);
        post.header("content-type", "application/json").send(r#"{"title":"x"}"#).unwrap();
    }

    fn count(&self, table: &str) -> String {
        let count = format!(r#"SELECT CAST(count(*) AS text) FROM "{table}""#);
        self.database.text(&count).remove(0)
    }
}

fn variables(database: &TestDatabase) -> [(&'static str, &str); 2] {
    [("OWNLY_HASH_COST", "cheap"), ("DATABASE_URL", database.url())]
}

#[rstest]
fn one_that_is_made_signs_in_and_is_listed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(site) = Site::new(on) else { return };
    let made = ["create", "Ada@Example.com", "--name", "Ada\tL.\n", "--verified"];
    let id = site.user(&made, "correct horse battery\n").expect(0).said().trim().to_owned();
    site.user(&["create", "grace@example.com"], PASSWORD).expect(0);
    let (status, body) = site.sign_in("ada@example.com", PASSWORD);
    assert_eq!((status, &body["user"]["emailVerified"]), (200, &json!(true)));

    let listed = site.user(&["list"], "").expect(0).said();
    assert_eq!(listed.lines().count(), 2);
    let line = listed.lines().find(|line| line.starts_with(&id)).unwrap();
    let columns: Vec<_> = line.split('\t').collect();
    assert_eq!(columns[1..3], ["ada@example.com", "verified"]);
    assert_eq!(columns[4], r"Ada\tL.\n");

    let listed = site.user(&["list", "--json"], "").expect(0).said();
    let lines: Vec<Value> =
        listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let grace = lines.iter().find(|user| user["email"] == "grace@example.com").unwrap();
    assert_eq!((&grace["name"], &grace["emailVerified"]), (&json!("grace"), &json!(false)));
}

#[rstest]
fn another_password_ends_the_sessions_of_the_user_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(site) = Site::new(on) else { return };
    let (ada, grace) = (site.sign_up("ada@example.com"), site.sign_up("grace@example.com"));
    site.user(&["set-password", "ada@example.com", "--keep-sessions"], "another one").expect(0);
    assert!(site.is_live(&ada));
    site.user(&["set-password", "ADA@example.com"], "yet another one").expect(0);
    assert!(!site.is_live(&ada) && site.is_live(&grace));
    assert_eq!(site.sign_in("ada@example.com", PASSWORD).0, 401);
    assert_eq!(site.sign_in("ada@example.com", "yet another one").0, 200);
    assert_eq!(site.sign_in("grace@example.com", PASSWORD).0, 200);
}

#[rstest]
fn who_had_no_password_gets_a_first_one(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(site) = Site::new(on) else { return };
    site.sign_up("ada@example.com");
    site.database.execute(r#"UPDATE "account" SET "providerId" = 'github'"#);
    site.user(&["set-password", "ada@example.com"], "a first password").expect(0);
    assert_eq!(site.sign_in("ada@example.com", "a first password").0, 200);
    assert_eq!(site.count("account"), "2");
}

#[rstest]
fn sessions_are_ended_by_address_or_id_and_nobody_elses(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(site) = Site::new(on) else { return };
    let (ada, grace) = (site.sign_up("ada@example.com"), site.sign_up("grace@example.com"));
    let id = r#"SELECT "id" FROM "user" WHERE "email" = 'ada@example.com'"#;
    let id = site.database.text(id).remove(0);
    site.user(&["revoke-sessions", &id], "").expect(0);
    assert!(!site.is_live(&ada) && site.is_live(&grace));
    site.user(&["revoke-sessions", "grace@example.com"], "").expect(0);
    assert!(!site.is_live(&grace));
}

#[rstest]
fn a_user_is_deleted_with_all_that_is_theirs_once_that_is_meant(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(site) = Site::new(on) else { return };
    let (ada, grace) = (site.sign_up("ada@example.com"), site.sign_up("grace@example.com"));
    site.make_task(&ada);
    site.make_task(&grace);
    let ran = site.user(&["delete", "ada@example.com"], "").expect(1);
    assert!(ran.complained().contains("--yes"), "{}", ran.complained());
    assert!(site.is_live(&ada));

    site.user(&["delete", "ada@example.com", "--yes"], "").expect(0);
    assert!(!site.is_live(&ada) && site.is_live(&grace));
    assert_eq!(site.sign_in("ada@example.com", PASSWORD).0, 401);
    let left = ["user", "account", "session", "tasks"].map(|table| site.count(table));
    assert_eq!(left, ["1", "1", "1", "1"]);
}

#[rstest]
#[case(&["create", "ada@example.com"], "some password", "there is a user ada@example.com already")]
#[case(&["create", "not an address"], "some password", "is not an e-mail address")]
#[case(&["create", "new@example.com"], "tiny", "Password too short")]
#[case(&["create", "new@example.com"], "", "no password on standard input")]
#[case(&["set-password", "ada@example.com"], "tiny", "Password too short")]
#[case(&["set-password", "nobody@example.com"], "some password", "no user nobody@example.com")]
#[case(&["revoke-sessions", "nobody"], "", "no user nobody")]
#[case(&["delete", "nobody@example.com", "--yes"], "", "no user nobody@example.com")]
fn what_cannot_be_done_is_said_and_not_done(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] arguments: &[&str],
    #[case] input: &str,
    #[case] why: &str,
) {
    let Some(site) = Site::new(on) else { return };
    let ada = site.sign_up("ada@example.com");
    let ran = site.user(arguments, input).expect(1);
    assert!(ran.complained().contains(why), "{}", ran.complained());
    assert!(input.is_empty() || !ran.complained().contains(input), "{}", ran.complained());
    assert!(site.is_live(&ada));
    assert_eq!(site.sign_in("ada@example.com", PASSWORD).0, 200);
    assert_eq!(site.count("user"), "1");
}

#[test]
fn a_password_is_no_argument() {
    let place = Place::new();
    place.run(&["user", "create", "ada@example.com", "correct horse battery"], &[]).expect(78);
    place.run(&["user", "create", "ada@example.com", "--password", "x"], &[]).expect(78);
}

#[test]
fn without_accounts_there_are_no_users() {
    let place = Place::new();
    let off = [
        ("OWNLY_ACCOUNTS", "off"),
        ("OWNLY_JWT_SECRET", "Zk3nS0meR4ndomT3xtTh4tIsLongEn0ugh"),
        ("OWNLY_JWT_ISSUER", "https://issuer.example"),
    ];
    let ran = place.run(&["user", "list"], &off).expect(1);
    assert!(ran.complained().contains("OWNLY_ACCOUNTS is off"), "{}", ran.complained());
}
