//! What a mailed link brings along.

use super::call::Call;
use crate::{
    fault::Fault,
    validation::{Fields, Place},
};

/// Its token, and where its user wants to be in the end, if that is a place they may be sent to.
pub(super) fn read(call: &Call<'_>) -> Result<(String, Option<String>), Fault> {
    let mut query = Fields::object(Place::Query, Some(&call.query));
    let token = query.string("token");
    let callback = query.optional_string("callbackURL");
    let (token, callback) = query.finish(|| Some((token?, callback?)))?;
    let callback = callback.filter(|url| !url.is_empty());
    if let Some(callback) = &callback {
        call.check_callback(callback)?;
    }
    Ok((token, callback))
}
