//! What a test may rely on when it asks for a database.

use ownly_testing::{Backend, TestDatabase};
use rstest::rstest;
use std::path::Path;

const NOTES: &str = "CREATE TABLE notes (text TEXT NOT NULL)";

#[rstest]
fn an_empty_database_works(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    if !backend.is_wanted() {
        return;
    }
    let database = TestDatabase::new(backend);
    assert_eq!(database.backend(), backend);
    database.execute(&format!("{NOTES}; INSERT INTO notes VALUES ('milk'), ('ünï')"));
    assert_eq!(database.text("SELECT text FROM notes ORDER BY text"), ["milk", "ünï"]);
    let error = database.try_execute("INSERT INTO notes VALUES (NULL)").expect_err("no null");
    assert!(error.to_lowercase().contains("null"), "{error}");
}

#[rstest]
fn databases_are_separate(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    if !backend.is_wanted() {
        return;
    }
    let (one, two) = (TestDatabase::new(backend), TestDatabase::new(backend));
    assert_ne!(one.url(), two.url());
    one.execute(NOTES);
    two.execute(NOTES);
}

#[rstest]
fn a_copy_has_what_its_template_had(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    if !backend.is_wanted() {
        return;
    }
    let template = TestDatabase::new(backend);
    if backend == Backend::Sqlite {
        template.execute("PRAGMA journal_mode = WAL");
    }
    template.execute(&format!("{NOTES}; INSERT INTO notes VALUES ('milk')"));
    let copies = in_parallel(|| TestDatabase::like(&template));
    for copy in &copies {
        copy.execute("INSERT INTO notes VALUES ('bread')");
        assert_eq!(copy.text("SELECT text FROM notes ORDER BY text"), ["bread", "milk"]);
    }
    assert_eq!(template.text("SELECT text FROM notes"), ["milk"]);
}

#[rstest]
fn threads_may_ask_at_once(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    if !backend.is_wanted() {
        return;
    }
    in_parallel(|| TestDatabase::new(backend)).iter().for_each(|database| database.execute(NOTES));
}

fn in_parallel(make: impl Fn() -> TestDatabase + Sync) -> Vec<TestDatabase> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(&make)).collect();
        threads.into_iter().map(|thread| thread.join().expect("a database")).collect()
    })
}

#[test]
fn a_dropped_file_is_gone() {
    let database = TestDatabase::new(Backend::Sqlite);
    database.execute("PRAGMA journal_mode = WAL; CREATE TABLE t (x)");
    let path = Path::new(database.url().strip_prefix("sqlite://").expect("a scheme")).to_owned();
    assert!(path.is_absolute() && path.is_file());
    drop(database);
    assert!(!path.parent().expect("a directory").exists());
}

#[test]
fn a_dropped_database_is_gone_though_someone_is_connected() {
    use diesel::{Connection, PgConnection};
    if !Backend::Postgres.is_wanted() {
        return;
    }
    let (stays, goes) =
        (TestDatabase::new(Backend::Postgres), TestDatabase::new(Backend::Postgres));
    let url = goes.url().to_owned();
    let name = url.rsplit('/').next().expect("a name");
    let name = name.split('?').next().expect("a name");
    let _session = PgConnection::establish(&url).expect("a session");
    let found = format!("SELECT datname::text FROM pg_database WHERE datname = '{name}'");
    assert_eq!(stays.text(&found), [name]);
    drop(goes);
    assert!(stays.text(&found).is_empty());
}

#[test]
fn a_cluster_of_ones_own_is_stopped_and_started_and_gone_when_dropped() {
    if !Backend::Postgres.is_wanted() {
        return;
    }
    let mut cluster = ownly_testing::TestCluster::new();
    let url = cluster.database("mine");
    assert!(url.ends_with("/mine"));
    cluster.execute("mine", "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('milk')");
    let directory = cluster.text("mine", "SELECT current_setting('data_directory')").remove(0);
    cluster.stop();
    cluster.start();
    assert_eq!(cluster.text("mine", "SELECT text FROM notes"), ["milk"]);
    drop(cluster);
    assert!(!Path::new(&directory).exists());
}
