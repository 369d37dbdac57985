//! What the signature of a message proves and what became of its encryption, for staff, ready to be shown.

use std::collections::HashMap;

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use mail::security::{self, Kind, Proof, Secrecy, State as Proven, Verdict};
use minijinja::{Value, context};
use store::Tx;
use web::{Agent, Path, State};
use work::Message;

use crate::{Error, inbound};

/// What may be said about the mails of these messages by mail; customers see nothing of it.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx<'_>, scope: &Scope, messages: &[Message]) -> Result<HashMap<i64, Value>, Error> {
    let mails = messages.iter().filter_map(|message| message.source_mail).collect();
    let verdicts = security::verdicts(tx, scope, mails)?;
    Ok(verdicts.into_iter().map(|(mail, verdict)| (mail, shown(&verdict))).collect())
}

/// Tries an encrypted mail again and comes back to its message.
pub async fn open_again(
    agent: Agent,
    FromState(state): FromState<State>,
    Path((key, mail)): Path<(String, i64)>,
) -> Result<Response, web::Error> {
    inbound::open_again(&state, agent.scope(), mail).await?;
    Ok(agent.redirect_done(&format!("/desk/{key}"), "done-mail-opened"))
}

/// One verdict: two badges with their tone, icon, words and sentence.
pub fn shown(verdict: &Verdict) -> Value {
    context! {
        signature => verdict.signature.as_ref().map(|proof| signature(verdict.kind, proof)),
        encryption => verdict.encryption.map(encryption),
    }
}

fn signature(kind: Kind, proof: &Proof) -> Value {
    let (tone, icon) = match proof.state {
        Proven::Valid => ("green", "shield-check"),
        Proven::Broken | Proven::WrongAddress => ("red", "shield-alert"),
        Proven::Expired | Proven::OnlyPart | Proven::Outdated => ("amber", "shield-alert"),
        Proven::UnknownSigner | Proven::NotChecked => ("neutral", "shield"),
    };
    let name = proof.state.as_str().replace('_', "-");
    let hint = match proof.state {
        Proven::UnknownSigner => format!("{name}-{}", kind.as_str()),
        _ => name.clone(),
    };
    context! {
        tone, icon, name, hint,
        warns => matches!(proof.state, Proven::Broken | Proven::WrongAddress),
        signer => proof.signer.clone().or_else(|| proof.fingerprint.clone()).unwrap_or_default(),
        issuer => proof.issuer.clone().unwrap_or_default(),
    }
}

fn encryption(secrecy: Secrecy) -> Value {
    let (tone, icon) = match secrecy {
        Secrecy::Opened => ("green", "lock"),
        _ => ("amber", "lock"),
    };
    context! {
        tone, icon,
        name => secrecy.as_str().replace('_', "-"),
        is_closed => secrecy != Secrecy::Opened,
        may_open => matches!(secrecy, Secrecy::NoKey | Secrecy::Damaged),
    }
}
