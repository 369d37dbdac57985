//! An encrypted mail that could not be opened is tried again with the keys that there are now.

use base::Scope;
use mail::{
    intake,
    security::{self, Secrecy, Verdict},
};
use store::Tx;
use web::State;
use work::NewContent;

use super::{take, write::Letter};
use crate::Error;

/// Reads the mail once more and puts what it says into its message. Doing it twice does it once.
///
/// # Errors
/// [`work::Error::Forbidden`] for viewers and customers; [`work::Error::NotFound`] when no message was made of the mail;
/// [`Error::Invalid`] when there is still no key for it.
pub async fn open_again(platform: &State, scope: &Scope, mail: i64) -> Result<Verdict, Error> {
    if !scope.may_write() {
        return Err(work::Error::Forbidden.into());
    }
    let asked = scope.clone();
    let received = platform.store.read(move |tx| intake::get(tx, &asked, mail)).await?;
    let (letter, _) = take::read(platform, received).await?;
    let scope = scope.clone();
    platform.store.write(move |tx| write(tx, &scope, letter)).await
}

fn write(tx: &mut Tx<'_>, scope: &Scope, letter: Letter) -> Result<Verdict, Error> {
    let message = work::message::by_source(tx, scope, letter.mail)?.ok_or(work::Error::NotFound)?;
    let verdict = letter.verdict.ok_or_else(|| Error::invalid("mail", "This mail is not encrypted."))?;
    if verdict.encryption != Some(Secrecy::Opened) {
        return Err(Error::invalid("mail", "There is still no key that opens this mail."));
    }
    security::note_verdict(tx, letter.mail, &verdict)?;
    let quoted = Some(letter.parsed.quoted_text.clone()).filter(|text| !text.trim().is_empty());
    let is_new = |digest: &str| message.attachments.iter().all(|known| known.digest != digest);
    let content = NewContent {
        text: letter.parsed.visible_text.clone(),
        html: letter.parsed.shown_html().map(str::to_owned),
        quoted_text: quoted,
        files: letter.files.into_iter().filter(|file| is_new(&file.digest)).collect(),
    };
    work::message::replace_content(tx, scope, message.id, content)?;
    Ok(verdict)
}
