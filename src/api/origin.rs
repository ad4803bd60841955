//! Origins of pages that browsers may call the service from.

use std::str::FromStr;

use crate::words::fill_text;

/// An origin such as `https://plans.example.org`, as browsers write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let origin = text.trim();
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        let (name, port) = host.map_or(("", None), |host| match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
            _ => (host, None),
        });
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.[:]".contains(&byte);
        let is_name = !name.is_empty() && name.bytes().all(plain);
        if is_name && port.is_none_or(|port| port.parse::<u16>().is_ok()) {
            Ok(Self(origin.to_owned()))
        } else {
            Err(fill_text("cli.serve.origin", &[("origin", text)]))
        }
    }
}

/// A name by which the service is reached, such as `plans.example.org`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostName(pub(super) String);

impl FromStr for HostName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let name = text.trim().to_ascii_lowercase();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
        if !name.is_empty() && name.bytes().all(plain) {
            Ok(Self(name))
        } else {
            Err(fill_text("cli.serve.host", &[("host", text)]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_what_a_browser_sends() {
        for text in ["https://a.example", " http://localhost:3000", "http://[::1]:80", "https://192.0.2.1"] {
            assert_eq!(text.parse::<Origin>().unwrap().as_str(), text.trim());
        }
        for text in [
            "",
            " ",
            "*",
            "a.example",
            "https://",
            "https://a.example/",
            "https://a.example/x",
            "https://A.example",
            "https://*.example",
            "https://a.example:x",
            "ftp://a.example",
            "null",
        ] {
            assert!(text.parse::<Origin>().unwrap_err().contains("https://"), "{text}");
        }
    }
}
