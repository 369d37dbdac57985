//! Asks the serving process to run a command; answers nothing when no process serves.

use std::{
    io::{Read as _, Write as _},
    net::Shutdown,
    os::unix::net::UnixStream,
    path::Path,
};

use anyhow::Context as _;

use super::Request;
use crate::command::{Answer, Inside};

/// Sends the command and waits for its answer.
///
/// # Errors
/// When the server was reached but did not answer properly.
pub fn ask(socket: &Path, command: &Inside, input: &[u8]) -> anyhow::Result<Option<Answer>> {
    let Ok(mut stream) = UnixStream::connect(socket) else { return Ok(None) };
    let mut header = serde_json::to_vec(&Request { command, input_bytes: input.len() })?;
    header.push(b'\n');
    let answer = (|| {
        stream.write_all(&header)?;
        stream.write_all(input)?;
        stream.shutdown(Shutdown::Write)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        std::io::Result::Ok(answer)
    })();
    let answer = answer.context("the running server did not answer")?;
    serde_json::from_slice(&answer).map(Some).context("the running server broke off; see its log")
}
