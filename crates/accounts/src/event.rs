//! What happens to users' access: said to the log under a name that stays the same, and counted.
//! Neither has an e-mail address, a token or a password.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use log::{Level, Record, logger};

use crate::client_address::ClientAddress;

const TARGET: &str = module_path!();

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    SignedUp,
    SignedIn,
    SignInFailed(SignInFailure),
    SignedOut,
    /// Called too often; holds the rule.
    LimitHit(Cow<'static, str>),
    /// A page of another origin was refused, which may have been a forged request.
    OriginRefused,
    /// Somebody who was signed in did not know the password that they were asked for.
    PasswordCheckFailed,
    PasswordChanged,
    PasswordResetRequested,
    PasswordReset,
    /// Somebody has shown that they read the mail of an address.
    EmailVerified,
    EmailChanged,
    SessionRevoked,
    SessionsRevoked,
    OtherSessionsRevoked,
    UserDeleted,
}

/// Why somebody was not signed in. Clients are not told these apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignInFailure {
    UnknownAddress,
    WrongPassword,
    UnverifiedAddress,
}

impl Event {
    /// For who searches a log or draws a curve: it does not change.
    fn name(&self) -> &'static str {
        match self {
            Self::SignedUp => "sign_up",
            Self::SignedIn => "sign_in",
            Self::SignInFailed(_) => "sign_in_failed",
            Self::SignedOut => "sign_out",
            Self::LimitHit(_) => "limit_hit",
            Self::OriginRefused => "origin_refused",
            Self::PasswordCheckFailed => "password_check_failed",
            Self::PasswordChanged => "password_changed",
            Self::PasswordResetRequested => "password_reset_requested",
            Self::PasswordReset => "password_reset",
            Self::EmailVerified => "email_verified",
            Self::EmailChanged => "email_changed",
            Self::SessionRevoked => "session_revoked",
            Self::SessionsRevoked => "sessions_revoked",
            Self::OtherSessionsRevoked => "other_sessions_revoked",
            Self::UserDeleted => "user_deleted",
        }
    }

    /// Why, or by which rule: one of a few.
    fn reason(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::SignInFailed(SignInFailure::UnknownAddress) => Some("unknown_address".into()),
            Self::SignInFailed(SignInFailure::WrongPassword) => Some("wrong_password".into()),
            Self::SignInFailed(SignInFailure::UnverifiedAddress) => {
                Some("unverified_address".into())
            }
            Self::LimitHit(rule) => Some(rule.clone()),
            Self::SignedUp
            | Self::SignedIn
            | Self::SignedOut
            | Self::OriginRefused
            | Self::PasswordCheckFailed
            | Self::PasswordChanged
            | Self::PasswordResetRequested
            | Self::PasswordReset
            | Self::EmailVerified
            | Self::EmailChanged
            | Self::SessionRevoked
            | Self::SessionsRevoked
            | Self::OtherSessionsRevoked
            | Self::UserDeleted => None,
        }
    }
}

/// A name and a reason, which is empty where there is none.
pub(crate) type Counted = BTreeMap<(&'static str, Cow<'static, str>), u64>;

/// How often each happened.
#[derive(Default)]
pub(crate) struct Events(Mutex<Counted>);

impl Events {
    pub(crate) fn counted(&self) -> Counted {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn count(&self, name: &'static str, reason: Cow<'static, str>) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counted.entry((name, reason)).or_default() += 1;
    }
}

/// Who calls: what an event is told with.
pub(crate) struct Caller<'a> {
    pub(crate) events: &'a Events,
    pub(crate) address: Option<ClientAddress>,
    pub(crate) request_id: Option<&'a str>,
}

impl Caller<'_> {
    /// Counts an event, and says it to the log. `user` is the id of whose access it is, if that is
    /// known.
    pub(crate) fn tell(&self, event: &Event, user: Option<&str>) {
        let (name, reason) = (event.name(), event.reason());
        self.events.count(name, reason.clone().unwrap_or_default());
        if !log::log_enabled!(target: TARGET, Level::Info) {
            return;
        }
        let client = self.address.map(|address| address.to_string());
        let told = [
            ("event", Some(name)),
            ("reason", reason.as_deref()),
            ("user", user),
            ("client", client.as_deref()),
            ("id", self.request_id),
        ];
        let told: Vec<_> = told.into_iter().filter_map(|(key, it)| Some((key, it?))).collect();
        let pairs = told.as_slice();
        logger().log(
            &Record::builder()
                .level(Level::Info)
                .target(TARGET)
                .module_path_static(Some(TARGET))
                .args(format_args!("{}", name.replace('_', " ")))
                .key_values(&pairs)
                .build(),
        );
    }
}
