//! The client's address: the peer's, or what a trusted proxy says it is.

use std::{
    net::{IpAddr, Ipv4Addr},
    str::FromStr,
};

use http::HeaderMap;

/// A range of addresses, written like `10.0.0.0/8` or `fd00::/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    first: u128,
    mask: u128,
    v4: bool,
}

/// The text is not a range of addresses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a range of addresses; write it like 10.0.0.0/8 or 192.0.2.7")]
pub struct InvalidNetwork(pub String);

impl Network {
    /// Whether the address lies in the range.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let (bits, v4) = bits_of(address.to_canonical());
        v4 == self.v4 && bits & self.mask == self.first
    }
}

impl FromStr for Network {
    type Err = InvalidNetwork;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidNetwork(text.chars().take(60).collect());
        let (address, length) = match text.trim().split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text.trim(), None),
        };
        let (bits, v4) = bits_of(address.parse::<IpAddr>().map_err(|_| invalid())?);
        let width: u32 = if v4 { 32 } else { 128 };
        let length = length.map_or(Ok(width), str::parse).map_err(|_| invalid())?;
        let free = width.checked_sub(length).ok_or_else(invalid)?;
        let mask = u128::MAX.checked_shl(free).unwrap_or(0);
        Ok(Self { first: bits & mask, mask, v4 })
    }
}

fn bits_of(address: IpAddr) -> (u128, bool) {
    match address {
        IpAddr::V4(address) => (u128::from(u32::from(address)), true),
        IpAddr::V6(address) => (u128::from(address), false),
    }
}

/// The client's address. `X-Forwarded-For` counts only when the peer is a trusted proxy; it is
/// read from the right, over the proxies we trust, to the first address we do not.
#[must_use]
pub fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut client = peer.to_canonical();
    if !is_trusted(client) {
        return client;
    }
    let values: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    for entry in values.iter().flat_map(|value| value.split(',')).rev() {
        let Some(address) = parse_entry(entry.trim()) else { return client };
        client = address;
        if !is_trusted(client) {
            return client;
        }
    }
    client
}

fn parse_entry(entry: &str) -> Option<IpAddr> {
    let plain = entry.trim_start_matches('[').trim_end_matches(']');
    let address =
        plain.parse::<IpAddr>().ok().or_else(|| entry.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address| address.to_canonical())
}

/// Stands for a peer without an address, as on a private socket.
pub const NO_ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(values: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", http::HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn strangers_cannot_forge_an_address() {
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let stranger: IpAddr = "203.0.113.9".parse().unwrap();
        assert_eq!(client_address(stranger, &headers(&["198.51.100.1"]), &trusted), stranger);
        assert_eq!(client_address(stranger, &headers(&["198.51.100.1"]), &[]), stranger);
    }

    #[test]
    fn trusted_proxies_are_skipped_from_the_right() {
        let trusted = ["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let seen = client_address(proxy, &headers(&["6.6.6.6, 198.51.100.7", "10.2.3.4"]), &trusted);
        assert_eq!(seen, "198.51.100.7".parse::<IpAddr>().unwrap());
        let mapped = client_address("::ffff:10.0.0.1".parse().unwrap(), &headers(&["[2001:db8::1]:443"]), &trusted);
        assert_eq!(mapped, "2001:db8::1".parse::<IpAddr>().unwrap());
        assert_eq!(client_address(proxy, &headers(&["nonsense"]), &trusted), proxy);
    }

    #[test]
    fn ranges_are_read_strictly() {
        assert!("10.0.0.0/33".parse::<Network>().is_err());
        assert!("ten".parse::<Network>().is_err());
        assert!("0.0.0.0/0".parse::<Network>().unwrap().contains("9.9.9.9".parse().unwrap()));
        assert!(!"192.0.2.7".parse::<Network>().unwrap().contains("192.0.2.8".parse().unwrap()));
    }
}
