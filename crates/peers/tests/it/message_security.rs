//! S/MIME and OpenPGP against OpenSSL and GnuPG, in both directions: they write and we read, we write and they read.

use base::World;
use message_security::{
    Keyring, Kind, Known, PrivateKey, Protection, Random, Recipient, Secrecy, State, Verdict, open, protect,
    read_certificates, read_private, read_public,
};
use peers::{gnupg::Gnupg, openssl::Openssl};

const TEXT: &str = "Content-Type: text/plain; charset=utf-8\r\n\r\nThe printer burns. \u{706b}\r\n.\r\n";
const FIELDS: &str = "From: Kim <kim@outside.test>\r\nTo: support@desk.test\r\nSubject: Fire\r\n";
const DESK: &str = "support@desk.test";

fn now() -> i64 {
    World::system().now().seconds()
}

fn shown(mail: &[u8]) -> String {
    String::from_utf8(mail.to_vec()).unwrap()
}

fn signature(verdict: Option<&Verdict>) -> Option<State> {
    verdict?.signature.as_ref().map(|proof| proof.state)
}

/// A mail by OpenSSL, which writes the fields of the content only.
fn mail(content: &[u8]) -> Vec<u8> {
    [FIELDS.as_bytes(), content].concat()
}

struct House {
    openssl: Openssl,
    keyring: Keyring,
}

/// Kim outside and the desk inside have certificates of one issuer, which is trusted.
fn house(key: &str) -> House {
    let openssl = Openssl::new().unwrap();
    openssl.certificate("kim", "Kim@outside.test", key).unwrap();
    openssl.certificate("desk", DESK, "rsa:2048").unwrap();
    let own = read_private(&both(&openssl, "desk"), "").unwrap();
    let issuers = vec![read_certificates(&openssl.file("ca.pem").unwrap()).unwrap()[0].public.clone()];
    House { openssl, keyring: Keyring { own: vec![own], known: Vec::new(), issuers } }
}

fn both(openssl: &Openssl, name: &str) -> Vec<u8> {
    [openssl.file(&format!("{name}.key")).unwrap(), openssl.file(&format!("{name}.pem")).unwrap()].concat()
}

#[test]
fn real_openssl_signs_and_we_verify() {
    for key in ["rsa:2048", "rsa:3072", "ec -pkeyopt ec_paramgen_curve:P-256", "ec -pkeyopt ec_paramgen_curve:P-384"] {
        let House { openssl, keyring } = house(key);
        let forms = ["", "-md sha512", "-nodetach", "-nodetach -stream", "-stream", "-keyid", "-noattr"];
        for form in forms.iter().filter(|form| !key.starts_with("ec") || !form.contains("sha512")) {
            let words = format!("cms -sign -signer kim.pem -inkey kim.key {form}");
            let raw = mail(&openssl.run(&words, TEXT.as_bytes()).unwrap());
            let opened = open(&raw, &keyring, now());
            assert_eq!(signature(opened.verdict.as_ref()), Some(State::Valid), "{key} {form}");
            assert!(shown(&opened.mail).contains("The printer burns. \u{706b}"), "{key} {form}");
            let signer = opened.verdict.unwrap().signature.unwrap();
            assert_eq!(signer.signer.as_deref(), Some("kim <kim@outside.test>"));
            assert_eq!(signer.issuer.as_deref(), Some("Test-CA"));
        }
    }
}

#[test]
fn real_pss_signatures_are_verified() {
    let House { openssl, keyring } = house("rsa:2048");
    let words = "cms -sign -signer kim.pem -inkey kim.key -keyopt rsa_padding_mode:pss -md sha256";
    let raw = mail(&openssl.run(words, TEXT.as_bytes()).unwrap());
    assert_eq!(signature(open(&raw, &keyring, now()).verdict.as_ref()), Some(State::Valid));
}

