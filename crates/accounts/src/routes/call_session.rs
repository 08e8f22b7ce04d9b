//! The session of a request: where it is found, and what the answer does to its cookies.

use actix_web::http::header::AUTHORIZATION;

use super::{call::Call, session_cookies::SessionCookies};
use crate::{
    cookie::{SessionToken, SetCookie},
    fault::Fault,
    service::{
        sessions::{Current, Found},
        upkeep::Upkeep,
    },
    store::{sessions::Session, users::User},
};

/// What the request's own copy of the session is worth.
enum Copied {
    /// It answers.
    Good(Box<Current>),
    /// It is not good, or not there.
    Bad,
    /// It was not looked at, or there are no copies.
    Unread,
}

impl Call<'_> {
    /// The session token that the request shows: as a bearer's, or else as a cookie's.
    pub(super) fn session_token(&self) -> Option<SessionToken> {
        let bearer = self.request.headers().get(AUTHORIZATION);
        let bearer = bearer.and_then(|value| value.to_str().ok());
        let taken = self.inner.settings.bearer;
        let bearer = bearer.and_then(|value| self.inner.cookies.bearer(value, taken));
        bearer.or_else(|| self.inner.cookies.session(&self.jar))
    }

    /// The session that the request names, by its cookies alone if they carry a good copy of it;
    /// `None` when it names none.
    pub(super) async fn session(&self) -> Result<Option<Found>, Fault> {
        match self.copied_session() {
            Copied::Good(current) => Ok(Some(Found::Live(current))),
            copy @ (Copied::Bad | Copied::Unread) => self.look_up(self.upkeep(false), copy).await,
        }
    }

    /// The same for the call that extends sessions where all others leave it to that one.
    pub(super) async fn session_to_refresh(&self) -> Result<Option<Found>, Fault> {
        self.look_up(self.upkeep(true), Copied::Unread).await
    }

    /// Looks the session up. The cookies that this calls for are those of the answer, whether it
    /// is good or bad, unless it has others.
    async fn look_up(&self, upkeep: Upkeep, copy: Copied) -> Result<Option<Found>, Fault> {
        let cookies = &self.inner.cookies;
        let stale = || match (&self.inner.cache, &copy) {
            (None, _) | (Some(_), Copied::Bad) => cookies.expire_session_data(&self.jar),
            (Some(_), Copied::Good(_) | Copied::Unread) => Vec::new(),
        };
        let Some(token) = self.session_token() else {
            self.found.replace(SessionCookies::of(stale()));
            return Ok(None);
        };
        let found = self.inner.sessions.find(token.as_str(), upkeep).await?;
        self.found.replace(match &found {
            Found::Gone => SessionCookies::of(cookies.clear(&self.jar)),
            Found::Live(current) if current.extended => {
                self.start_session(&current.session, &current.user, None)
            }
            Found::Live(current) if self.may_renew() => {
                let copied = (&current.session, &current.user);
                SessionCookies::of(self.copy(copied, true).unwrap_or_else(stale))
            }
            Found::Live(_) => SessionCookies::of(stale()),
        });
        Ok(Some(found))
    }

    /// The session of the request's own copy, if that may be used.
    fn copied_session(&self) -> Copied {
        let cache = self.inner.cache.as_ref().filter(|_| !self.asks_for("disableCookieCache"));
        let (Some(cache), Some(token)) = (cache, self.session_token()) else {
            return Copied::Unread;
        };
        match cache.read(&self.inner.cookies, &self.jar, &token, self.inner.clock.now()) {
            // Nor is a copy believed of which that cannot be said.
            Some((session, _)) if self.may_be_over(&session) => Copied::Bad,
            Some((session, user)) => Copied::Good(Box::new(Current {
                session,
                user,
                extended: false,
                needs_refresh: None,
            })),
            None => Copied::Bad,
        }
    }

    /// Whether the session of a copy may have been ended, where that is minded.
    fn may_be_over(&self, session: &Session) -> bool {
        let revocations = self.inner.sessions.revoker.known();
        revocations.is_some_and(|known| known.is_over(&session.id) != Some(false))
    }

    /// The cookies that copy a session, where that is wanted.
    fn copy(&self, copied: (&Session, &User), remember: bool) -> Option<Vec<SetCookie>> {
        let (cache, now) = (self.inner.cache.as_ref()?, self.inner.clock.now());
        Some(cache.write(&self.inner.cookies, &self.jar, copied, remember, now))
    }

    /// Whether the session may be made to go on: not if it is not to be remembered, or if the
    /// request asks for that.
    fn may_renew(&self) -> bool {
        !self.inner.cookies.dont_remember(&self.jar) && !self.asks_for("disableRefresh")
    }

    fn upkeep(&self, refreshing: bool) -> Upkeep {
        Upkeep::of(self.inner.sessions.settings.refresh, self.may_renew(), refreshing)
    }

    /// What starts or renews a session at the client.
    pub(super) fn start_session(
        &self,
        session: &Session,
        user: &User,
        remember: Option<bool>,
    ) -> SessionCookies {
        let cookies = &self.inner.cookies;
        let remember = remember.unwrap_or_else(|| !cookies.dont_remember(&self.jar));
        let mut set = cookies.start_session(&self.jar, &session.token, remember);
        set.extend(self.copy((session, user), remember).unwrap_or_default());
        SessionCookies { cookies: set, auth_token: Some(cookies.signed_token(&session.token)) }
    }

    /// What looking the session up calls for.
    pub(super) fn into_found(self) -> SessionCookies {
        self.found.into_inner()
    }

    /// The session that the request names: the database's word, not a copy's.
    pub(super) async fn stored_session(&self) -> Result<Option<Found>, Fault> {
        self.look_up(self.upkeep(false), Copied::Unread).await
    }

    /// The session of an endpoint that needs one: the database's word, not a copy's.
    pub(super) async fn required_session(&self) -> Result<Current, Fault> {
        required(self.stored_session().await?)
    }

    /// The session of an endpoint that needs one and does no harm with one that ended a moment
    /// ago.
    pub(super) async fn required_session_or_copy(&self) -> Result<Current, Fault> {
        required(self.session().await?)
    }

    /// The session of an endpoint that needs one which began not long ago.
    pub(super) async fn fresh_session(&self) -> Result<Current, Fault> {
        let current = self.required_session().await?;
        if self.inner.sessions.is_fresh(&current.session) {
            Ok(current)
        } else {
            Err(Fault::SessionNotFresh)
        }
    }
}

fn required(found: Option<Found>) -> Result<Current, Fault> {
    match found {
        Some(Found::Live(current)) => Ok(*current),
        Some(Found::Gone) | None => Err(Fault::Unauthorized),
    }
}
