//! E0624: associated function `user` is private
//!
//! Make it someone else who asks.

use wall::{Asker, UserId};

/// Who asks.
pub fn asker(user: &UserId, asker: Asker) -> (&UserId, Asker) {
    #[cfg(feature = "breach")]
    let asker = Asker::user(user);
    (user, asker)
}
