//! What answers requests: the same for every worker.

use std::sync::Arc;

use accounts::{Accounts, Secret};
use actix_web::web::{self, Data, ServiceConfig};
use wall::{Db, Verifier};

use crate::{app::Routes, auth, health, http, me, metrics, openapi, shutdown::Ending, tasks};

/// What the workers share.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) ending: Data<Ending>,
    pub(super) db: Data<Db>,
    pub(super) verifier: Data<Verifier>,
    pub(super) refused: Data<http::RefusedTokens>,
    pub(super) scheme: http::Scheme,
    pub(super) body_timeout: http::BodyTimeout,
    pub(super) accounts: Option<Accounts>,
    pub(super) metrics: Option<metrics::Metrics>,
    /// Whoever shows it is shown the metrics, unless these have an address of their own.
    pub(super) metrics_token: Option<Secret>,
    pub(super) web: bool,
}

impl Parts {
    /// Adds all of it to an application, and then the routes of whoever builds on this crate.
    pub(super) fn register(&self, added: &[Arc<Routes>], config: &mut ServiceConfig) {
        config
            .app_data(self.ending.clone())
            .app_data(self.db.clone())
            .app_data(self.verifier.clone())
            .app_data(self.refused.clone())
            .app_data(self.scheme)
            .app_data(self.body_timeout)
            .configure(health::routes)
            .configure(me::routes)
            .configure(tasks::routes)
            .configure(openapi::routes(self.accounts.is_some()))
            .default_service(web::to(http::no_such_route));
        if let Some(metrics) = &self.metrics {
            config.app_data(Data::new(metrics.clone()));
            if let Some(token) = &self.metrics_token {
                config.configure(metrics::routes(metrics.clone(), Some(token.clone())));
            }
        }
        if let Some(accounts) = &self.accounts {
            config.app_data(Data::new(accounts.clone())).configure(auth::routes(accounts.clone()));
        }
        added.iter().for_each(|routes| routes(config));
        // After what was added: an application may have a page of its own.
        if self.web {
            config.configure(crate::web::routes);
        }
    }
}
