//! Health, keys, error pages, and paths that are not there.

use crate::case::{Case, Cases, not_applicable, replay};

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
    let outside = replay(["outside-base-path"]).differ(
        "outside",
        [
            ["header content-type", "absent", "application/json"],
            ["body", "", r#"{"code":"NOT_FOUND","message":"No such route."}"#],
        ],
    );
    let base = replay(["base-path-itself"])
        .differ("outside", [["header cache-control", "absent", "no-store"]]);
    let pages = replay(["error-01", "error-02-code"]).needing("OWNLY_ERROR_URL").differ(
        "error-page",
        [
            ["header cache-control", "absent", "no-store"],
            ["header pragma", "absent", "no-cache"],
            ["header cross-origin-opener-policy", "absent", "same-origin"],
            ["header permissions-policy", "absent", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"],
            ["header content-type", "text/html", "text/html; charset=utf-8"],
            ["header content-security-policy", "absent", "default-src 'none'; style-src 'sha256-ywDzPeH545BFx8kW6cubtSfwbyB466LH0OObuH857s4='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"],
        ],
    );
    let keys = not_applicable("the keys lie there too", ["jwks-03-root-well-known"]);
    [there, outside, base, pages, keys].into_iter().flatten().collect()
}
