//! E0423: cannot initialize a tuple struct which contains private fields
//!
//! Show a remark as someone else's.

use wall::Writer;

/// Who wrote it.
pub fn signed(writer: Writer) -> Writer {
    #[cfg(feature = "breach")]
    let writer = wall::Writer(format!("not {writer}"));
    writer
}
