//! Server-side request forgery: whatever a stranger writes, no connection leaves for a place that is not public.

use connector::{Error, Policy, Request};

use crate::stage::Stage;

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

/// Addresses that must be refused without a connection.
const FORBIDDEN: &[&str] = &[
    // this machine, in all its spellings
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://127.0.0.1./",
    "http://127.255.255.254/",
    "http://%31%32%37.0.0.1/",
    "http://127%2e0%2e0%2e1/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b:1::1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://loopback.test/",
    // nothing and everybody
    "http://0/",
    "http://0.0.0.0/",
    "http://[::]/",
    "http://[::ffff:0.0.0.0]/",
    "http://255.255.255.255/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://240.0.0.1/",
    "http://[ff02::1]/",
    // credentials of clouds
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[fd00:ec2::254]/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://192.0.0.192/",
    "http://metadata.test/",
    // private networks
    "http://10.0.0.1/",
    "http://10.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://192.168.257/",
    "http://100.64.0.1/",
    "http://198.18.0.1/",
    "http://[fc00::1]/",
    "http://[fd12:3456::1]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://private.test/",
    "http://mixed.test/",
    "http://six.test/",
    // for documents only
    "http://192.0.2.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    // user names that look like servers
    "http://public.test@127.0.0.1/",
    "http://public.test:80@127.0.0.1/",
    "http://127.0.0.1@public.test/",
    "http://user:password@public.test/",
    "http://public.test#@127.0.0.1:22/../",
    "http://public.test\\@127.0.0.1/",
    // ports and schemes
    "http://public.test:22/",
    "http://public.test:25/",
    "http://public.test:6379/",
    "http://public.test:8080/",
    "https://public.test:80443/",
    "http://public.test:0/",
    "ftp://public.test/",
    "file:///etc/passwd",
    "gopher://public.test:70/_x",
    "dict://public.test/",
    "ldap://public.test/",
    "data:text/html,x",
    "javascript:alert(1)",
    "unix:/run/x.sock",
    // no address at all
    "",
    "public.test",
    "//public.test/",
    "http://",
    "http:///etc",
    "http://[::1/",
    "http://pub lic.test/",
    "http://public.test%00.x/",
    "http://256.256.256.256/",
    "http://1.2.3.4.5/",
];

/// The two that browsers read as the public server itself: the rest is a fragment or a path.
const HARMLESS: [&str; 2] = ["http://public.test#@127.0.0.1:22/../", "http://public.test\\@127.0.0.1/"];

fn stage(stage: Stage) -> Stage {
    stage
        .name("public.test", &["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
        .name("localhost", &["127.0.0.1", "::1"])
        .name("loopback.test", &["127.0.0.1"])
        .name("metadata.test", &["169.254.169.254"])
        .name("private.test", &["10.0.0.7"])
        .name("mixed.test", &["93.184.215.14", "192.168.0.10"])
        .name("six.test", &["2606:2800:21f::1", "::ffff:10.0.0.1"])
}

#[tokio::test]
async fn attack_strangers_send_us_nowhere_private() {
    assert!(FORBIDDEN.len() >= 60, "{}", FORBIDDEN.len());
    let stage = stage(Stage::answering(&[OK]).await);
    let connector = stage.connector();
    for url in FORBIDDEN {
        let answer = connector.send(Request::get(*url), &Policy::STRANGERS).await;
        assert_eq!(answer.is_ok(), HARMLESS.contains(url), "{url}: {answer:?}");
    }
    let connected = stage.connected();
    assert_eq!(connected.len(), HARMLESS.len(), "{connected:?}");
    assert!(connected.iter().all(|address| address.ip().to_string() == "93.184.215.14"), "{connected:?}");
}

#[tokio::test]
async fn public_servers_are_reached_at_the_address_that_was_checked() {
    let stage = stage(Stage::answering(&[OK]).await);
    for (url, address) in [
        ("http://public.test/x?y=1", "93.184.215.14:80"),
        ("http://PUBLIC.test.:80/", "93.184.215.14:80"),
        ("http://93.184.215.14/", "93.184.215.14:80"),
        ("http://0x5db8d70e/", "93.184.215.14:80"),
        ("http://[2606:4700::1111]:443/", "[2606:4700::1111]:443"),
    ] {
        let answer = stage.connector().send(Request::get(url), &Policy::STRANGERS).await.unwrap();
        assert_eq!(answer.body, b"ok");
        assert_eq!(stage.connected().last().unwrap().to_string(), address, "{url}");
    }
}

#[tokio::test]
async fn attack_a_name_that_changes_its_address_is_connected_where_it_was_checked() {
    let stage =
        Stage::answering(&[OK]).await.name("rebind.test", &["93.184.215.14"]).name("rebind.test", &["127.0.0.1"]);
    let connector = stage.connector();
    connector.send(Request::get("http://rebind.test/"), &Policy::STRANGERS).await.unwrap();
    let second = connector.send(Request::get("http://rebind.test/"), &Policy::STRANGERS).await;
    assert!(matches!(second, Err(Error::Forbidden { .. })), "{second:?}");
    assert_eq!(stage.connected().iter().map(ToString::to_string).collect::<Vec<_>>(), ["93.184.215.14:80"]);
}

#[tokio::test]
async fn attack_a_redirect_is_checked_like_the_first_address() {
    for location in [
        "http://127.0.0.1/",
        "http://169.254.169.254/",
        "//localhost/",
        "http://private.test/",
        "file:///etc/passwd",
        "http://public.test:22/",
        "http://user@public.test/",
    ] {
        let answer = format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
        let stage = stage(Stage::answering(&[&answer, OK]).await);
        let followed =
            stage.connector().send(Request::get("http://public.test/").redirects(3), &Policy::STRANGERS).await;
        assert!(followed.is_err(), "{location}: {followed:?}");
        assert_eq!(stage.connected().len(), 1, "{location}");
    }
}

#[tokio::test]
async fn administrators_reach_their_own_network_but_no_credentials_of_clouds_and_not_ourselves() {
    let stage = stage(Stage::answering(&[OK]).await);
    let connector = stage.connector();
    connector.listens_on("0.0.0.0:8080".parse().unwrap());
    for (url, reached) in [
        ("http://private.test:9000/", true),
        ("http://127.0.0.1:9000/", true),
        ("http://127.0.0.1:8080/", false),
        ("http://10.0.0.7:8080/", false),
        ("http://[::1]:8080/", false),
        ("http://metadata.test/", false),
        ("http://[fd00:ec2::254]/", false),
        ("http://0.0.0.0/", false),
    ] {
        let answer = connector.send(Request::get(url), &Policy::ADMINISTRATORS).await;
        assert_eq!(answer.is_ok(), reached, "{url}: {answer:?}");
    }
}