#[test]
fn what_a_signature_proves_is_said_plainly() {
    let House { openssl, keyring } = house("rsa:2048");
    let signed = openssl.run("cms -sign -signer kim.pem -inkey kim.key", TEXT.as_bytes()).unwrap();
    let state = |raw: &[u8], keyring: &Keyring, at| signature(open(raw, keyring, at).verdict.as_ref()).unwrap();
    let nobody = Keyring::default();
    assert_eq!(state(&mail(&signed), &nobody, now()), State::UnknownSigner);
    let year = 365 * 86_400;
    assert_eq!(state(&mail(&signed), &keyring, now() + year), State::Expired);
    assert_eq!(state(&mail(&signed), &keyring, now() - year), State::Expired);
    let other = [b"From: eve@outside.test\r\n", &signed[..]].concat();
    assert_eq!(state(&other, &keyring, now()), State::WrongAddress);
    let changed = String::from_utf8(mail(&signed)).unwrap().replace("printer", "planter");
    assert_eq!(state(changed.as_bytes(), &keyring, now()), State::Broken);
    let old = openssl.run("cms -sign -md sha1 -signer kim.pem -inkey kim.key", TEXT.as_bytes()).unwrap();
    assert_eq!(state(&mail(&old), &keyring, now()), State::Outdated);
    // Without an issuer, but somebody of us has said that it is Kim's.
    let public = read_public(&openssl.file("kim.pem").unwrap()).unwrap().public;
    let known = |address: &str| Keyring {
        known: vec![Known { kind: Kind::Smime, address: address.to_owned(), public: public.clone() }],
        ..Keyring::default()
    };
    assert_eq!(state(&mail(&signed), &known("kim@outside.test"), now()), State::Valid);
    assert_eq!(state(&mail(&signed), &known("ann@outside.test"), now()), State::WrongAddress);
    // Line ends that a server rewrote change nothing; the text of an opaque mail by a stranger is shown.
    let unix = String::from_utf8(mail(&signed)).unwrap().replace("\r\n", "\n");
    assert_eq!(state(unix.as_bytes(), &keyring, now()), State::Valid);
    let opaque = openssl.run("cms -sign -nodetach -signer kim.pem -inkey kim.key", TEXT.as_bytes()).unwrap();
    let raw = mail(&opaque);
    let opened = open(&raw, &nobody, now());
    assert!(shown(&opened.mail).contains("The printer burns."));
}

#[test]
fn real_openssl_encrypts_and_we_open() {
    let House { openssl, keyring } = house("rsa:2048");
    let signed = openssl.run("cms -sign -signer kim.pem -inkey kim.key", TEXT.as_bytes()).unwrap();
    let forms = [
        "-aes128",
        "-aes192",
        "-aes256",
        "-des3",
        "-aes256 -stream",
        "-aes-128-gcm",
        "-aes-256-gcm",
        "-keyid",
        "-aes256 -keyopt rsa_padding_mode:oaep",
        "-aes256 -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256",
    ];
    for form in forms {
        let (before, after) = if form.contains("keyopt") {
            (form.split(" -keyopt").next().unwrap(), format!("-recip desk.pem {}", form.split_once(' ').unwrap().1))
        } else {
            (form, "desk.pem".to_owned())
        };
        let raw = mail(&openssl.run(&format!("cms -encrypt {before} {after}"), &signed).unwrap());
        let opened = open(&raw, &keyring, now());
        let verdict = opened.verdict.unwrap();
        assert_eq!(verdict.encryption, Some(Secrecy::Opened), "{form}");
        assert_eq!(signature(Some(&verdict)), Some(State::Valid), "{form}");
        assert!(shown(&opened.mail).contains("The printer burns. \u{706b}"), "{form}");
        // The name is kept where the type is lost.
        let renamed = String::from_utf8(raw.clone()).unwrap();
        let renamed = renamed.replace("application/pkcs7-mime", "application/octet-stream");
        assert_eq!(open(renamed.as_bytes(), &keyring, now()).verdict.unwrap().encryption, Some(Secrecy::Opened));
        let closed = open(&raw, &Keyring::default(), now());
        assert_eq!(closed.verdict.unwrap().encryption, Some(Secrecy::NoKey), "{form}");
        assert_eq!(&*closed.mail, &*raw);
    }
}

fn random(buffer: &mut [u8]) {
    World::system().random.fill(buffer);
}

fn composed() -> Vec<u8> {
    format!(
        "From: {DESK}\r\nTo: kim@outside.test\r\nSubject: Re: Fire\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         We come. =E7=81=AB =\r\n\r\n-- \r\nDesk\r\n"
    )
    .into_bytes()
}

fn wrapped(kind: Kind, signer: Option<&PrivateKey>, to: Option<&[u8]>) -> Vec<u8> {
    let recipients =
        to.map(|file| Recipient { address: "kim@outside.test".to_owned(), facts: read_public(file).unwrap() });
    let protection = Protection { kind, signer: signer.cloned(), recipients: recipients.into_iter().collect() };
    protect(&composed(), &protection, now(), Random::new(&random)).unwrap()
}

#[test]
fn we_sign_and_encrypt_and_real_openssl_reads() {
    for key in ["rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256"] {
        let openssl = Openssl::new().unwrap();
        openssl.certificate("desk", DESK, key).unwrap();
        openssl.certificate("kim", "kim@outside.test", "rsa:2048").unwrap();
        let own = read_private(&both(&openssl, "desk"), "").unwrap();
        let kim = openssl.file("kim.pem").unwrap();
        let signed = wrapped(Kind::Smime, Some(&own), None);
        let read = openssl.run("cms -verify -CAfile ca.pem", &signed).unwrap();
        assert!(String::from_utf8(read).unwrap().contains("We come. =E7=81=AB"));
        let secret = wrapped(Kind::Smime, Some(&own), Some(&kim));
        assert!(!String::from_utf8_lossy(&secret).contains("We come"));
        let inner = openssl.run("cms -decrypt -recip kim.pem -inkey kim.key", &secret).unwrap();
        let read = openssl.run("cms -verify -CAfile ca.pem", &inner).unwrap();
        assert!(String::from_utf8(read).unwrap().contains("We come. =E7=81=AB"));
    }
}

