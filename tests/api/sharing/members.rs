use ownly::config::Config;
use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;
use token::SigningKey;

use super::{Shared, verify_all};
use crate::{app::TestApp, browser::Browser, client::Answer};

fn members(shared: &Shared, token: &str) -> Vec<Value> {
    let answer = shared.app.get(&shared.path("/members")).bearer(token).send().expect(200);
    answer.json()["items"].as_array().unwrap().clone()
}

#[rstest]
fn the_owner_sees_whom_they_named_and_a_member_themselves(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let all = members(&shared, &shared.ada);
    let named: Vec<_> = all.iter().map(|m| (&m["email"], &m["role"])).collect();
    let expected = [("eve@example.com", "editor"), ("vic@example.com", "viewer")];
    assert_eq!(
        named,
        expected.map(|(e, r)| (json!(e), json!(r))).iter().map(|(e, r)| (e, r)).collect::<Vec<_>>()
    );
    assert!(all.iter().all(|member| member.get("userId").is_none()), "{all:?}");
    assert_eq!(members(&shared, &shared.eve), all[..1]);
    assert_eq!(members(&shared, &shared.vic), all[1..]);
}

#[rstest]
fn only_the_owner_shares(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(shared) = Shared::spawn(on) else { return };
    let share = |token: &str| -> Answer {
        let body = json!({ "email": "sam@example.com", "role": "viewer" });
        shared.app.post(&shared.path("/members")).bearer(token).json(body).send()
    };
    share(&shared.eve).expect_error(403, "FORBIDDEN");
    share(&shared.vic).expect_error(403, "FORBIDDEN");
    share(&shared.sam).expect_error(404, "TASK_NOT_FOUND");
    assert_eq!(members(&shared, &shared.ada).len(), 2);
    shared.app.get(&shared.task).bearer(&shared.sam).send().expect(404);
}

#[rstest]
fn a_member_leaves_and_the_owner_lets_go(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let ids: Vec<_> = members(&shared, &shared.ada)
        .iter()
        .map(|member| member["id"].as_str().unwrap().to_owned())
        .collect();
    let remove = |token: &str, id: &str| {
        shared.app.delete(&shared.path(&format!("/members/{id}"))).bearer(token).send()
    };
    // Eve cannot put Vic out: to her that membership is not there.
    remove(&shared.eve, &ids[1]).expect_error(404, "MEMBER_NOT_FOUND");
    remove(&shared.eve, &ids[0]).expect(204);
    shared.app.get(&shared.task).bearer(&shared.eve).send().expect(404);
    shared.app.get(&shared.task).bearer(&shared.vic).send().expect(200);
    remove(&shared.ada, &ids[1]).expect(204);
    shared.app.get(&shared.task).bearer(&shared.vic).send().expect(404);
    assert_eq!(members(&shared, &shared.ada), Vec::<Value>::new());
}

#[rstest]
fn sharing_again_changes_the_role(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(shared) = Shared::spawn(on) else { return };
    let body = json!({ "email": "VIC@example.com", "role": "editor" });
    let again = shared.app.post(&shared.path("/members")).bearer(&shared.ada).json(body).send();
    assert_eq!(again.expect(200).json()["role"], "editor");
    assert_eq!(members(&shared, &shared.ada).len(), 2);
    let patch = shared.app.patch(&shared.task).bearer(&shared.vic);
    patch.json(json!({ "completed": true })).send().expect(200);
}

/// A member may end their membership, but not make more of it.
#[rstest]
fn an_address_is_answered_alike_whether_anyone_has_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let with_account = shared.share("sam", "viewer");
    let without = shared.share("nobody", "viewer");
    let shape =
        |member: &Value| -> Vec<String> { member.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(shape(&with_account), ["createdAt", "email", "id", "role"]);
    assert_eq!(shape(&with_account), shape(&without));
    let listed = members(&shared, &shared.ada);
    assert_eq!(listed.iter().map(shape).collect::<Vec<_>>(), vec![shape(&without); 4]);
}

