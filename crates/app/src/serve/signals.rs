//! Stops on Ctrl-C and on the signal that service managers send.

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Signals that ask the process to stop, kept from the moment of [`catch`] on.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

/// Catches them from now on; one that comes during the start stops the server once it has started.
///
/// # Errors
/// When the system gives no handler.
pub fn catch() -> std::io::Result<Signals> {
    Ok(Signals { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
}

impl Signals {
    /// Returns when the process is asked to stop.
    pub async fn wait(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
