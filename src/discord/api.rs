//! Where Discord's API is reached, and the client that reaches it.

use std::net::IpAddr;

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use serenity::http::{Http, HttpBuilder};

/// An address that stands in for `https://discord.com`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiBase {
    address: String,
    loopback: bool,
}

/// Why an address cannot stand in for Discord.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiBaseError {
    /// It is no address at all.
    #[error("{0:?} is not an address: write one such as \"http://127.0.0.1:8080\"")]
    NotAnAddress(String),
    /// Its scheme is neither https nor http.
    #[error("{0:?} is neither https:// nor http://")]
    Scheme(String),
    /// The token would cross a network in the clear.
    #[error(
        "{0:?}: plain http:// is for loopback addresses only (127.0.0.1, localhost, [::1]), since the bot's token would be readable on the way; write https://"
    )]
    Clear(String),
    /// It has more than scheme, host, port and path.
    #[error("{0:?} has a user, a query or a fragment: write the scheme, the host and the port alone")]
    TooMuch(String),
}

impl ApiBase {
    /// Reads an address; `None` where it is Discord's own.
    ///
    /// # Errors
    /// Where it is no address, or would show the token to whoever listens.
    pub fn parse(text: &str) -> Result<Option<ApiBase>, ApiBaseError> {
        let own = || text.to_owned();
        let url = Url::parse(text.trim()).map_err(|_| ApiBaseError::NotAnAddress(own()))?;
        let host = url.host_str().ok_or_else(|| ApiBaseError::NotAnAddress(own()))?;
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let loopback = host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => return Err(ApiBaseError::Clear(own())),
            _ => return Err(ApiBaseError::Scheme(own())),
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err(ApiBaseError::TooMuch(own()));
        }
        let address = url.as_str().trim_end_matches('/').to_owned();
        let discords = host == "discord.com" && url.port().is_none() && url.path() == "/" && url.scheme() == "https";
        Ok((!discords).then_some(ApiBase { address, loopback }))
    }

    /// The address, without a slash at its end.
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// The client for Discord's API, or for what stands in for it.
///
/// # Errors
/// Where no TLS client can be made.
pub fn http(token: &SecretString, api: Option<&ApiBase>) -> Result<Http, reqwest::Error> {
    let token = token.expose_secret();
    let Some(api) = api else { return Ok(Http::new(token)) };
    // serenity sends to another address only without its rate limiter.
    let client = client(Some(api)).build()?;
    Ok(HttpBuilder::new(token).client(client).proxy(&api.address).ratelimiter_disabled(true).build())
}

/// What a client for Discord's address, or for what stands in for it, is built from.
pub(super) fn client(api: Option<&ApiBase>) -> reqwest::ClientBuilder {
    let client = reqwest::Client::builder();
    // Whatever proxy the environment names cannot reach this machine's loopback.
    if api.is_some_and(|api| api.loopback) { client.no_proxy() } else { client }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_may_be_in_the_clear() {
        let check = |text: &str, expected: Result<Option<&str>, &str>| {
            let parsed = ApiBase::parse(text);
            let parsed = parsed.as_ref().map(|base| base.as_ref().map(ApiBase::address)).map_err(|e| e.to_string());
            match expected {
                Ok(address) => assert_eq!(parsed, Ok(address), "{text}"),
                Err(part) => assert!(parsed.as_ref().is_err_and(|e| e.contains(part)), "{text}: {parsed:?}"),
            }
        };
        check("http://127.0.0.1:8080", Ok(Some("http://127.0.0.1:8080")));
        check("http://127.9.9.9:8080/", Ok(Some("http://127.9.9.9:8080")));
        check("http://localhost:1", Ok(Some("http://localhost:1")));
        check("http://[::1]:8080", Ok(Some("http://[::1]:8080")));
        check("https://discord.example/base/", Ok(Some("https://discord.example/base")));
        check("https://discord.com", Ok(None));
        check("http://discord.com", Err("loopback addresses only"));
        check("http://127.0.0.1.example.org", Err("loopback addresses only"));
        check("http://localhost.example.org", Err("loopback addresses only"));
        check("http://10.0.0.1:80", Err("loopback addresses only"));
        check("ftp://127.0.0.1", Err("neither https"));
        check("127.0.0.1:8080", Err("is not an address"));
        check("http://me@127.0.0.1", Err("user, a query"));
        check("", Err("is not an address"));
    }
}
