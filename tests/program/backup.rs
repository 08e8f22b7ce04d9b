//! A copy that is made while the server writes.

use std::{
    fs,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use testing::{Backend, TestDatabase, TestDirectory};

use crate::{
    durability::{serve, token, write_on},
    program::Place,
};

#[test]
fn a_copy_made_under_writes_holds_all_that_was_acknowledged_before() {
    let (place, database, copies) =
        (Place::new(), TestDatabase::new(Backend::Sqlite), TestDirectory::new());
    let copy = copies.path().join("copy.db");
    let url = [("DATABASE_URL", database.url())];
    let mut server = serve(&place, database.url());
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let (tasks, noted) = (server.url("/api/tasks"), Arc::clone(&acknowledged));
    let writer = thread::spawn(move || write_on(&tasks, 0, &noted));
    while acknowledged.lock().unwrap().len() < 50 {
        thread::sleep(Duration::from_millis(1));
    }
    let before = acknowledged.lock().unwrap().clone();
    place.run(&["backup", copy.to_str().unwrap()], &url).expect(0);
    server.kill();
    writer.join().unwrap();

    assert_eq!(fs::read_dir(copies.path()).unwrap().count(), 1, "nothing else is left behind");
    let server = serve(&place, &format!("sqlite://{}", copy.display()));
    for (user, id) in &before {
        let found = ureq::get(server.url(&format!("/api/tasks/{id}")))
            .header("authorization", format!("Bearer {}", token(*user)))
            .call();
        assert!(found.is_ok(), "{found:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_copy_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;

    let (place, database) = (Place::new(), TestDatabase::new(Backend::Sqlite));
    let url = [("DATABASE_URL", database.url())];
    place.run(&["migrate"], &url).expect(0);
    place.run(&["backup", "copy.db"], &url).expect(0);
    let mode = fs::metadata(place.path().join("copy.db")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_copy_replaces_nothing_and_is_made_of_something() {
    let (place, database) = (Place::new(), TestDatabase::new(Backend::Sqlite));
    let url = [("DATABASE_URL", database.url())];
    place.run(&["migrate"], &url).expect(0);
    place.write("mine.txt", "mine");
    place.run(&["backup", "mine.txt"], &url).expect(1);
    assert_eq!(place.read("mine.txt"), "mine");
    place.run(&["backup", "no/such/folder.db"], &url).expect(1);

    let nothing = [("DATABASE_URL", "sqlite://nothing.db")];
    let ran = place.run(&["backup", "copy.db"], &nothing).expect(1);
    assert!(ran.complained().contains("no such database"), "{}", ran.complained());
    assert!(!place.path().join("nothing.db").exists() && !place.path().join("copy.db").exists());

    let elsewhere = [("DATABASE_URL", "postgres://127.0.0.1:1/ownly")];
    let ran = place.run(&["backup", "copy.db"], &elsewhere).expect(1);
    assert!(ran.complained().contains("pg_dump"), "{}", ran.complained());
}
