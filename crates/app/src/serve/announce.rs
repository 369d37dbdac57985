//! Says on standard output where to go and, the first time, how to get in.

use std::io::Write as _;

use base::Role;

use super::setup_token;
use crate::{demo::SignIn, open::Installation};

/// Prints it.
///
/// # Errors
/// When the set-up token cannot be prepared.
pub async fn announce(installation: &Installation, sign_ins: &[SignIn]) -> anyhow::Result<()> {
    let address = installation.platform.settings.base_url.clone();
    let mut lines = vec![format!("Aftercare is ready at {address}")];
    for way in sign_ins {
        lines.push(format!("{:<9} {}  {}", label(way.role), way.address, way.password));
    }
    if sign_ins.is_empty()
        && let Some(token) = setup_token(installation).await?
    {
        lines.push(format!("Set up the first administrator: {address}/setup?token={}", token.expose()));
    }
    let mut output = std::io::stdout().lock();
    // Nobody may be listening on standard output; the server runs all the same.
    let _ = writeln!(output, "{}", lines.join("\n")).and_then(|()| output.flush());
    Ok(())
}

const fn label(role: Role) -> &'static str {
    match role {
        Role::Admin => "admin",
        Role::Agent => "agent",
        Role::Viewer => "viewer",
        Role::Customer => "customer",
    }
}
