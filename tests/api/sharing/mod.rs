mod comments;
mod leaving;
mod members;
mod roles;

use serde_json::{Value, json};

use crate::{app::TestApp, browser::Browser};

/// Ada, who has a task; Eve, who may edit it; Vic, who may see it; Sam, who may do neither.
struct Shared {
    app: TestApp,
    ada: String,
    eve: String,
    vic: String,
    sam: String,
    /// The task's path.
    task: String,
}

impl Shared {
    fn spawn(on: testing::Backend) -> Option<Self> {
        let app = TestApp::spawn(on)?;
        let [ada, eve, vic, sam] =
            ["ada", "eve", "vic", "sam"].map(|name| Browser::signed_up(&app, name).token());
        verify_all(&app);
        let made = app.post("/api/tasks").bearer(&ada).json(json!({ "title": "ada's" })).send();
        let task = format!("/api/tasks/{}", made.expect(201).json()["id"].as_str().unwrap());
        let shared = Self { app, ada, eve, vic, sam, task };
        shared.share("eve", "editor");
        shared.share("vic", "viewer");
        Some(shared)
    }

    /// Ada shares the task; answers the member.
    fn share(&self, name: &str, role: &str) -> Value {
        let body = json!({ "email": format!("{name}@example.com"), "role": role });
        let path = format!("{}/members", self.task);
        self.app.post(&path).bearer(&self.ada).json(body).send().expect(201).json()
    }

    fn path(&self, below: &str) -> String {
        format!("{}{below}", self.task)
    }
}

/// Everyone who has an account until now has shown that their address is theirs.
fn verify_all(app: &TestApp) {
    app.database.execute(r#"UPDATE "user" SET "emailVerified" = true"#);
}