#[test]
fn a_locked_private_key_needs_its_password() {
    let openssl = Openssl::new().unwrap();
    openssl.certificate("desk", DESK, "rsa:2048").unwrap();
    let locked = openssl.run("pkcs8 -topk8 -in desk.key -passout pass:secret", b"").unwrap();
    let file = [locked, openssl.file("desk.pem").unwrap()].concat();
    assert_eq!(read_private(&file, "wrong").unwrap_err(), message_security::Error::Locked);
    assert_eq!(read_private(&file, "secret").unwrap().facts().addresses, [DESK]);
    openssl.certificate("kim", "kim@outside.test", "rsa:2048").unwrap();
    let other = [openssl.file("desk.key").unwrap(), openssl.file("kim.pem").unwrap()].concat();
    assert_eq!(read_private(&other, "").unwrap_err(), message_security::Error::Mismatch);
}

/// Kim and the desk in one GnuPG, with keys of this kind.
fn people(key: &str) -> (Gnupg, Keyring) {
    let gnupg = Gnupg::new().unwrap();
    for name in ["Kim <kim@outside.test>", DESK] {
        let parameters = format!("%no-protection\n{key}\nName-Email: {}\nExpire-Date: 10d\n%commit\n", {
            name.rsplit('<').next().unwrap().trim_end_matches('>')
        });
        gnupg.run("--generate-key", parameters.as_bytes()).unwrap();
    }
    let own = read_private(&gnupg.run(&format!("--armor --export-secret-keys {DESK}"), b"").unwrap(), "").unwrap();
    let public = read_public(&gnupg.run("--armor --export kim@outside.test", b"").unwrap()).unwrap().public;
    let known = Known { kind: Kind::Pgp, address: "kim@outside.test".to_owned(), public };
    (gnupg, Keyring { own: vec![own], known: vec![known], issuers: Vec::new() })
}

const KEYS: [&str; 3] = [
    "Key-Type: RSA\nKey-Length: 2048\nSubkey-Type: RSA\nSubkey-Length: 2048",
    "Key-Type: eddsa\nKey-Curve: ed25519\nSubkey-Type: ecdh\nSubkey-Curve: cv25519",
    "Key-Type: ecdsa\nKey-Curve: nistp256\nSubkey-Type: ecdh\nSubkey-Curve: nistp256",
];

fn pgp_signed(signature: &[u8], content: &str) -> Vec<u8> {
    let head = format!(
        "{FIELDS}Content-Type: multipart/signed; micalg=pgp-sha256; protocol=\"application/pgp-signature\"; boundary=b\r\n\r\n--b\r\n{content}\r\n--b\r\n\
         Content-Type: application/pgp-signature\r\n\r\n"
    );
    [head.as_bytes(), signature, b"\r\n--b--\r\n"].concat()
}

fn pgp_encrypted(message: &[u8]) -> Vec<u8> {
    let head = format!(
        "{FIELDS}Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\r\n\r\n--b\r\n\
         Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n"
    );
    [head.as_bytes(), message, b"\r\n--b--\r\n"].concat()
}

#[test]
fn real_gnupg_writes_and_we_read() {
    for key in KEYS {
        let (gnupg, keyring) = people(key);
        let as_kim = "--armor --local-user kim@outside.test";
        let armour = gnupg.run(&format!("{as_kim} --detach-sign"), TEXT.as_bytes()).unwrap();
        let raw = pgp_signed(&armour, TEXT);
        let opened = open(&raw, &keyring, now());
        assert_eq!(signature(opened.verdict.as_ref()), Some(State::Valid), "{key}");
        assert!(shown(&opened.mail).contains("The printer burns. \u{706b}"));
        let state = |raw: &[u8], keyring: &Keyring, at| signature(open(raw, keyring, at).verdict.as_ref()).unwrap();
        assert_eq!(state(&raw, &Keyring::default(), now()), State::UnknownSigner);
        assert_eq!(state(&raw, &keyring, now() + 20 * 86_400), State::Expired);
        let changed = String::from_utf8(raw).unwrap().replace("printer", "planter");
        assert_eq!(state(changed.as_bytes(), &keyring, now()), State::Broken);
        let mut stranger = keyring.clone();
        stranger.known[0].address = "ann@outside.test".to_owned();
        assert_eq!(state(&pgp_signed(&armour, TEXT), &stranger, now()), State::WrongAddress);

        for form in ["--sign", "", "--sign --compress-algo zlib", "--cipher-algo AES", "--cipher-algo 3DES"] {
            let words = format!("{as_kim} {form} --encrypt --recipient {DESK}");
            let raw = pgp_encrypted(&gnupg.run(&words, TEXT.as_bytes()).unwrap());
            let opened = open(&raw, &keyring, now());
            let verdict = opened.verdict.unwrap();
            assert_eq!(verdict.encryption, Some(Secrecy::Opened), "{key} {form}");
            assert_eq!(signature(Some(&verdict)), form.contains("sign").then_some(State::Valid), "{key} {form}");
            assert!(shown(&opened.mail).contains("The printer burns. \u{706b}"), "{key} {form}");
            let closed = open(&raw, &Keyring::default(), now()).verdict.unwrap();
            assert_eq!((closed.encryption, closed.signature), (Some(Secrecy::NoKey), None));
        }
    }
}

