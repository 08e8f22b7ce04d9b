//! Health, keys, error pages, and paths that are not there.

use crate::case::{Case, Cases, replay};

pub fn cases() -> Vec<Case> {
    let there = replay([
        "ok-01",
        "ok-02-head",
        "ok-03-trailing-slash",
        "ok-04-query",
        "ok-05-foreign-host-header",
        "ok-06-percent-encoded-path",
        "jwks-01",
        "jwks-02-well-known-not-there",
        "unknown-path-letter-case",
        "unknown-path-post",
        "unknown-path",
        "openapi-01",
        "reference-01",
    ]);
    let outside = replay(["outside-base-path", "jwks-03-root-well-known"]).differ(
        "outside",
        [
            ["header content-type", "absent", "application/json"],
            ["body", "", r#"{"code":"NOT_FOUND","message":"No such route."}"#],
        ],
    );
    let base = replay(["base-path-itself"])
        .differ("outside", [["header cache-control", "absent", "no-store"]]);
    let pages = replay(["error-01", "error-02-code"]).awaiting("the error page");
    [there, outside, base, pages].into_iter().flatten().collect()
}
