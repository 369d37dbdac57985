//! Serves the private socket until the shutdown.

use std::{fs::Permissions, os::unix::fs::PermissionsExt as _, path::Path, sync::Arc};

use anyhow::Context as _;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{UnixListener, UnixStream},
};
use tokio_util::sync::CancellationToken;

use super::{HEADER_LIMIT, INPUT_LIMIT, Incoming};
use crate::{command::Answer, open::Installation};

/// Opens the socket, replacing one that a killed process left behind.
///
/// # Errors
/// When the socket cannot be made.
pub fn bind(path: &Path) -> anyhow::Result<UnixListener> {
    let _ = std::fs::remove_file(path);
    let listener = UnixListener::bind(path).with_context(|| format!("cannot make {}", path.display()))?;
    // The folder is private already; nobody else could connect before this line either.
    std::fs::set_permissions(path, Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Runs commands until the shutdown, then removes the socket.
///
/// # Errors
/// When no connection can be accepted any more.
pub async fn serve(
    listener: UnixListener,
    path: &Path,
    installation: Arc<Installation>,
    shutdown: CancellationToken,
) -> anyhow::Result<()> {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = shutdown.cancelled() => break,
        };
        let (stream, _) = accepted?;
        let installation = Arc::clone(&installation);
        base::tasks::spawn("control command", async move {
            if let Err(error) = answer(stream, &installation).await {
                tracing::warn!(%error, "a command over the private socket failed");
            }
        });
    }
    let _ = std::fs::remove_file(path);
    Ok(())
}

async fn answer(stream: UnixStream, installation: &Installation) -> anyhow::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut header = Vec::new();
    let limit = u64::try_from(HEADER_LIMIT)?;
    (&mut stream).take(limit).read_until(b'\n', &mut header).await?;
    let request: Incoming = serde_json::from_slice(&header).context("unreadable command")?;
    anyhow::ensure!(request.input_bytes <= INPUT_LIMIT, "the input is larger than the limit");
    let mut input = vec![0; request.input_bytes];
    stream.read_exact(&mut input).await?;
    let answer: Answer = request.command.run(installation, input).await;
    stream.write_all(&serde_json::to_vec(&answer)?).await?;
    Ok(stream.shutdown().await?)
}
