//! A database file that cannot be written, nor its folder, or neither: the server says so at once,
//! with the file's name, and changes nothing. (PostgreSQL is told to be read-only by a setting of
//! its own: then reads go on and writes are 503.)
//!
//! It fails where SQLite is left to open such a file for reading: the server would start, and fail
//! each write.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    process::Command,
    time::{Duration, Instant},
};

use rstest::rstest;
use serde_json::json;
use testing::{Backend, TestDatabase};

use crate::{
    beside_others,
    program::Place,
    site::{SHARED, serve, status, token},
    wire::{Request, once},
};

/// Runs the program as one whom the modes of files bind: root steps over them, unless it lacks the
/// capability to.
fn bound(place: &Place, url: &str) -> Command {
    let url = [("DATABASE_URL", url)];
    let variables = [&SHARED[..], &url].concat();
    let plain = place.command(&["--listen", "127.0.0.1:0"], &variables);
    let own = fs::metadata(place.path()).unwrap();
    if std::os::unix::fs::MetadataExt::uid(&own) != 0 {
        return plain;
    }
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set=-dac_override,-dac_read_search", "--"]);
    command.arg(plain.get_program()).args(plain.get_args()).current_dir(place.path());
    command.env_clear().envs(variables.iter().copied()).stdin(std::process::Stdio::null());
    command
}

#[rstest]
#[case::file(0o444, 0o755)]
#[case::folder(0o644, 0o555)]
#[case::both(0o444, 0o555)]
fn a_server_that_could_not_write_does_not_start(#[case] file: u32, #[case] folder: u32) {
    let _turn = beside_others();
    let place = Place::new();
    let data = place.path().join("data");
    let url = [("DATABASE_URL", "sqlite://data/ownly.db")];
    place.run(&["migrate"], &url).expect(0);
    let before = fs::read(data.join("ownly.db")).unwrap();
    fs::set_permissions(data.join("ownly.db"), Permissions::from_mode(file)).unwrap();
    fs::set_permissions(&data, Permissions::from_mode(folder)).unwrap();

    let begun = Instant::now();
    let ended = bound(&place, url[0].1).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    fs::set_permissions(&data, Permissions::from_mode(0o755)).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{said}");
    let told = said.contains("data/ownly.db") && said.contains("must be able to write the file");
    assert!(told, "{said}");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(fs::read(data.join("ownly.db")).unwrap(), before);

    fs::set_permissions(data.join("ownly.db"), Permissions::from_mode(0o644)).unwrap();
    let server = Place::serve_by(bound(&place, url[0].1).stderr(std::process::Stdio::null()));
    assert_eq!(status(&server.address, "/api/tasks", &token(0)), 200);
}

#[test]
fn a_new_file_in_a_folder_that_cannot_be_written_is_told_at_once() {
    let _turn = beside_others();
    let place = Place::new();
    fs::create_dir(place.path().join("data")).unwrap();
    fs::set_permissions(place.path().join("data"), Permissions::from_mode(0o555)).unwrap();
    let begun = Instant::now();
    let ended = bound(&place, "sqlite://data/ownly.db").output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    fs::set_permissions(place.path().join("data"), Permissions::from_mode(0o755)).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(said.contains("data/ownly.db") && said.contains("cannot be written"), "{said}");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn postgresql_that_is_read_only_is_read_and_not_written() {
    if !Backend::Postgres.is_wanted() {
        return;
    }
    let _turn = beside_others();
    let (place, database) = (Place::new(), TestDatabase::new(Backend::Postgres));
    let server = serve(&place, database.url(), &[&SHARED]);
    let token = token(0);
    let bearer = format!("Bearer {token}");
    let task = json!({ "title": "x" });
    let write = Request::post("/api/tasks", &[("Authorization", &bearer)], &task);
    let write = || once(&server.address, &write).unwrap();
    assert_eq!(write().status, 201);
    // What a server that takes over, and is a replica still, says of every write.
    database.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
           RAISE read_only_sql_transaction; END $$;
         CREATE TRIGGER refuse BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION refuse();",
    );
    let refused = write();
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("1")));
    assert_eq!(status(&server.address, "/api/tasks", &token), 200);
    database.execute("DROP TRIGGER refuse ON tasks");
    assert_eq!(write().status, 201);
}
