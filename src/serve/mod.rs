//! A site to look at while it is written, at an address on this machine only.
//!
//! A [`Desk`] holds the site as it was read last, and draws a piece when somebody looks at it.
//! [`watch`] reads it anew when files change, and every open page is told. Nothing is written.

mod desk;
mod http;
mod view;
pub mod watch;

use std::{net::SocketAddr, sync::Arc};

pub use desk::{Change, Desk, Loaded};

/// How many ports are tried, the one that was asked for first.
const TRIED: u16 = 20;

/// An address that nobody else listens at: `port` on this machine, or the next free one.
///
/// # Errors
/// What the machine says of the last port that was tried.
pub fn listen(port: u16) -> std::io::Result<(std::net::TcpListener, SocketAddr)> {
    let mut failed = None;
    let last = if port == 0 {
        0
    } else {
        port.saturating_add(TRIED - 1)
    };
    for port in port..=last {
        match std::net::TcpListener::bind(("127.0.0.1", port)) {
            Ok(listener) => {
                let address = listener.local_addr()?;
                return Ok((listener, address));
            }
            Err(error) => failed = Some(error),
        }
    }
    Err(failed.unwrap_or_else(|| std::io::ErrorKind::AddrNotAvailable.into()))
}

/// Answers until the program ends.
///
/// # Errors
/// What the machine says if it can listen no more.
pub fn answer(desk: Arc<Desk>, listener: std::net::TcpListener) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, http::routes(desk)).await
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_gives_way_to_the_next() {
        let (first, address) = listen(0).unwrap();
        let (_second, next) = listen(address.port()).unwrap();
        assert!(next.port() > address.port());
        assert!(next.ip().is_loopback());
        drop(first);
    }
}
