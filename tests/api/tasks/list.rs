use rstest::rstest;
use serde_json::{Value, json};
use testing::Backend;

use super::{create, create_titled, path_of, titles};
use crate::{app::TestApp, browser::Browser};

fn list(app: &TestApp, token: &str, query: &str) -> Value {
    app.get(&format!("/api/tasks{query}")).bearer(token).send().expect(200).json()
}

#[rstest]
fn a_new_user_has_no_tasks(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    assert_eq!(list(&app, &token, ""), json!({ "items": [], "nextCursor": null }));
}

#[rstest]
fn pages_go_from_the_newest_to_the_oldest_and_repeat_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let made: Vec<_> = (0..25).map(|n| format!("task {n}")).collect();
    for title in &made {
        create_titled(&app, &token, title);
    }

    let (mut seen, mut query, mut pages) = (Vec::new(), "?limit=10".to_owned(), 0);
    loop {
        let page = list(&app, &token, &query);
        seen.extend(titles(&page).into_iter().map(str::to_owned));
        pages += 1;
        let Some(cursor) = page["nextCursor"].as_str() else { break };
        query = format!("?limit=10&cursor={cursor}");
    }
    assert_eq!(pages, 3);
    assert!(seen.iter().eq(made.iter().rev()), "{seen:?}");
}

#[rstest]
fn the_default_is_twenty_and_a_full_last_page_has_no_next(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    for n in 0..20 {
        create_titled(&app, &token, &n.to_string());
    }
    let full = list(&app, &token, "");
    assert_eq!((titles(&full).len(), &full["nextCursor"]), (20, &Value::Null));
    create_titled(&app, &token, "one more");
    let first = list(&app, &token, "");
    assert_eq!(titles(&first).len(), 20);
    let rest = list(&app, &token, &format!("?cursor={}", first["nextCursor"].as_str().unwrap()));
    assert_eq!((titles(&rest), &rest["nextCursor"]), (vec!["0"], &Value::Null));
}

#[rstest]
fn a_page_is_not_moved_by_what_comes_or_goes_meanwhile(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    let tasks: Vec<_> = ["a", "b", "c", "d"].map(|t| create_titled(&app, &token, t)).into();
    let first = list(&app, &token, "?limit=2");
    assert_eq!(titles(&first), ["d", "c"]);

    create_titled(&app, &token, "e");
    app.delete(&path_of(&tasks[2])).bearer(&token).send().expect(204);
    let cursor = first["nextCursor"].as_str().unwrap();
    let second = list(&app, &token, &format!("?limit=2&cursor={cursor}"));
    assert_eq!(titles(&second), ["b", "a"]);
}

#[rstest]
fn done_and_open_tasks_can_be_told_apart(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    create(&app, &token, json!({ "title": "done", "completed": true }));
    create(&app, &token, json!({ "title": "open" }));
    assert_eq!(titles(&list(&app, &token, "?completed=true")), ["done"]);
    assert_eq!(titles(&list(&app, &token, "?completed=false")), ["open"]);
    assert_eq!(titles(&list(&app, &token, "")), ["open", "done"]);
}

#[rstest]
#[case::in_the_title("?q=milk", &["Buy MILK"])]
#[case::in_the_description("?q=crust", &["Bake"])]
#[case::in_capitals_or_not("?q=%C3%84RGER", &["ärger"])]
#[case::percent_is_a_character("?q=100%25", &["100% done"])]
#[case::underscore_is_a_character("?q=a_b", &["a_b"])]
#[case::quotes_are_characters("?q='", &[])]
#[case::nothing_is_everywhere("?q=", &["axb", "a_b", "100% done", "ärger", "Bake", "Buy MILK"])]
#[case::with_the_other_filter("?q=a&completed=true", &[])]
fn a_text_is_found_where_it_stands(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] query: &str,
    #[case] found: &[&str],
) {
    let Some(app) = TestApp::spawn(on) else { return };
    let token = Browser::signed_up(&app, "ada").token();
    create_titled(&app, &token, "Buy MILK");
    create(&app, &token, json!({ "title": "Bake", "description": "a CRUSTY loaf" }));
    for title in ["ärger", "100% done", "a_b", "axb"] {
        create_titled(&app, &token, title);
    }
    assert_eq!(titles(&list(&app, &token, query)), found);
}

#[rstest]
#[case("?limit=0", "limit")]
#[case("?limit=101", "limit")]
#[case("?limit=-1", "limit")]
#[case("?limit=ten", "limit")]
#[case("?limit=5&limit=6", "limit")]
#[case("?completed=yes", "completed")]
#[case("?cursor=nonsense", "cursor")]
#[case("?cursor=", "cursor")]
#[case("?q=%00", "q")]
#[case("?colour=red", "colour")]
#[case("?userId=someone", "userId")]
fn a_query_that_is_not_understood_is_refused_by_name(
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
