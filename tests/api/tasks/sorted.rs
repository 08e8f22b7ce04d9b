//! Lists in another order than newest first.

use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{create, path_of, titles};
use crate::{app::TestApp, browser::Browser};

/// All pages, one after the other, and what is done between them.
fn walk(app: &TestApp, token: &str, query: &str, meanwhile: impl Fn()) -> Vec<Value> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let page: Value =
            app.get(&format!("/api/tasks?{query}{cursor}")).bearer(token).send().expect(200).json();
        all.extend(page["items"].as_array().unwrap().iter().cloned());
        assert!(all.len() < 200, "the pages have no end");
        let Some(next) = page["nextCursor"].as_str() else { return all };
        cursor = format!("&cursor={next}");
        meanwhile();
    }
}

const DUE: [Option<&str>; 4] = [
    Some("2027-03-01T00:00:00.000Z"),
    None,
    Some("2027-01-01T00:00:00.000Z"),
    Some("2027-03-01T00:00:00.000Z"),
];

/// Titles and times that many share, and many without a time.
fn make_twelve(app: &TestApp, token: &str) {
    for n in 0..12 {
        let title = ["milk", "Milk", "ärger"][n % 3];
        create(app, token, json!({ "title": title, "dueAt": DUE[n % 4] }));
    }
}

/// By what is sorted, nothing last, then by id.
fn expected(mut tasks: Vec<Value>, member: &str, descends: bool) -> Vec<Value> {
    let key = |task: &Value| {
        let text = |name: &str| task[name].as_str().map(str::to_owned);
        (text(member), text("id"))
    };
    tasks.sort_by(|a, b| {
        let values = if descends { key(b).cmp(&key(a)) } else { key(a).cmp(&key(b)) };
        a[member].is_null().cmp(&b[member].is_null()).then(values)
    });
    tasks
}

#[rstest]
fn each_task_is_listed_once_and_in_its_place(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("createdAt", "dueAt", "title")] member: &str,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let eve = Browser::signed_up(&app, "eve").token();
    make_twelve(&app, &eve);
    make_twelve(&app, &token);
    let all = walk(&app, &token, "limit=100", || ());
    assert_eq!(all.len(), 12);
    for (sign, descends) in [("", false), ("-", true)] {
        for limit in [1, 5, 12] {
            let sorted = walk(&app, &token, &format!("sort={sign}{member}&limit={limit}"), || ());
            assert_eq!(sorted, expected(all.clone(), member, descends), "{sign}{member} {limit}");
        }
    }
}

#[rstest]
fn tasks_that_come_meanwhile_move_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("createdAt", "-createdAt", "dueAt", "-dueAt", "title", "-title")] sort: &str,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    make_twelve(&app, &token);
    let before = walk(&app, &token, "limit=100", || ());
    let met = walk(&app, &token, &format!("sort={sort}&limit=4"), || {
        create(&app, &token, json!({ "title": "middle", "dueAt": "2027-02-01T00:00:00Z" }));
        create(&app, &token, json!({ "title": "a" }));
    });
    let ids = |tasks: &[Value]| tasks.iter().map(path_of).collect::<Vec<_>>();
    let mut once = ids(&met);
    once.sort();
    once.dedup();
    assert_eq!(once.len(), met.len(), "{sort}");
    assert!(ids(&before).iter().all(|id| once.contains(id)), "{sort}");
}

#[rstest]
fn an_order_goes_with_the_other_parameters(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    for (title, completed) in [("c milk", true), ("b", true), ("a milk", true), ("d milk", false)] {
        create(&app, &token, json!({ "title": title, "completed": completed }));
    }
    let query = "sort=title&limit=1&completed=true&q=MILK&scope=all";
    let found = walk(&app, &token, query, || ());
    assert_eq!(titles(&json!({ "items": found })), ["a milk", "c milk"]);
}

const SORTS: [&str; 7] = ["", "createdAt", "-createdAt", "dueAt", "-dueAt", "title", "-title"];

/// The query of that order; none for the order there is without a word.
fn sort(by: &str) -> String {
    if by.is_empty() { String::new() } else { format!("sort={by}&") }
}

#[rstest]
fn a_cursor_of_another_order_is_refused(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    make_twelve(&app, &token);
    for given in SORTS {
        let first = format!("/api/tasks?{}limit=1", sort(given));
        let first: Value = app.get(&first).bearer(&token).send().expect(200).json();
        let cursor = first["nextCursor"].as_str().unwrap();
        for taken in SORTS {
            let next = format!("/api/tasks?{}cursor={cursor}", sort(taken));
            let next = app.get(&next).bearer(&token).send();
            if given == taken {
                next.expect(200);
                continue;
            }
            let error = next.expect_error(400, "INVALID_QUERY").json();
            let message = error["message"].as_str().unwrap();
            assert!(message.contains("cursor") && message.contains("order"), "{error}");
        }
    }
}

#[rstest]
#[case("?sort=createdat", "sort")]
#[case("?sort=", "sort")]
#[case("?sort=ownerId", "sort")]
#[case("?sort=-", "sort")]
#[case("?sort=title,dueAt", "sort")]
#[case("?sort=Newest", "sort")]
#[case("?sort=title&cursor=nonsense", "cursor")]
#[case("?sort=title&cursor=", "cursor")]
// A title of U+0000, which PostgreSQL cannot store.
#[case(
    "?sort=title&cursor=WyJ0YXNrK3RpdGxlIiwiXHUwMDAwIiwiMDE5MzNlMmEtNWI3Yy03ZGVmLTgxMjMtNDU2Nzg5YWJjZGVmIl0",
    "cursor"
)]
fn what_is_no_order_and_no_cursor_is_refused_by_name(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] query: &str,
    #[case] name: &str,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let answer = app.get(&format!("/api/tasks{query}")).bearer(&token).send();
    let error = answer.expect_error(400, "INVALID_QUERY").json();
    assert!(error["message"].as_str().unwrap().contains(name), "{error}");
}

/// What stands in the cursor of another user's page is a place, not a right.
#[rstest]
fn another_users_cursor_shows_ones_own_tasks_behind_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let ada = Browser::signed_up(&app, "ada").token();
    let eve = Browser::signed_up(&app, "eve").token();
    for title in ["a", "c", "e"] {
        create(&app, &ada, json!({ "title": title }));
    }
    for title in ["b", "d", "f"] {
        create(&app, &eve, json!({ "title": title }));
    }
    let first = app.get("/api/tasks?sort=title&limit=2").bearer(&ada).send().expect(200).json();
    let cursor = first["nextCursor"].as_str().unwrap();
    let path = format!("/api/tasks?sort=title&cursor={cursor}");
    let behind = app.get(&path).bearer(&eve).send().expect(200).json();
    assert_eq!(titles(&behind), ["d", "f"]);
}
