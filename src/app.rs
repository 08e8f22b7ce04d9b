//! Ownly, and what the author of an application adds to it.

use std::{process::ExitCode, sync::Arc};

use actix_web::web::ServiceConfig;
use derive_more::Debug;
use serde::Serialize;
use wall::{Keyed, Migrations, Row, Tables};

use crate::{MIGRATIONS, cli, config::Environment, owned_tables};

/// All of Ownly, and whatever tables, migrations and routes are added to it.
///
/// ```ignore
/// fn main() -> std::process::ExitCode {
///     App::new().migrations(migrations!()).table::<_, Note>(notes::table).routes(routes).run()
/// }
/// ```
///
/// `examples/notes` is such a program, whole.
#[derive(Debug)]
#[must_use = "nothing runs until it is told to"]
pub struct App {
    #[debug("{}", migrations.len())]
    pub(crate) migrations: Vec<Migrations>,
    pub(crate) tables: Tables,
    #[debug("{}", routes.len())]
    pub(crate) routes: Vec<Arc<Routes>>,
}

pub(crate) type Routes = dyn Fn(&mut ServiceConfig) + Send + Sync;

impl App {
    /// Ownly alone: accounts and tasks.
    pub fn new() -> Self {
        Self { migrations: vec![MIGRATIONS], tables: owned_tables(), routes: Vec::new() }
    }

    /// And these migrations, which are run after the ones before them. All of them are kept in
    /// one book, so none may have the stamp of another: the server refuses to start.
    pub fn migrations(mut self, migrations: Migrations) -> Self {
        self.migrations.push(migrations);
        self
    }

    /// And the table `T`, whose rows are exported as `R`. A table that refers to another comes
    /// after it.
    ///
    /// Scopes know no table that is not added here. One that is has its row-level security on
    /// PostgreSQL, and its rows are in their owners' exports and go with their owners' accounts.
    pub fn table<T, R>(mut self, table: T) -> Self
    where
        T: Keyed + Send + Sync,
        R: Row<T> + Serialize + 'static,
    {
        self.tables = self.tables.with::<T, R>(table);
        self
    }

    /// And these routes. Those of Ownly win over others of the same path.
    pub fn routes(mut self, routes: impl Fn(&mut ServiceConfig) + Send + Sync + 'static) -> Self {
        self.routes.push(Arc::new(routes));
        self
    }

    /// Runs the program with the command line and environment it was started with, and the `.env`
    /// of the folder it was started in.
    pub fn run(self) -> ExitCode {
        let file = dotenvy::dotenv_iter().into_iter().flatten().flatten();
        cli::run(self, std::env::args_os(), Environment::new(file, std::env::vars()))
    }
}

impl Default for App {
    fn default() -> Self {
        Self::new()
    }
}
