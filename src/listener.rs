//! Where clients come in.

use std::{
    io,
    net::{SocketAddr, TcpListener},
};

use actix_rt::net::TcpSocket;

/// How many clients may have come and not been taken in yet. The standard library has room for
/// 128, and whoever finds none tries again after a second.
const ROOM: u32 = 1024;

/// Listens to `address`. Needs a runtime.
///
/// # Errors
/// The system's, where the address is not to be had.
pub(crate) fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // A server that was stopped leaves connections behind that are not over for a minute.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(ROOM)?.into_std()
}
