//! `mailbox test`: takes the steps of fetching and sending one after the other and names the one that fails.

use base::Scope;
use mail::mailbox::probe::Check;
use serde::{Deserialize, Serialize};

use super::Answer;
use crate::open::Installation;

/// Try a mailbox out, step by step
#[derive(Debug, clap::Args, Serialize, Deserialize)]
pub struct MailboxTest {
    /// The address
    address: String,
}

impl MailboxTest {
    /// Takes the steps; the exit code is 1 when one fails.
    pub async fn run(self, installation: &Installation) -> anyhow::Result<Answer> {
        let scope = Scope::system("command line");
        let (asking, address) = (scope.clone(), self.address);
        let store = &installation.platform.store;
        let mailbox = store.read(move |tx| mail::mailbox::by_address(tx, &asking, &address)).await?;
        let steps = desk::mailbox::trial::try_out(&installation.platform, &scope, mailbox.id).await?;
        let lines = steps.iter().map(|step| {
            let mark = if step.well { "ok  " } else { "FAIL" };
            format!("{mark}  {}: {}\n", words(step.check), step.detail)
        });
        let code = u8::from(steps.iter().any(|step| !step.well));
        Ok(Answer { output: lines.collect(), code, ..Answer::default() })
    }
}

const fn words(check: Check) -> &'static str {
    match check {
        Check::Names => "name of the server",
        Check::Connect => "connection",
        Check::Encrypt => "encryption",
        Check::SignIn => "sign-in",
        Check::Folders => "folders",
        Check::Newest => "newest mail",
        Check::SendConnect => "connection for sending",
        Check::SendSignIn => "sign-in for sending",
        Check::Send => "a mail to itself",
        Check::Arrive => "it arrives",
    }
}
