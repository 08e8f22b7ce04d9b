//! Where a request asks to be sent afterwards.

use serde_json::Value;
use url::Url;

use super::TrustedOrigins;
use crate::validation::is_truthy;

/// A member of a request that holds a URL to be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallbackField {
    /// `callbackURL`, in the body or the query.
    Callback,
    /// `redirectTo`.
    Redirect,
    /// `errorCallbackURL`.
    ErrorCallback,
    /// `newUserCallbackURL`.
    NewUserCallback,
}

impl CallbackField {
    /// In the order they are looked at.
    const ALL: [Self; 4] =
        [Self::Callback, Self::Redirect, Self::ErrorCallback, Self::NewUserCallback];

    /// The member's name in a body.
    const fn member(self) -> &'static str {
        match self {
            Self::Redirect => "redirectTo",
            Self::Callback | Self::ErrorCallback | Self::NewUserCallback => self.label(),
        }
    }

    /// What messages call it.
    const fn label(self) -> &'static str {
        match self {
            Self::Callback => "callbackURL",
            Self::Redirect => "redirectURL",
            Self::ErrorCallback => "errorCallbackURL",
            Self::NewUserCallback => "newUserCallbackURL",
        }
    }
}

/// Why a user cannot be sent there. The texts are Better Auth's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, derive_more::Display, derive_more::Error)]
pub(crate) enum CallbackFault {
    /// Neither a trusted origin nor a safe path: 403.
    #[display("Invalid {}", field.label())]
    Untrusted {
        /// Where it stood.
        field: CallbackField,
    },
    /// Not a text: 400, and its answer has no `code`.
    #[display("Invalid {}: expected a string", field.label())]
    NotText {
        /// Where it stood.
        field: CallbackField,
    },
}

impl CallbackFault {
    /// The `code` of the answer, if it has one.
    pub(crate) const fn code(self) -> Option<&'static str> {
        match self {
            Self::NotText { .. } => None,
            Self::Untrusted { field } => Some(match field {
                CallbackField::Callback => "INVALID_CALLBACK_URL",
                CallbackField::Redirect => "INVALID_REDIRECT_URL",
                CallbackField::ErrorCallback => "INVALID_ERROR_CALLBACK_URL",
                CallbackField::NewUserCallback => "INVALID_NEW_USER_CALLBACK_URL",
            }),
        }
    }
}

impl TrustedOrigins {
    /// Looks at all URL fields of a request that is not GET, HEAD or OPTIONS, before its body is
    /// validated. `query` is an object of texts, and of lists where a parameter is repeated; its
    /// `callbackURL` counts where the body has none. What JavaScript takes for false (an empty text,
    /// null, 0) is skipped.
    pub(crate) fn check_callbacks(
        &self,
        body: Option<&Value>,
        query: &Value,
    ) -> Result<(), CallbackFault> {
        for field in CallbackField::ALL {
            let in_body =
                body.and_then(|body| body.get(field.member())).filter(|value| is_truthy(value));
            let in_query = match field {
                CallbackField::Callback => {
                    query.get(field.member()).filter(|value| is_truthy(value))
                }
                CallbackField::Redirect
                | CallbackField::ErrorCallback
                | CallbackField::NewUserCallback => None,
            };
            if let Some(target) = in_body.or(in_query) {
                let target = target.as_str().ok_or(CallbackFault::NotText { field })?;
                self.check_callback(field, target)?;
            }
        }
        Ok(())
    }

    /// Looks at one URL field: that of a link followed by GET, after its query is validated. An
    /// empty text is skipped.
    pub(crate) fn check_callback(
        &self,
        field: CallbackField,
        target: &str,
    ) -> Result<(), CallbackFault> {
        if target.is_empty() || self.is_trusted_callback(target) {
            Ok(())
        } else {
            Err(CallbackFault::Untrusted { field })
        }
    }
}

/// Whether `path`, which starts with a slash, stays on this origin for every browser and router
/// that reads it: no second slash or backslash, escaped ones included, and no control characters.
pub(super) fn is_safe_path(path: &str) -> bool {
    if path.starts_with("//") || path.contains('\\') || path.contains(char::is_control) {
        return false;
    }
    let before_query = &path[..path.find(['?', '#']).unwrap_or(path.len())];
    let lower = before_query.to_ascii_lowercase();
    if lower.contains("%2f") || lower.contains("%5c") {
        return false;
    }
    let here = Url::parse("https://here.invalid");
    here.is_ok_and(|here| here.join(path).is_ok_and(|there| there.origin() == here.origin()))
}
