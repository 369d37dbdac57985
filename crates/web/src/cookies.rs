//! Cookies: read by name, written with every attribute that keeps them ours (RFC 6265bis).

use http::{HeaderMap, header};

use crate::settings::Settings;

/// The value of a cookie. When a name comes twice nothing is believed: one of them is not ours.
pub(crate) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut values = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(found, _)| *found == name)
        .map(|(_, value)| value);
    let first = values.next()?;
    values.next().is_none().then_some(first).filter(|value| !value.is_empty())
}

/// A cookie for this host; `seconds` it lives, none until the browser closes.
pub(crate) fn write(settings: &Settings, name: &str, value: &str, seconds: Option<i64>) -> String {
    let mut cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax");
    if settings.secure_cookies {
        cookie.push_str("; Secure");
    }
    if let Some(seconds) = seconds {
        cookie.push_str(&format!("; Max-Age={seconds}"));
    }
    cookie
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("xsession=1; session=2; flash="));
        assert_eq!(read(&headers, "session"), Some("2"));
        assert_eq!(read(&headers, "flash"), None);
        headers.append(header::COOKIE, HeaderValue::from_static("session=3"));
        assert_eq!(read(&headers, "session"), None);
    }

    #[test]
    fn cookies_are_bound_to_the_host() {
        let secure = write(&Settings::new("https://h.example"), "__Host-session", "v", None);
        assert_eq!(secure, "__Host-session=v; Path=/; HttpOnly; SameSite=Lax; Secure");
        let plain = write(&Settings::new("http://127.0.0.1:1"), "session", "v", Some(0));
        assert_eq!(plain, "session=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }
}
