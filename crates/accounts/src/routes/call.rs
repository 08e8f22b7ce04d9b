//! A request, as endpoints look at it.

use std::cell::RefCell;

use actix_web::{
    HttpRequest,
    http::Method,
    http::header::{COOKIE, USER_AGENT},
};
use serde_json::Value;

use super::session_cookies::SessionCookies;
use crate::{
    accounts::Inner,
    client_address::ClientAddress,
    cookie::CookieJar,
    event::{Caller, Event},
    fault::Fault,
    origin::{CallbackField, OriginHeaders},
    service::sessions::Device,
    validation::read_query,
};

/// A request, as endpoints look at it.
pub(super) struct Call<'a> {
    pub(super) inner: &'a Inner,
    pub(super) query: Value,
    pub(super) body: Option<Value>,
    pub(super) jar: CookieJar<'a>,
    pub(super) client: Option<ClientAddress>,
    pub(super) request: &'a HttpRequest,
    /// What looking the session up calls for.
    pub(super) found: RefCell<SessionCookies>,
}

impl<'a> Call<'a> {
    pub(super) fn new(inner: &'a Inner, request: &'a HttpRequest) -> Self {
        Self {
            inner,
            query: read_query(request.query_string()),
            body: None,
            jar: CookieJar::new(request.headers().get_all(COOKIE)),
            client: ClientAddress::of(request, &inner.settings.trusted_proxies),
            request,
            found: RefCell::default(),
        }
    }

    /// What events of this call are told with.
    pub(super) fn caller(&self) -> Caller<'_> {
        let request_id = self.request.headers().get("x-request-id");
        Caller {
            events: &self.inner.events,
            address: self.client,
            request_id: request_id.and_then(|id| id.to_str().ok()),
        }
    }

    /// Counts an event, and says it to the log; with the id of whose access it is, if that is
    /// known.
    pub(super) fn tell(&self, event: &Event, user: Option<&str>) {
        self.caller().tell(event, user);
    }

    pub(super) fn method(&self) -> &Method {
        self.request.method()
    }

    /// The path as it was sent.
    pub(super) fn path(&self) -> &str {
        self.request.uri().path()
    }

    /// Whether it may change something.
    pub(super) fn is_write(&self) -> bool {
        self.method() != Method::GET
    }

    /// A header's text. One that is no text becomes one that nothing expects.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let value = self.request.headers().get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    /// What tells where the request comes from.
    pub(super) fn origin_headers(&self) -> OwnedOriginHeaders {
        let scheme = if self.inner.settings.origin.is_https() { "https" } else { "http" };
        OwnedOriginHeaders {
            has_cookie: self.request.headers().contains_key(COOKIE),
            origin: self.header("origin"),
            referer: self.header("referer"),
            fetch_site: self.header("sec-fetch-site"),
            fetch_mode: self.header("sec-fetch-mode"),
            fetch_dest: self.header("sec-fetch-dest"),
            own_origin: self.header("host").map(|host| format!("{scheme}://{host}")),
        }
    }

    /// The further rule for sign-in and sign-up, once their bodies are known to be good.
    pub(super) fn check_sign_in(&self) -> Result<(), Fault> {
        let checked = self.inner.trusted.check_sign_in(&self.origin_headers().view());
        Ok(checked.inspect_err(|_| self.tell(&Event::OriginRefused, None))?)
    }

    /// From where the request comes.
    pub(super) fn device(&self) -> Device {
        let agent = self.request.headers().get(USER_AGENT);
        let agent = agent.map(|agent| String::from_utf8_lossy(agent.as_bytes()).into_owned());
        Device {
            ip_address: self.client.map(|client| client.to_string()).unwrap_or_default(),
            user_agent: agent.unwrap_or_default(),
        }
    }

    /// Whether a link that is followed may lead there in the end.
    pub(super) fn check_callback(&self, url: &str) -> Result<(), Fault> {
        Ok(self.inner.trusted.check_callback(CallbackField::Callback, url)?)
    }

    /// What follows the last slash of the path, as it was sent.
    pub(super) fn last_segment(&self) -> &str {
        self.request.uri().path().rsplit('/').next().unwrap_or_default()
    }

    /// Whether a parameter of the query is set: any text but the empty one sets it, `false` too.
    pub(super) fn asks_for(&self, name: &str) -> bool {
        match self.query.get(name) {
            None => false,
            Some(Value::String(text)) => !text.is_empty(),
            Some(_) => true,
        }
    }
}

/// The headers of [`OriginHeaders`].
pub(super) struct OwnedOriginHeaders {
    has_cookie: bool,
    origin: Option<String>,
    referer: Option<String>,
    fetch_site: Option<String>,
    fetch_mode: Option<String>,
    fetch_dest: Option<String>,
    own_origin: Option<String>,
}

impl OwnedOriginHeaders {
    pub(super) fn view(&self) -> OriginHeaders<'_> {
        OriginHeaders {
            has_cookie: self.has_cookie,
            origin: self.origin.as_deref(),
            referer: self.referer.as_deref(),
            fetch_site: self.fetch_site.as_deref(),
            fetch_mode: self.fetch_mode.as_deref(),
            fetch_dest: self.fetch_dest.as_deref(),
            own_origin: self.own_origin.as_deref(),
        }
    }
}