#[test]
fn real_gnupg_armour_within_a_text_is_read_when_it_is_the_whole_text() {
    let (gnupg, keyring) = people(KEYS[1]);
    let text = "The printer burns.\r\n- dashed \u{706b}\r\n";
    let as_text = |armour: &[u8]| {
        [FIELDS.as_bytes(), b"Content-Type: text/plain; charset=utf-8\r\n\r\n", armour, b"\r\n"].concat()
    };
    let clear = gnupg.run("--local-user kim@outside.test --clear-sign", text.as_bytes()).unwrap();
    let raw = as_text(&clear);
    let opened = open(&raw, &keyring, now());
    assert_eq!(signature(opened.verdict.as_ref()), Some(State::Valid));
    assert!(shown(&opened.mail).contains("\r\n\r\nThe printer burns.\r\n- dashed \u{706b}"), "{}", shown(&opened.mail));
    let more = [&raw[..], b"By the way, send money.\r\n"].concat();
    assert_eq!(signature(open(&more, &keyring, now()).verdict.as_ref()), Some(State::OnlyPart));
    let words = format!("--armor --local-user kim@outside.test --sign --encrypt --recipient {DESK}");
    let secret = gnupg.run(&words, text.as_bytes()).unwrap();
    let raw = as_text(&secret);
    let opened = open(&raw, &keyring, now());
    let verdict = opened.verdict.unwrap();
    assert_eq!((verdict.encryption, signature(Some(&verdict))), (Some(Secrecy::Opened), Some(State::Valid)));
    assert!(shown(&opened.mail).contains("The printer burns."));
}

#[test]
fn changed_secrets_stay_closed() {
    let (gnupg, keyring) = people(KEYS[0]);
    let message = gnupg.run(&format!("--encrypt --recipient {DESK}"), TEXT.as_bytes()).unwrap();
    let mut damaged = message.clone();
    let last = damaged.len() - 30;
    damaged[last] ^= 1;
    let verdict = open(&pgp_encrypted(&damaged), &keyring, now()).verdict.unwrap();
    assert_eq!(verdict.encryption, Some(Secrecy::Damaged));
}

#[test]
fn we_sign_and_encrypt_and_real_gnupg_reads() {
    for key in KEYS {
        let (gnupg, keyring) = people(key);
        let kim = gnupg.run("--armor --export kim@outside.test", b"").unwrap();
        let signed = wrapped(Kind::Pgp, Some(&keyring.own[0]), None);
        let text = String::from_utf8(signed).unwrap();
        let boundary = text.split("boundary=\"").nth(1).unwrap().split('"').next().unwrap();
        let parts: Vec<&str> = text.split(&format!("--{boundary}")).collect();
        let content = parts[1].strip_prefix("\r\n").unwrap().strip_suffix("\r\n").unwrap();
        let signature = parts[2].split_once("\r\n\r\n").unwrap().1;
        gnupg.write("content", content.as_bytes()).unwrap();
        gnupg.write("signature", signature.as_bytes()).unwrap();
        gnupg.run("--verify signature content", b"").unwrap();
        let secret = wrapped(Kind::Pgp, Some(&keyring.own[0]), Some(&kim));
        assert!(!String::from_utf8_lossy(&secret).contains("We come"));
        let armour = String::from_utf8(secret).unwrap();
        let start = armour.find("-----BEGIN PGP MESSAGE").unwrap();
        let read = gnupg.run("--status-fd 1 --decrypt", &armour.as_bytes()[start..]).unwrap();
        let read = String::from_utf8_lossy(&read).into_owned();
        assert!(read.contains("We come. =E7=81=AB") && read.contains("[GNUPG:] VALIDSIG"), "{key}: {read}");
    }
}
