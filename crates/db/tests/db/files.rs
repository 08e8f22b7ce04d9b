//! The file of an SQLite database.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, time::Duration};

use diesel::{
    QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Integer,
};
use ownly_db::{AnyConnection, Begin, Database, DatabaseUrl, Error, Mode, PoolSizes, RawAccess};
use testing::{Backend, TestDirectory};

use crate::opened::{Opened, block_on};

fn write(path: &Path) -> Result<(), Error> {
    let url = DatabaseUrl::Sqlite(path.to_owned());
    let sizes = PoolSizes { connections: 1, patience: Duration::from_millis(500) };
    let pool = Database::new(&url, sizes);
    let begin = Begin { mode: Mode::Write, user: None };
    block_on(async {
        let work = |connection: &mut AnyConnection| {
            connection.batch_execute("CREATE TABLE IF NOT EXISTS t (x)")?;
            Ok::<_, Error>(())
        };
        pool.transaction(begin, work).await
    })?;
    // While the pool is open, the write-ahead log lies beside the file.
    for file in fs::read_dir(path.parent().unwrap()).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?} {mode:o}", file.file_name());
    }
    Ok(())
}

#[test]
fn a_new_file_and_what_lies_beside_it_are_for_their_owner_alone() {
    let directory = TestDirectory::new();
    let path = directory.path().join("new/folder/ownly.db");
    write(&path).unwrap();
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_file_that_is_there_keeps_what_is_in_it_and_who_may_read_it() {
    let directory = TestDirectory::new();
    let path = directory.path().join("ownly.db");
    write(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400 | 0o200)).unwrap();
    write(&path).unwrap();
    assert!(fs::metadata(&path).unwrap().len() > 0);
}

#[derive(QueryableByName)]
struct Synchronous {
    #[diesel(sql_type = Integer)]
    synchronous: i32,
}

/// Without it the last commits may be gone after a loss of power: <https://sqlite.org/wal.html>.
#[test]
fn every_commit_is_synced() {
    let Some(opened) = Opened::on(Backend::Sqlite, 1) else { return };
    let full = opened.transaction(Mode::Write, |connection| {
        let AnyConnection::Sqlite(connection) = connection else { unreachable!("it is SQLite") };
        let is = sql_query("SELECT synchronous FROM pragma_synchronous");
        Ok(is.get_result::<Synchronous>(connection)?.synchronous)
    });
    assert_eq!(full.unwrap(), 2);
}

#[test]
fn a_path_where_no_file_can_be_is_unavailable() {
    let directory = TestDirectory::new();
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    let answer = write(&file.join("ownly.db"));
    assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
}
