//! The program on a free port, and the people who use it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};
use testing::{TestDatabase, TestDirectory, planted};
use ureq::{Agent, http::Request};

const PASSWORD: &str = "correct horse battery";

/// The program, running. Ended when dropped.
pub struct Server {
    child: Child,
    address: String,
    agent: Agent,
    _place: TestDirectory,
}

impl Server {
    pub fn start(database: &TestDatabase) -> Self {
        let (place, log) = (TestDirectory::new(), planted::log());
        let mut child = Command::new(env!("CARGO_BIN_EXE_notes"))
            .args(["--listen", "127.0.0.1:0"])
            .env_clear()
            .envs([("DATABASE_URL", database.url()), ("OWNLY_HASH_COST", "cheap")])
            .env("RUST_LOG", if log.is_some() { "trace,mio=off" } else { "error" })
            .current_dir(place.path())
            .stdout(Stdio::piped())
            .stderr(log.map_or_else(Stdio::inherit, Stdio::from))
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit(' ').next().unwrap().to_owned();
        let agent = Agent::config_builder().http_status_as_error(false).build().new_agent();
        Self { child, address, agent, _place: place }
    }

    /// Sends a request; answers status, cookies and body.
    fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> (u16, String, String) {
        let uri = format!("http://{}{path}", self.address);
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = match body {
            None => self.agent.run(request.body(()).unwrap()),
            Some(body) => {
                let request = request.header("content-type", "application/json");
                self.agent.run(request.body(body.to_string()).unwrap())
            }
        };
        let mut answer = answer.unwrap();
        planted::message(path, headers.iter().map(|(name, value)| (*name, value.as_bytes())), "");
        planted::secret(PASSWORD);
        let cookies = answer.headers().get_all("set-cookie").iter();
        let cookies = cookies.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap());
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        (answer.status().as_u16(), cookies, answer.body_mut().read_to_string().unwrap())
    }

    /// What the API says to nobody in particular.
    pub fn status(&self, method: &str, path: &str) -> u16 {
        self.send(method, path, &[], None).0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Someone with an account.
pub struct User<'a> {
    server: &'a Server,
    cookies: String,
    token: String,
}

impl<'a> User<'a> {
    pub fn signed_up(server: &'a Server, name: &str) -> Self {
        let body = json!({
            "name": name, "email": format!("{name}@example.com"), "password": PASSWORD,
        });
        let path = "/api/auth/sign-up/email";
        let (status, cookies, text) = server.send("POST", path, &[], Some(body));
        assert_eq!(status, 200, "{text}");
        let cookie = [("cookie", cookies.as_str())];
        let (_, _, text) = server.send("GET", "/api/auth/token", &cookie, None);
        let token: Value = serde_json::from_str(&text).unwrap();
        let token = format!("Bearer {}", token["token"].as_str().unwrap());
        Self { server, cookies, token }
    }

    /// Asks the data API, and expects that status.
    #[track_caller]
    pub fn ask(&self, method: &str, path: &str, body: Option<Value>, status: u16) -> String {
        let bearer = [("authorization", self.token.as_str())];
        let answer = self.server.send(method, path, &bearer, body);
        assert_eq!(answer.0, status, "{method} {path}: {}", answer.2);
        answer.2
    }

    #[track_caller]
    pub fn json(&self, method: &str, path: &str, body: Option<Value>, status: u16) -> Value {
        serde_json::from_str(&self.ask(method, path, body, status)).unwrap()
    }

    /// Ends the account.
    pub fn leave(self) {
        let origin =
            format!("http://localhost:{}", self.server.address.rsplit(':').next().unwrap());
        let headers = [("cookie", self.cookies.as_str()), ("origin", origin.as_str())];
        let body = json!({ "password": PASSWORD });
        let (status, _, text) =
            self.server.send("POST", "/api/auth/delete-user", &headers, Some(body));
        assert_eq!(status, 200, "{text}");
    }
}
