//! Clients that come all at once are let in all at once, even before the server looks.
//!
//! It fails with the standard library's room for 128: the next one's `connect` takes a second, for
//! the system tries again only then.

use std::{net::TcpStream, time::Duration};

use testing::{Backend, TestDatabase};

use crate::{
    beside_others,
    program::Place,
    site::{SHARED, serve, status, token},
};

const CLIENTS: usize = 500;

#[test]
fn there_is_room_for_clients_that_come_at_once() {
    let _turn = beside_others();
    let (place, database) = (Place::new(), TestDatabase::new(Backend::Sqlite));
    let server = serve(&place, database.url(), &[&SHARED]);
    let address = server.address.parse().unwrap();
    server.signal("STOP");
    let room = Duration::from_millis(900);
    let come = |at| {
        let come = TcpStream::connect_timeout(&address, room);
        come.unwrap_or_else(|error| panic!("of {CLIENTS} only {at} are let in: {error}"))
    };
    let clients: Vec<_> = (0..CLIENTS).map(come).collect();
    server.signal("CONT");
    drop(clients);
    assert_eq!(status(&server.address, "/api/tasks", &token(0)), 200);
}
