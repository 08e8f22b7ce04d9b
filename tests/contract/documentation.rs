//! `docs/compatibility.md` and the replay say the same.
