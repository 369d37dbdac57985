//! `config check`: reads the settings as a start would and reports the first problem.

use super::Answer;
use crate::config::Places;

/// Reads and checks.
pub fn run(places: &Places) -> anyhow::Result<Answer> {
    let config = places.load()?;
    Ok(Answer::line(format_args!(
        "The settings are in order: HTTP on {}, database {}.",
        config.server.http,
        without_password(&places.database_url(&config))
    )))
}

/// The address of a database without what stands between `:` and `@`.
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.split_once('@') {
        Some((user, host)) => format!("{scheme}://{}@{host}", user.split(':').next().unwrap_or("")),
        None => url.to_owned(),
    }
}
