//! A person at a browser: signs up, keeps cookies, gets tokens.

use serde_json::{Value, json};

use crate::{
    app::TestApp,
    client::{Answer, Request},
};

pub const PASSWORD: &str = "correct horse battery";

/// A browser with its cookies.
pub struct Browser<'a> {
    app: &'a TestApp,
    jar: Vec<(String, String)>,
}

impl<'a> Browser<'a> {
    pub fn new(app: &'a TestApp) -> Self {
        Self { app, jar: Vec::new() }
    }

    /// A browser at which `name@example.com` has just signed up.
    pub fn signed_up(app: &'a TestApp, name: &str) -> Self {
        let mut browser = Self::new(app);
        browser.sign_up(name).expect(200);
        browser
    }

    pub fn sign_up(&mut self, name: &str) -> Answer {
        let email = format!("{name}@example.com");
        let body = json!({ "name": name, "email": email, "password": PASSWORD });
        self.post("/sign-up/email", body)
    }

    pub fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        let email = format!("{name}@example.com");
        self.post("/sign-in/email", json!({ "email": email, "password": password }))
    }

    /// A GET under `/api/auth`.
    pub fn get(&mut self, path: &str) -> Answer {
        self.send(self.app.get(&format!("/api/auth{path}")))
    }

    /// A POST under `/api/auth`, from a page of the server's own origin.
    pub fn post(&mut self, path: &str, body: Value) -> Answer {
        let request = self.app.post(&format!("/api/auth{path}")).json(body);
        self.send(request.header("origin", self.app.origin()))
    }

    /// A JWT for whoever is signed in.
    pub fn token(&mut self) -> String {
        let answer = self.get("/token").expect(200);
        answer.json()["token"].as_str().unwrap().to_owned()
    }

    /// The value of a cookie, as the browser would send it.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.jar.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The `Cookie` header.
    pub fn cookies(&self) -> String {
        let pairs = self.jar.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn send(&mut self, request: Request<'_>) -> Answer {
        let request = if self.jar.is_empty() { request } else { request.cookie(&self.cookies()) };
        let answer = request.send();
        for cookie in answer.set_cookies() {
            let (name, rest) = cookie.split_once('=').unwrap();
            let (value, attributes) = rest.split_once(';').unwrap_or((rest, ""));
            self.jar.retain(|(key, _)| key != name);
            if !attributes.contains("Max-Age=0") {
                self.jar.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }
}
