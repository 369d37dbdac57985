//! An authorization server on loopback: gives codes for consents, tokens for codes (RFC 6749, with PKCE, RFC 7636),
//! and tells mail servers whose a token is (RFC 7662).

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::Context as _;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// The secret of every client.
pub const SECRET: &str = "a-client-secret";
const LONGEST_BODY: usize = 64 * 1024;

/// A running server; it stops when dropped.
pub struct Authorization {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    stops: AtomicBool,
}

/// What the server knows.
struct State {
    number: u64,
    /// User and challenge of a code.
    codes: HashMap<String, (String, String)>,
    /// The users of access tokens.
    access: HashMap<String, String>,
    /// The users of refresh tokens.
    refresh: HashMap<String, String>,
    /// How long access tokens live, in seconds.
    lives: u64,
    /// How long refresh tokens live, in seconds.
    refresh_lives: Option<u64>,
    down: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            number: 0,
            codes: HashMap::new(),
            access: HashMap::new(),
            refresh: HashMap::new(),
            lives: 3_600,
            refresh_lives: None,
            down: false,
        }
    }
}

impl Authorization {
    /// Starts one that knows nobody.
    ///
    /// # Errors
    /// When there is no free port.
    pub fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let (address, shared) = (listener.local_addr()?, Arc::new(Shared::default()));
        let serving = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if serving.stops.load(Ordering::SeqCst) {
                    return;
                }
                let _ = stream.map(|stream| answer(stream, &serving));
            }
        });
        Ok(Self { address, shared })
    }

    /// Where people consent.
    #[must_use]
    pub fn authorize_url(&self) -> String {
        format!("http://{}/authorize", self.address)
    }

    /// Where tokens are given out.
    #[must_use]
    pub fn token_url(&self) -> String {
        format!("http://{}/token", self.address)
    }

    /// Where mail servers ask whose a token is.
    #[must_use]
    pub fn introspection_url(&self) -> String {
        format!("http://{}/introspect", self.address)
    }

    /// `user` consents on the page that our product sent them to; gives the address they are sent back to.
    ///
    /// # Errors
    /// When the address is not a whole question.
    pub fn consent(&self, asked: &str, user: &str) -> anyhow::Result<String> {
        let fields = fields(asked.split_once('?').context("no question")?.1);
        let field = |name: &str| fields.get(name).cloned().with_context(|| format!("{name} is missing in {asked}"));
        anyhow::ensure!(field("response_type")? == "code" && field("code_challenge_method")? == "S256", "{asked}");
        let mut state = self.state();
        let code = state.unique("code");
        state.codes.insert(code.clone(), (user.to_owned(), field("code_challenge")?));
        Ok(format!("{}?code={code}&state={}", field("redirect_uri")?, field("state")?))
    }

    /// All tokens of a user mean nothing from now on.
    pub fn revoke(&self, user: &str) {
        let mut state = self.state();
        state.access.retain(|_, owner| owner != user);
        state.refresh.retain(|_, owner| owner != user);
    }

    /// Access tokens given from now on live so many seconds; refresh tokens, too, when said.
    pub fn lives(&self, access: u64, refresh: Option<u64>) {
        let mut state = self.state();
        (state.lives, state.refresh_lives) = (access, refresh);
    }

    /// Whether every request is answered with 503 from now on.
    pub fn is_down(&self, down: bool) {
        self.state().down = down;
    }

    /// How many access tokens were given.
    #[must_use]
    pub fn given(&self) -> usize {
        self.state().access.len()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Authorization {
    fn drop(&mut self) {
        self.shared.stops.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

impl State {
    fn unique(&mut self, kind: &str) -> String {
        self.number += 1;
        format!("{kind}-{}", self.number)
    }

    fn tokens(&mut self, fields: &HashMap<String, String>) -> Result<String, &'static str> {
        let field = |name: &str| fields.get(name).map_or("", String::as_str);
        if field("client_secret") != SECRET {
            return Err("invalid_client");
        }
        let user = match field("grant_type") {
            "authorization_code" => {
                let (user, challenge) = self.codes.remove(field("code")).ok_or("invalid_grant")?;
                let hash = ring::digest::digest(&ring::digest::SHA256, field("code_verifier").as_bytes());
                if URL_SAFE_NO_PAD.encode(hash) != challenge {
                    return Err("invalid_grant");
                }
                user
            }
            "refresh_token" => self.refresh.remove(field("refresh_token")).ok_or("invalid_grant")?,
            _ => return Err("unsupported_grant_type"),
        };
        let (access, refresh) = (self.unique("access"), self.unique("refresh"));
        self.access.insert(access.clone(), user.clone());
        self.refresh.insert(refresh.clone(), user);
        let ends = self.refresh_lives.map(|lives| format!(r#","refresh_token_expires_in":{lives}"#));
        Ok(format!(
            r#"{{"access_token":"{access}","refresh_token":"{refresh}","token_type":"Bearer","expires_in":{}{}}}"#,
            self.lives,
            ends.unwrap_or_default()
        ))
    }
}

/// One request, one answer.
fn answer(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let (head, body) = read(&stream)?;
    let mut state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
    let line = head.first().map_or("", String::as_str);
    let (status, body) = match line.split(' ').nth(1).unwrap_or("") {
        _ if state.down => (503, String::new()),
        "/token" => match state.tokens(&fields(&body)) {
            Ok(tokens) => (200, tokens),
            Err(error) => (400, format!(r#"{{"error":"{error}"}}"#)),
        },
        path if path.starts_with("/introspect") => {
            let bearer = head.iter().find_map(|line| line.strip_prefix("Authorization: Bearer "));
            match bearer.and_then(|token| state.access.get(token)) {
                Some(user) => (200, format!(r#"{{"active":true,"username":"{user}"}}"#)),
                None => (200, r#"{"active":false}"#.to_owned()),
            }
        }
        _ => (404, String::new()),
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    )
}

fn read(stream: &TcpStream) -> std::io::Result<(Vec<String>, String)> {
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        head.push(line.trim_end().to_owned());
    }
    let length = head.iter().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0).min(LONGEST_BODY)];
    reader.read_exact(&mut body)?;
    Ok((head, String::from_utf8_lossy(&body).into_owned()))
}

fn fields(text: &str) -> HashMap<String, String> {
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), decoded(value)))
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let code: String = rest.by_ref().take(2).map(char::from).collect();
                u8::from_str_radix(&code, 16).unwrap_or(b'%')
            }
            other => other,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
