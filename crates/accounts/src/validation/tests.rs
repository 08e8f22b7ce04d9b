use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::email::Email;

/// Better Auth's schema of sign-up.
fn sign_up(body: Option<&Value>) -> Result<(String, Email, String), ValidationError> {
    let mut body = Fields::object_and_record(Place::Body, body);
    let name = body.string("name");
    let email = body.email("email");
    let password = body.nonempty_password("password");
    let image = body.optional_string("image");
    let callback_url = body.optional_string("callbackURL");
    let remember_me = body.optional_boolean("rememberMe");
    body.finish(|| {
        image?;
        callback_url?;
        remember_me?;
        Some((name?, email?, password?))
    })
}

fn sign_up_problems(body: &Value) -> String {
    sign_up(Some(body)).map(|_| "none").unwrap_err().to_string()
}

fn with(member: &str, value: Value) -> Value {
    let mut body = json!({"name": "X", "email": "x@example.com", "password": "correct horse"});
    body[member] = value;
    body
}

fn without(member: &str) -> Value {
    let mut body = with("name", json!("X"));
    body.as_object_mut().unwrap().remove(member);
    body
}

#[test]
fn a_good_body_is_read_and_its_unknown_members_ignored() {
    let body = with("role", json!("admin"));
    let (name, email, password) = sign_up(Some(&body)).unwrap();
    assert_eq!(
        (name.as_str(), email.as_str(), password.as_str()),
        ("X", "x@example.com", "correct horse")
    );
}

#[test]
fn all_problems_are_told_in_the_order_of_the_schema() {
    assert_eq!(
        sign_up_problems(&json!({})),
        "[body.name] Invalid input: expected string, received undefined; [body.email] Invalid input: expected string, received undefined; [body.password] Invalid input: expected string, received undefined"
    );
}

#[rstest]
#[case(without("name"), "[body.name] Invalid input: expected string, received undefined")]
#[case(without("email"), "[body.email] Invalid input: expected string, received undefined")]
#[case(without("password"), "[body.password] Invalid input: expected string, received undefined")]
#[case(with("email", json!("not-an-email")), "[body.email] Invalid email address")]
#[case(with("email", json!(["x@example.com"])), "[body.email] Invalid input: expected string, received array")]
#[case(with("password", json!("")), "[body.password] Too small: expected string to have >=1 characters")]
#[case(with("name", json!(42)), "[body.name] Invalid input: expected string, received number")]
#[case(with("name", json!({})), "[body.name] Invalid input: expected string, received object")]
#[case(with("name", json!(true)), "[body.name] Invalid input: expected string, received boolean")]
#[case(with("image", json!(null)), "[body.image] Invalid input: expected string, received null")]
#[case(with("rememberMe", json!("no")), "[body.rememberMe] Invalid input: expected boolean, received string")]
#[case(with("rememberMe", json!(null)), "[body.rememberMe] Invalid input: expected boolean, received null")]
#[case(with("name", json!("a\0b")), "[body.name] Invalid input: NUL is not allowed")]
#[case(with("image", json!("\0")), "[body.image] Invalid input: NUL is not allowed")]
#[case(with("email", json!("a\0@example.com")), "[body.email] Invalid email address")]
fn each_problem_has_better_auths_words(#[case] body: Value, #[case] expected: &str) {
    assert_eq!(sign_up_problems(&body), expected);
}

#[rstest]
#[case(with("name", json!("")))]
#[case(with("image", json!("https://cdn.example.com/a.png")))]
#[case(with("rememberMe", json!(false)))]
#[case(with("password", json!("a\0b")))]
fn what_better_auth_accepts_is_accepted(#[case] body: Value) {
    assert!(sign_up(Some(&body)).is_ok());
}

#[rstest]
#[case(None, "undefined")]
#[case(Some(json!(null)), "null")]
#[case(Some(json!([])), "array")]
#[case(Some(json!("text")), "string")]
#[case(Some(json!(1)), "number")]
fn a_body_that_is_no_object_has_two_texts_at_sign_up_and_one_elsewhere(
    #[case] body: Option<Value>,
    #[case] received: &str,
) {
    let object = format!("[body] Invalid input: expected object, received {received}");
    let record = format!("[body] Invalid input: expected record, received {received}");
    let error = sign_up(body.as_ref()).unwrap_err();
    assert_eq!(error.code(), "VALIDATION_ERROR");
    assert_eq!(error.to_string(), format!("{object}; {record}"));

    let mut fields = Fields::object(Place::Body, body.as_ref());
    assert_eq!(fields.email("email"), None);
    assert_eq!(fields.optional_string("redirectTo"), None);
    assert_eq!(fields.finish(|| Some(())).unwrap_err().to_string(), object);

    let fields = Fields::record(Place::Body, body.as_ref());
    assert_eq!(fields.finish(|| Some(())).unwrap_err().to_string(), record);
}

#[test]
fn an_optional_object_may_be_left_out_but_not_be_something_else() {
    let read = |body: Option<&Value>| {
        let mut fields = Fields::optional_object(Place::Body, body);
        let state = fields.optional_string("state");
        fields.finish(|| state).map_err(|error| error.to_string())
    };
    assert_eq!(read(None), Ok(None));
    assert_eq!(read(Some(&json!({"state": "x"}))), Ok(Some("x".to_owned())));
    assert_eq!(
        read(Some(&json!(null))),
        Err("[body] Invalid input: expected object, received null".to_owned())
    );
}

