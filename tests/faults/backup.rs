//! A copy that is made under load is a sound database with all that was acknowledged before it
//! was begun. (PostgreSQL has programs of its own for that.)
//!
//! It fails where the file is copied without what is in the write-ahead log.

use std::{thread, time::Duration};

use testing::{Backend, TestDatabase};

use crate::{
    beside_others,
    load::{Load, expect_all},
    long_or,
    program::Place,
    site::{SHARED, plan, serve},
};

#[test]
fn a_copy_made_under_load_is_sound_and_whole() {
    let _turn = beside_others();
    let (place, database) = (Place::new(), TestDatabase::new(Backend::Sqlite));
    let server = serve(&place, database.url(), &[&SHARED]);
    let load = Load::on(&server.address, plan(long_or(200, 40)));
    for copy in 0..long_or(20, 2) {
        thread::sleep(Duration::from_secs(1));
        let before = load.acknowledged();
        assert!(!before.is_empty());
        let file = place.path().join(format!("copy-{copy}.db"));
        let variables = [("DATABASE_URL", database.url())];
        place.run(&["backup", file.to_str().unwrap()], &variables).expect(0);
        let copy = TestDatabase::of_file(&file);
        assert_eq!(copy.text("PRAGMA integrity_check"), ["ok"]);
        let of_copy = serve(&place, copy.url(), &[&SHARED]);
        expect_all(&of_copy.address, &before);
    }
    let (outcomes, _) = load.end();
    outcomes.expect_only(&[200, 201]);
}
