//! Whether the record of a key stands in DNS; from the first time on, the key signs.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{DkimKey, table};
use crate::{Error, authentication::Dns};

/// Asks DNS for the record of a key. None when it is published as it should be, else what is wrong.
pub async fn look_up(dns: &Dns, key: &DkimKey) -> Option<String> {
    let name = format!("{}.", key.record_name());
    let found = match dns.awake() {
        Some(asked) => asked.patiently(asked.authenticator().txt_raw_lookup(name)).await,
        None => None,
    };
    match found {
        None => Some("DNS does not answer".to_owned()),
        Some(Err(error)) => Some(base::text::clean_line(&error.to_string())),
        Some(Ok(text)) if published(&text) == key.public => None,
        Some(Ok(_)) => Some("the record holds another key".to_owned()),
    }
}

/// The key of a record, without white space.
fn published(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let key = text.split(';').find_map(|tag| tag.trim().strip_prefix("p="));
    key.unwrap_or_default().chars().filter(|character| !character.is_whitespace()).collect()
}

/// Notes what DNS said.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators, [`Error::NotFound`] when the key is gone.
pub fn note_looked_up(tx: &mut Tx, scope: &Scope, key: &DkimKey, problem: Option<&str>) -> Result<(), Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let now = tx.now();
    let problem = problem.map(|text| base::text::truncate(text, 300));
    let published = problem.is_none().then_some(now);
    if tx.execute(table::NOTE_LOOKED_UP, params![now, problem, published, key.id])? == 0 {
        return Err(Error::NotFound);
    }
    if published.is_some() && key.published_at.is_none() {
        let (domain, selector) = (key.domain.clone(), key.selector.clone());
        let event = Event::DkimKeyChanged { domain, selector, state: "published".to_owned() };
        tx.append(NewEvent::of("dkim", key.id, event), scope.actor())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::published;

    #[test]
    fn the_key_is_found_in_its_record() {
        assert_eq!(published(b"v=DKIM1; k=rsa; p=AB C\r\nD"), "ABCD");
        assert_eq!(published(b"p=;"), "");
        assert_eq!(published(b"v=spf1 -all"), "");
    }
}
