//! Every limit of the HTTP side stands here: sizes, times and rates.

use std::time::Duration;

/// Bytes of a JSON document or a plain form.
pub const BODY: usize = 1024 * 1024;
/// Bytes of a form with files or of an uploaded blob.
pub const UPLOAD: usize = 40 * 1024 * 1024;
/// Files in one form.
pub const UPLOAD_FILES: usize = 20;
/// Text fields in one form or query string.
pub const FIELDS: usize = 500;
/// Bytes of a multipart form's first field, which must be the form token.
pub const FIRST_FIELD: usize = 8 * 1024;
/// Bytes of a report about a blocked resource.
pub const REPORT: usize = 16 * 1024;
/// Bytes of the head of a request, as hyper buffers it.
pub const HEAD: usize = 64 * 1024;
/// Bytes of a response kept for an idempotency key.
pub const REPLAY: usize = 256 * 1024;
/// Bytes of a JSON response that gets an entity tag.
pub const TAGGED: usize = 4 * 1024 * 1024;
/// Characters of an `Idempotency-Key`.
pub const IDEMPOTENCY_KEY: usize = 255;
/// Characters of a path to return to after sign-in.
pub const NEXT: usize = 2_000;

/// The longest a request may take until its response begins.
pub const REQUEST: Duration = Duration::from_secs(60);
/// The same for routes that take files.
pub const UPLOAD_TIME: Duration = Duration::from_secs(10 * 60);
/// The longest a client may take to send the head of a request.
pub const HEAD_TIME: Duration = Duration::from_secs(15);
/// How long requests under way may go on after the stop signal.
pub const SHUTDOWN: Duration = Duration::from_secs(20);
/// How long the answer to an `Idempotency-Key` is kept.
pub const IDEMPOTENCY: Duration = Duration::from_secs(24 * 60 * 60);
/// Connections open at the same time.
pub const CONNECTIONS: usize = 10_000;
/// Of them, those of one client: an office behind one address is one, too.
pub const CONNECTIONS_OF_ONE: usize = 1_000;

/// Live streams of one person open at the same time: one for each page in a tab.
pub const STREAMS: usize = 60;
/// Time between two signs of life on a live stream.
pub const HEARTBEAT: Duration = Duration::from_secs(15);
/// Time between two checks that the sessions behind live streams still hold.
pub const RECHECK: Duration = Duration::from_secs(4);
/// Events kept in memory for streams that are a little behind.
pub const RING: usize = 2_048;
/// Events a returning stream catches up on; beyond it the client is told to reload.
pub const CATCH_UP: usize = 5_000;

/// How often something may happen: `burst` at once, then `per_second`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// Names the bucket; two routes with one name share it.
    pub name: &'static str,
    /// How many at once.
    pub burst: u32,
    /// How many come back each second.
    pub per_second: f64,
}

/// Any write without a sign-in, per client address.
pub const PUBLIC_WRITE: Rate = Rate { name: "public-write", burst: 20, per_second: 0.1 };
/// Everything around signing in, per client address; `people` limits passwords and links much closer.
pub const SIGN_IN: Rate = Rate { name: "sign-in", burst: 120, per_second: 1.0 };
/// Changes of theme, density and language, per client address.
pub const PREFERENCES: Rate = Rate { name: "preferences", burst: 60, per_second: 1.0 };
/// Reports about blocked resources, per client address.
pub const REPORTS: Rate = Rate { name: "reports", burst: 20, per_second: 0.2 };

/// The limits that an installation may change.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Requests without a sign-in, per client address.
    pub address: Rate,
    /// Requests of one signed-in person or token.
    pub account: Rate,
    /// The longest a request may take until its response begins.
    pub request: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            address: Rate { name: "address", burst: 600, per_second: 60.0 },
            account: Rate { name: "account", burst: 1_200, per_second: 200.0 },
            request: REQUEST,
        }
    }
}
