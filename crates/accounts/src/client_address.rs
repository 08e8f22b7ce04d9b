//! Where a request comes from.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    str::FromStr,
    sync::Once,
};

use actix_web::HttpRequest;
use derive_more::{Display, Error};
use ipnet::{IpNet, Ipv6Net};

/// The header in which proxies write down who called them, each after the one before it.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Said once: anybody can send the header.
static WARNED: Once = Once::new();

/// Bits of an IPv6 address that stand for one client: whoever has one address has its /64.
const CLIENT_BITS: u8 = 64;

/// A proxy, or a network of them, whose word on who called it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display)]
pub struct TrustedProxy(IpNet);

/// A text that is neither an address nor a network.
#[derive(Debug, Display, Error)]
#[display("expected an address or a network such as 10.0.0.0/8")]
pub struct NotANetwork;

impl FromStr for TrustedProxy {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let text = text.trim();
        let network = match text.parse::<IpAddr>() {
            Ok(address) => IpNet::from(address.to_canonical()),
            Err(_) => text.parse().map_err(|_| NotANetwork)?,
        };
        Ok(Self(network.trunc()))
    }
}

/// The address of a client, as limits count it and sessions keep it: all of IPv4, the network of
/// 64 bits of IPv6. Shown as Better Auth writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClientAddress(IpAddr);

impl ClientAddress {
    /// Who sent the request: the peer, or, if that is a trusted proxy, the last one in
    /// `X-Forwarded-For` who is none. Anyone can write that header, so of nobody else is it
    /// believed.
    pub(crate) fn of(request: &HttpRequest, trusted: &[TrustedProxy]) -> Option<Self> {
        let forwarded = request.headers().get_all(FORWARDED_FOR);
        let forwarded = forwarded.map(|value| String::from_utf8_lossy(value.as_bytes()));
        let forwarded: Vec<_> = forwarded.collect();
        let peer = request.peer_addr()?.ip();
        if trusted.is_empty() && !forwarded.is_empty() {
            WARNED.call_once(|| {
                log::warn!(
                    "X-Forwarded-For of {peer} is not believed: if that is a proxy, set \
                     OWNLY_TRUSTED_PROXIES, or all clients behind it are one"
                );
            });
        }
        Some(Self(masked(walked(peer, &forwarded.join(","), trusted))))
    }
}

/// From the nearest hop to the farthest that trusted ones vouch for. What is no address was written
/// by nobody we know: the hop before it is the last word.
fn walked(peer: IpAddr, forwarded: &str, trusted: &[TrustedProxy]) -> IpAddr {
    let mut nearest = peer.to_canonical();
    for hop in forwarded.rsplit(',').map(str::trim).filter(|hop| !hop.is_empty()) {
        if !trusted.iter().any(|TrustedProxy(network)| network.contains(&nearest)) {
            break;
        }
        let Some(before) = read(hop) else { break };
        nearest = before;
    }
    nearest
}

/// An address, with or without a port, which some proxies add.
fn read(hop: &str) -> Option<IpAddr> {
    let address = hop.parse().ok();
    let address = address.or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

fn masked(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            Ipv6Net::new(address, CLIENT_BITS).map_or(address, |network| network.network()).into()
        }
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(address) => <Ipv4Addr as fmt::Display>::fmt(&address, f),
            IpAddr::V6(address) => written_out(address, f),
        }
    }
}

/// All eight groups of four digits: sessions that Better Auth began are written so.
fn written_out(address: Ipv6Addr, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (number, group) in address.segments().into_iter().enumerate() {
        let colon = if number == 0 { "" } else { ":" };
        write!(f, "{colon}{group:04x}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn shown(peer: &str, forwarded: &str) -> String {
        let trusted = ["10.0.0.0/8", "127.0.0.1", "fd00::/16"].map(|it| it.parse().unwrap());
        ClientAddress(masked(walked(peer.parse().unwrap(), forwarded, &trusted))).to_string()
    }

    #[rstest]
    #[case::nobody_vouches("203.0.113.9", "198.51.100.1", "203.0.113.9")]
    #[case::one_hop("127.0.0.1", "198.51.100.1", "198.51.100.1")]
    #[case::what_the_client_wrote("127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1")]
    #[case::two_proxies("127.0.0.1", "1.2.3.4, 198.51.100.1, 10.1.2.3", "198.51.100.1")]
    #[case::proxies_alone("127.0.0.1", "10.9.9.9,10.1.2.3", "10.9.9.9")]
    #[case::no_address("127.0.0.1", "198.51.100.1, unknown", "127.0.0.1")]
    #[case::no_address_further_on("127.0.0.1", "unknown, 10.1.2.3", "10.1.2.3")]
    #[case::nothing("127.0.0.1", "", "127.0.0.1")]
    #[case::commas("127.0.0.1", ", 198.51.100.1,, ", "198.51.100.1")]
    #[case::with_a_port("127.0.0.1", "198.51.100.1:4711", "198.51.100.1")]
    #[case::mapped_peer("::ffff:127.0.0.1", "::ffff:198.51.100.1", "198.51.100.1")]
    #[case::ipv6("fd00::1", "2001:DB8:1:2:3:4:5:6", "2001:0db8:0001:0002:0000:0000:0000:0000")]
    #[case::ipv6_port("127.0.0.1", "[2001:db8::1]:80", "2001:0db8:0000:0000:0000:0000:0000:0000")]
    #[case::ipv6_peer("2001:db8::1", "1.2.3.4", "2001:0db8:0000:0000:0000:0000:0000:0000")]
    fn the_last_hop_that_nobody_vouches_for_is_the_client(
        #[case] peer: &str,
        #[case] forwarded: &str,
        #[case] client: &str,
    ) {
        assert_eq!(shown(peer, forwarded), client);
    }

    #[rstest]
    #[case("10.1.2.3/8", "10.0.0.0/8")]
    #[case(" 192.0.2.1 ", "192.0.2.1/32")]
    #[case("::ffff:192.0.2.1", "192.0.2.1/32")]
    #[case("2001:db8::/32", "2001:db8::/32")]
    fn a_network_is_read_as_it_is_meant(#[case] text: &str, #[case] network: &str) {
        assert_eq!(text.parse::<TrustedProxy>().unwrap().to_string(), network);
    }

    #[rstest]
    fn what_is_no_network_is_refused(
        #[values("", "*", "10.0.0.0/33", "10.0.0", "proxy.example", "10.0.0.0/8,::1")] text: &str,
    ) {
        assert!(text.parse::<TrustedProxy>().is_err());
    }
}
