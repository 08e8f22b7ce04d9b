//! All that the program does, done once.

mod accounts;
mod limits;
mod mailed;
mod operator;
mod sharing;
mod tasks;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
    time::Duration,
};

use ::accounts::{Delivery, MailSettings, RevocationSettings, Secret};
use ownly::config::Config;
use serde_json::Value;
use testing::{Backend, Statement, TestDatabase, TestDirectory, listen};

use crate::app::TestApp;

const METRICS: &str = "a token for the metrics of tests, long enough";

/// A server that does all there is to do but limit.
pub(crate) struct Site {
    app: TestApp,
    mail: TestDirectory,
}

/// What a program that has done all that it can has left behind.
pub(crate) struct Taken {
    pub(crate) database: Arc<TestDatabase>,
    /// What the database heard, each statement once.
    pub(crate) statements: BTreeSet<Statement>,
}

static SQLITE: LazyLock<Taken> = LazyLock::new(|| take(Backend::Sqlite));
static POSTGRES: LazyLock<Taken> = LazyLock::new(|| take(Backend::Postgres));

/// The tour is taken once for all tests.
pub(crate) fn taken(on: Backend) -> Option<&'static Taken> {
    on.is_wanted().then(|| match on {
        Backend::Sqlite => &*SQLITE,
        Backend::Postgres => &*POSTGRES,
    })
}

fn take(on: Backend) -> Taken {
    listen();
    let mail = TestDirectory::new();
    let app = TestApp::spawn_with(on, |config| configure(config, &mail)).unwrap();
    let site = Site { app, mail };
    tasks::tour(&site);
    sharing::tour(&site);
    mailed::tour(&site);
    accounts::tour(&site);
    limits::tour(&site);
    operator::tour(&site);
    site.has_been_everywhere();
    let database = Arc::clone(&site.app.database);
    // What the server does while it ends is heard as well.
    drop(site);
    Taken { statements: database.heard(), database }
}

fn configure(config: &mut Config, mail: &TestDirectory) {
    config.metrics.token = Some(Secret::from(METRICS.to_owned()));
    let revocation = RevocationSettings::new(config.tokens.expires_in, Duration::ZERO);
    // Soon, so that what is over is tidied away while there is somebody to hear it.
    config.tokens.revocation =
        Some(RevocationSettings { every: Duration::from_millis(50), ..revocation });
    let accounts = config.accounts.as_mut().unwrap();
    accounts.mail = Some(MailSettings::new(Delivery::Folder(mail.path().join("mail"))));
}

/// Operations that cannot be done here, and are refused: nobody signs in by way of others, refreshing
/// is not put off, and a session has nothing of its own to be changed.
const REFUSED: [&str; 9] = [
    "GET /api/auth/account-info",
    "GET /api/auth/callback/{provider}",
    "POST /api/auth/callback/{provider}",
    "POST /api/auth/get-access-token",
    "POST /api/auth/get-session",
    "POST /api/auth/link-social",
    "POST /api/auth/refresh-token",
    "POST /api/auth/sign-in/social",
    "POST /api/auth/update-session",
];

impl Site {
    /// Checks that each operation of the document was done, going by the server's own count.
    fn has_been_everywhere(&self) {
        let answered = self.answered();
        let document: Value =
            serde_json::from_str(include_str!("../../../docs/openapi.json")).unwrap();
        let paths = document["paths"].as_object().unwrap();
        let operations = paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys();
            methods.map(move |method| format!("{} {path}", method.to_uppercase()))
        });
        let missed: Vec<_> = operations
            .filter(|operation| {
                let best = answered.get(operation).copied().unwrap_or(999);
                let refused = REFUSED.contains(&operation.as_str());
                best >= if refused { 500 } else { 400 }
            })
            .collect();
        assert_eq!(missed, [""; 0], "of {answered:#?}");
    }

    /// The best status that each route has answered.
    fn answered(&self) -> BTreeMap<String, u16> {
        let page = self.app.get("/metrics").bearer(METRICS).send().expect(200).text;
        let mut answered = BTreeMap::new();
        for line in page.lines() {
            let Some(labels) = line.strip_prefix("ownly_http_requests_total{") else { continue };
            let label = |name: &str| {
                let (_, rest) = labels.split_once(&format!("{name}=\"")).unwrap();
                rest.split('"').next().unwrap().to_owned()
            };
            let status = label("status").parse::<u16>().unwrap();
            let best =
                answered.entry(format!("{} {}", label("method"), label("route"))).or_insert(status);
            *best = status.min(*best);
        }
        answered
    }
}