#[rstest]
fn an_address_without_an_account_counts_once_it_has_one(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    shared.share("late", "viewer");
    let late = Browser::signed_up(&shared.app, "late").token();
    // Whoever signs up with an address first need not be who reads its mail.
    assert_eq!(members(&shared, &shared.ada).len(), 3);
    shared.app.get(&shared.task).bearer(&late).send().expect(404);
    verify_all(&shared.app);
    // The owner's next look at the members lets them in.
    assert_eq!(members(&shared, &shared.ada).len(), 3);
    shared.app.get(&shared.task).bearer(&late).send().expect(200);
}

#[rstest]
fn an_address_that_nobody_has_verified_is_answered_as_one_that_nobody_has(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let unverified = Browser::signed_up(&shared.app, "mallory").token();
    let with_account = shared.share("mallory", "editor");
    let without = shared.share("nobody", "editor");
    let names =
        |member: &Value| -> Vec<String> { member.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(names(&with_account), names(&without));
    assert_eq!(members(&shared, &shared.ada).len(), 4);
    shared.app.get(&shared.task).bearer(&unverified).send().expect_error(404, "TASK_NOT_FOUND");
    // Another owner is told no more by sharing with the same address.
    let theirs = shared.app.post("/api/tasks").bearer(&shared.sam).json(json!({ "title": "s" }));
    let path =
        format!("/api/tasks/{}/members", theirs.send().expect(201).json()["id"].as_str().unwrap());
    let body = json!({ "email": "mallory@example.com", "role": "viewer" });
    let told = shared.app.post(&path).bearer(&shared.sam).json(body).send().expect(201).json();
    assert_eq!(names(&told), names(&without));
}

#[rstest]
#[case(json!({ "email": "ada@example.com", "role": "viewer" }), "that is you")]
#[case(json!({ "email": "nobody", "role": "viewer" }), "email")]
#[case(json!({ "email": "eve@example.com", "role": "owner" }), "role")]
#[case(json!({ "email": "eve@example.com" }), "role")]
#[case(json!({ "role": "viewer" }), "email")]
#[case(json!({ "userId": "someone", "role": "viewer" }), "email")]
#[case(json!({ "email": "eve@example.com", "role": "viewer", "ownerId": "x" }), "ownerId")]
fn a_body_that_shares_with_no_one_is_refused(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] body: Value,
    #[case] says: &str,
) {
    let Some(shared) = Shared::spawn(on) else { return };
    let answer = shared.app.post(&shared.path("/members")).bearer(&shared.ada).json(body).send();
    let error = answer.expect_error(400, "INVALID_BODY").json();
    assert!(error["message"].as_str().unwrap().contains(says), "{error}");
}

const SECRET: &str = "a secret that another issuer shares with us";

fn another_issuers(config: &mut Config) {
    config.accounts = None;
    config.tokens.secret = Some(accounts::Secret::from(SECRET.to_owned()));
    config.tokens.issuer = Some("https://issuer.example".to_owned());
    config.tokens.audiences = vec!["tasks".to_owned()];
}

fn token(user: &str) -> String {
    let exp = chrono::Utc::now().timestamp() + 600;
    let claims =
        json!({ "iss": "https://issuer.example", "aud": "tasks", "sub": user, "exp": exp });
    SigningKey::shared_secret(SECRET.as_bytes()).unwrap().sign(&claims).unwrap()
}

#[rstest]
fn where_another_issuer_has_the_accounts_members_are_named_by_id(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn_with(on, another_issuers) else { return };
    let (ada, eve) = (token("ada|1"), token("o'eve\\2"));
    let made = app.post("/api/tasks").bearer(&ada).json(json!({ "title": "t" })).send();
    let task = format!("/api/tasks/{}", made.expect(201).json()["id"].as_str().unwrap());
    let members = format!("{task}/members");
    let by_email = json!({ "email": "eve@example.com", "role": "viewer" });
    app.post(&members).bearer(&ada).json(by_email).send().expect_error(400, "INVALID_BODY");
    app.get(&task).bearer(&eve).send().expect(404);
    let by_id = json!({ "userId": "o'eve\\2", "role": "viewer" });
    let member = app.post(&members).bearer(&ada).json(by_id.clone()).send().expect(201).json();
    assert_eq!(member["userId"], "o'eve\\2");
    assert_eq!(app.post(&members).bearer(&ada).json(by_id).send().expect(200).json(), member);
    assert_eq!(app.get(&task).bearer(&eve).send().expect(200).json()["role"], "viewer");
}