#[test]
fn a_nullable_text_may_be_absent_null_or_a_text() {
    let read = |body: Value| {
        let mut fields = Fields::record(Place::Body, Some(&body));
        let image = fields.optional_nullable_string("image");
        fields.finish(|| image).map_err(|error| error.to_string())
    };
    assert_eq!(read(json!({})), Ok(None));
    assert_eq!(read(json!({"image": null})), Ok(Some(None)));
    assert_eq!(read(json!({"image": "x"})), Ok(Some(Some("x".to_owned()))));
    assert_eq!(
        read(json!({"image": 7})),
        Err("[body.image] Invalid input: expected string, received number".to_owned())
    );
}

#[test]
fn an_optional_password_may_be_left_out_but_not_be_null() {
    let read = |body: Value| {
        let mut fields = Fields::object(Place::Body, Some(&body));
        let password = fields.optional_password("password");
        fields.finish(|| password).map_err(|error| error.to_string())
    };
    assert_eq!(read(json!({})), Ok(None));
    assert_eq!(read(json!({"password": ""})), Ok(Some(String::new())));
    assert_eq!(
        read(json!({"password": null})),
        Err("[body.password] Invalid input: expected string, received null".to_owned())
    );
}

#[rstest]
#[case("", Err("[query.callbackURL] Invalid input: expected string, received undefined"))]
#[case(
    "callbackURL=%2Fa&callbackURL=%2Fb",
    Err("[query.callbackURL] Invalid input: expected string, received array")
)]
#[case("callbackURL=%2Fa+b%26c&x=1", Ok("/a b&c"))]
#[case("callbackURL", Ok(""))]
#[case("callbackURL=%00", Err("[query.callbackURL] Invalid input: NUL is not allowed"))]
fn query_parameters_are_read_like_members(
    #[case] query: &str,
    #[case] expected: Result<&str, &str>,
) {
    let query = read_query(query);
    let mut fields = Fields::object(Place::Query, Some(&query));
    let callback_url = fields.string("callbackURL");
    let read = fields.finish(|| callback_url).map_err(|error| error.to_string());
    assert_eq!(read, expected.map(str::to_owned).map_err(str::to_owned));
}

#[test]
fn a_parameter_given_three_times_is_a_list_of_three() {
    assert_eq!(read_query("a=1&b=&a=2&a=3"), json!({"a": ["1", "2", "3"], "b": ""}));
}

#[rstest]
#[case("application/json")]
#[case("Application/JSON")]
#[case("application/json; charset=utf-8")]
#[case("application/json ;x")]
fn json_is_read_by_any_spelling_of_its_name(#[case] content_type: &str) {
    let read = read_body(MediaTypes::Json, Some(content_type), br#"{"a":1}"#);
    assert_eq!(read, Ok(Some(json!({"a": 1}))));
}

#[test]
fn a_byte_order_mark_before_json_is_skipped() {
    let read = read_body(MediaTypes::Json, Some("application/json"), b"\xef\xbb\xbfnull");
    assert_eq!(read, Ok(Some(Value::Null)));
}

#[rstest]
#[case(None, b"{}")]
#[case(Some(""), b"{}")]
#[case(Some("application/json"), b"")]
#[case(Some("text/plain"), b"")]
fn a_body_that_is_empty_or_unnamed_is_none(
    #[case] content_type: Option<&str>,
    #[case] body: &[u8],
) {
    assert_eq!(read_body(MediaTypes::FormOrJson, content_type, body), Ok(None));
}

#[rstest]
#[case(b"{\"name\":")]
#[case(b"{")]
#[case(b" ")]
#[case(b"{} {}")]
#[case(b"{\"a\":\"\xff\"}")]
#[case(&[b'['; 1000])]
fn bad_json_is_a_bad_request(#[case] body: &[u8]) {
    let fault = read_body(MediaTypes::Json, Some("application/json"), body).unwrap_err();
    assert_eq!(
        (fault.code(), fault.to_string().as_str()),
        ("BAD_REQUEST", "Invalid JSON in request body")
    );
}

#[rstest]
#[case(MediaTypes::FormOrJson, "text/plain", "application/x-www-form-urlencoded, application/json")]
#[case(
    MediaTypes::FormOrJson,
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded, application/json"
)]
#[case(
    MediaTypes::FormOrJson,
    "application/vnd.api+json",
    "application/x-www-form-urlencoded, application/json"
)]
#[case(MediaTypes::Json, "application/x-www-form-urlencoded", "application/json")]
#[case(MediaTypes::Json, "Text/Plain ; a", "application/json")]
#[case(MediaTypes::Json, ";", "application/json")]
fn another_type_is_unsupported_and_quoted_as_sent(
    #[case] allowed: MediaTypes,
    #[case] content_type: &str,
    #[case] list: &str,
) {
    let fault = read_body(allowed, Some(content_type), b"a=b").unwrap_err();
    assert_eq!(fault.code(), "UNSUPPORTED_MEDIA_TYPE");
    assert_eq!(
        fault.to_string(),
        format!("Content-Type \"{content_type}\" is not allowed. Allowed types: {list}")
    );
}

#[test]
fn the_values_of_a_form_are_texts() {
    let form = b"email=ada%40example.com&password=correct+horse&rememberMe=false&a=1&a=2";
    let read =
        read_body(MediaTypes::FormOrJson, Some("application/x-www-form-urlencoded; x"), form);
    assert_eq!(
        read,
        Ok(Some(json!({
            "email": "ada@example.com", "password": "correct horse", "rememberMe": "false", "a": "2"
        })))
    );
}
