//! Who users are: the Better Auth HTTP API, sessions, passwords, signing keys.
