//! Stops on Ctrl-C and on the signal that service managers send.

use tokio::signal::unix::{SignalKind, signal};

/// Returns when the process is asked to stop.
pub async fn wait() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
