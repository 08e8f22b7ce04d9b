//! The OpenAPI document is true.

use std::collections::BTreeSet;

use accounts::Accounts;
use serde_json::{Map, Value};
use testing::Backend;

use crate::app::TestApp;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

fn document(app: &TestApp) -> Value {
    app.get("/api/openapi.json").send().expect(200).json()
}

/// Each operation: its path with made-up ids for parameters, its method, and what is said of it.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let mut made_up = path.clone();
        for name in ["{id}", "{member}", "{comment}", "{provider}"] {
            made_up = made_up.replace(name, "01a204f8-0534-7542-9acc-74ead03dccba");
        }
        // A secret, and as such in no log: it must not be what an id is elsewhere.
        made_up = made_up.replace("{token}", "a-made-up-token");
        assert!(!made_up.contains('{'), "{path}");
        for (method, operation) in item.as_object().unwrap() {
            assert!(METHODS.contains(&method.as_str()), "{method} {path}");
            found.push((made_up.clone(), method.to_uppercase(), operation.clone()));
        }
    }
    found
}

#[test]
fn the_document_is_the_one_that_lies_with_the_docs() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let kept = include_str!("../../docs/openapi.json");
    let kept: Value = serde_json::from_str(kept).unwrap();
    // Both together are too long to be shown.
    assert!(document(&app) == kept, "write it anew: cargo run -- openapi >docs/openapi.json");
}

#[test]
fn every_data_route_of_the_document_is_closed_without_a_token_and_there_with_one() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let token = crate::browser::Browser::signed_up(&app, "ada").token();
    let mut data = 0;
    for (path, method, operation) in operations(&document(&app)) {
        let sent = || app.request(&method, &path).json(Value::Object(Map::new()));
        if path.starts_with("/api/auth/") {
            let answer = sent().header("origin", app.origin()).send();
            let told = answer.status.to_string();
            assert!(answer.status < 500, "{method} {path} is {told}");
            assert!(operation["responses"].get(&told).is_some(), "{method} {path} is {told}");
            // Better Auth answers nothing at all where there is no endpoint.
            assert!(answer.status != 404 || !answer.text.is_empty(), "{method} {path}");
        } else if path.starts_with("/health/") || path.starts_with("/.well-known/") {
            assert!(operation.get("security").is_none(), "{path}");
            sent().send().expect(200);
        } else {
            data += 1;
            assert_eq!(operation["security"][0]["jwt"], Value::Array(Vec::new()), "{path}");
            sent().send().expect_error(401, "MISSING_TOKEN");
            let answer = sent().bearer(&token).send();
            let told = answer.status.to_string();
            assert!(operation["responses"].get(&told).is_some(), "{method} {path} is {told}");
            assert!(answer.status != 404 || answer.json()["code"] != "NOT_FOUND", "{path}");
        }
    }
    assert!(data >= 14, "{data}");
}

#[test]
fn every_endpoint_of_the_accounts_is_in_the_document_and_no_other() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let document = document(&app);
    let mut told = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let methods = item.as_object().unwrap().keys();
        told.extend(methods.map(|method| (method.to_uppercase(), path.clone())));
    }
    told.retain(|(_, path)| path.starts_with("/api/auth/"));
    let served: BTreeSet<_> =
        Accounts::endpoints().map(|(method, path)| (method.to_string(), path)).collect();
    assert_eq!(told, served);
    assert!(served.len() > 30, "{}", served.len());
}

#[test]
fn every_endpoint_that_needs_a_session_says_so() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let mut closed = 0;
    for (path, method, operation) in operations(&document(&app)) {
        if !path.starts_with("/api/auth/") {
            continue;
        }
        let examples = &operation["requestBody"]["content"]["application/json"];
        let query = query(&operation);
        let mut request = app.request(&method, &format!("{path}{query}"));
        if method == "POST" {
            request = request.header("origin", app.origin()).json(examples["example"].clone());
        }
        let answer = request.send();
        let refused = answer.status == 401 && answer.json()["code"] == "UNAUTHORIZED";
        assert_eq!(operation.get("security").is_some(), refused, "{method} {path}");
        closed += usize::from(refused);
    }
    assert!(closed >= 15, "{closed}");
}

/// The parameters that have to be there, with made-up values.
fn query(operation: &Value) -> String {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let needed = parameters.iter().filter(|it| it["in"] == "query" && it["required"] == true);
    let pairs: Vec<_> =
        needed.map(|it| format!("{}=made-up", it["name"].as_str().unwrap())).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

#[test]
fn the_document_names_all_methods_of_a_path_and_no_other() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let document = document(&app);
    for (path, item) in document["paths"].as_object().unwrap() {
        if path.starts_with("/api/auth/") {
            continue;
        }
        let refused = app.request("PUT", path).send().expect_error(405, "METHOD_NOT_ALLOWED");
        let allowed: BTreeSet<_> =
            refused.header("allow").unwrap().split(", ").map(str::to_lowercase).collect();
        let told: BTreeSet<_> = item.as_object().unwrap().keys().cloned().collect();
        assert_eq!(told, allowed, "{path}");
    }
}

#[test]
fn every_reference_and_every_operation_id_leads_to_one_thing() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    let document = document(&app);
    let text = document.to_string();
    for (at, before) in text.match_indices(r##""$ref":"#/components/schemas/"##) {
        let name = text[at + before.len()..].split('"').next().unwrap();
        assert!(document["components"]["schemas"].get(name).is_some(), "{name}");
    }
    let operations = operations(&document);
    let ids: BTreeSet<_> =
        operations.iter().map(|(_, _, operation)| operation["operationId"].to_string()).collect();
    assert_eq!(ids.len(), operations.len());
}

#[test]
fn a_resource_server_documents_no_accounts() {
    let resource_server = |config: &mut ownly::config::Config| {
        config.accounts = None;
        config.tokens.secret =
            Some("a secret that another issuer shares with us".to_owned().into());
    };
    let Some(app) = TestApp::spawn_with(Backend::Sqlite, resource_server) else { return };
    let document = document(&app);
    assert!(operations(&document).iter().all(|(path, ..)| !path.starts_with("/api/auth/")));
    assert!(document["paths"]["/api/tasks"].is_object());
}

#[test]
fn the_page_that_shows_the_document_loads_nothing_from_elsewhere() {
    let Some(app) = TestApp::spawn(Backend::Sqlite) else { return };
    app.get("/docs").send().expect(308);
    let page = app.get("/docs/").send().expect(200);
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'self';") && !policy.contains("http"), "{policy}");
    assert!(!policy.contains("script-src"), "{policy}");
    for file in ["swagger-ui.css", "swagger-ui-bundle.js", "swagger-initializer.js"] {
        app.get(&format!("/docs/{file}")).send().expect(200);
    }
    app.get("/docs/nothing").send().expect(404);
}
