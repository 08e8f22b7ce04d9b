//! Plain HTTP: one request, one answer, nothing followed, nothing kept.

use std::{net::SocketAddr, time::Duration};

use serde_json::Value;
use testing::planted;
use ureq::{
    Agent,
    http::{self, HeaderMap},
};

/// Sends requests to one server.
pub struct Client {
    agent: Agent,
    address: SocketAddr,
}

impl Client {
    pub fn new(address: SocketAddr) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        Self { agent: config.new_agent(), address }
    }

    pub fn request(&self, method: &str, path: &str) -> Request<'_> {
        let uri = format!("http://{}{path}", self.address);
        let builder = http::Request::builder().method(method).uri(uri);
        Request { client: self, builder, path: path.to_owned(), body: Vec::new() }
    }
}

/// A request to be sent.
#[must_use]
pub struct Request<'c> {
    client: &'c Client,
    builder: http::request::Builder,
    path: String,
    body: Vec<u8>,
}

impl Request<'_> {
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.builder = self.builder.header(name, value.as_ref());
        self
    }

    /// `Authorization: Bearer …`
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", format!("Bearer {token}"))
    }

    pub fn cookie(self, cookie: &str) -> Self {
        self.header("cookie", cookie)
    }

    /// A JSON body, and the header that says so.
    pub fn json(self, body: Value) -> Self {
        self.header("content-type", "application/json").body(body.to_string())
    }

    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub fn send(self) -> Answer {
        let sent = self.builder.headers_ref().unwrap();
        planted::message(&self.path, pairs(sent), &String::from_utf8_lossy(&self.body));
        let mut answer = match self.body.as_slice() {
            [] => self.client.agent.run(self.builder.body(()).unwrap()),
            body => self.client.agent.run(self.builder.body(body).unwrap()),
        }
        .unwrap();
        let answer = Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            text: answer.body_mut().read_to_string().unwrap(),
        };
        planted::message("", pairs(&answer.headers), &answer.text);
        answer
    }
}

fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()))
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        let json = serde_json::from_str(&self.text);
        json.unwrap_or_else(|_| panic!("no JSON: {} {:?}", self.status, self.text))
    }

    /// The value of a header that is there once or not at all.
    pub fn header(&self, name: &str) -> Option<&str> {
        assert!(self.headers.get_all(name).iter().count() <= 1, "{name} is there twice");
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn set_cookies(&self) -> Vec<&str> {
        let cookies = self.headers.get_all("set-cookie").iter();
        cookies.map(|cookie| cookie.to_str().unwrap()).collect()
    }

    /// Checks the status and hands the answer on; shows the body when it is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// Checks that it is an error of that status and code.
    #[track_caller]
    pub fn expect_error(self, status: u16, code: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let body = answer.json();
        assert_eq!(body["code"], code, "{body}");
        assert!(body["message"].as_str().is_some_and(|text| !text.is_empty()), "{body}");
        answer
    }
}
