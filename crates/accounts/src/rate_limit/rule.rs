//! Which limit applies to which path.

use actix_web::http::Method;

use crate::routes::is_endpoint;

/// So many within so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    /// How long, in milliseconds since the last one.
    pub(crate) window: i64,
    /// How many.
    pub(crate) max: i32,
}

const DEFAULT: Rule = Rule { window: 10_000, max: 100 };
const PASSWORDS: Rule = Rule { window: 10_000, max: 3 };
const MAILS: Rule = Rule { window: 60_000, max: 3 };

/// Better Auth's special rules: whatever begins like this.
const SPECIAL: [(&str, Rule); 5] = [
    ("/sign-in", PASSWORDS),
    ("/sign-up", PASSWORDS),
    ("/change-password", PASSWORDS),
    ("/change-email", PASSWORDS),
    ("/forget-password", MAILS),
];

/// And these as they are.
const SPECIAL_EXACT: [&str; 2] = ["/request-password-reset", "/send-verification-email"];

/// Paths that end in something else each time, among them secrets.
const FAMILIES: [&str; 2] = ["/reset-password/", "/callback/"];

/// What a request to a path below the base is counted under, and the limit. Paths that are no
/// endpoint's are counted together: anyone can make up any number of them, and each would take
/// its place among the counters.
pub(super) fn of_path(path: &str) -> (String, Rule) {
    let path = path.trim_end_matches('/');
    let special = SPECIAL.iter().find(|(start, _)| path.starts_with(start));
    let rule = match special {
        Some((_, rule)) => *rule,
        None if SPECIAL_EXACT.contains(&path) => MAILS,
        None => DEFAULT,
    };
    if let Some(family) = FAMILIES.into_iter().find(|family| path.starts_with(family)) {
        return (format!("{family}*"), rule);
    }
    if [Method::GET, Method::POST].iter().any(|method| is_endpoint(method, path)) {
        return (path.to_owned(), rule);
    }
    (format!("{}*", special.map_or("", |(start, _)| start)), rule)
}

/// What a request to a path below the base is counted under: one of a few.
pub(crate) fn bucket(path: &str) -> String {
    of_path(path).0
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/sign-in/email", "/sign-in/email", PASSWORDS)]
    #[case("/sign-in/email/", "/sign-in/email", PASSWORDS)]
    #[case("/sign-up/email", "/sign-up/email", PASSWORDS)]
    #[case("/sign-in/made-up", "/sign-in*", PASSWORDS)]
    #[case("/sign-in%2Femail", "/sign-in*", PASSWORDS)]
    #[case("/sign-injection", "/sign-in*", PASSWORDS)]
    #[case("/change-password", "/change-password", PASSWORDS)]
    #[case("/forget-password/x", "/forget-password*", MAILS)]
    #[case("/get-session", "/get-session", DEFAULT)]
    #[case("/GET-SESSION", "*", DEFAULT)]
    #[case("/made-up", "*", DEFAULT)]
    #[case("", "*", DEFAULT)]
    #[case("//", "*", DEFAULT)]
    #[case("/reset-password/a-secret", "/reset-password/*", DEFAULT)]
    #[case("/callback/github", "/callback/*", DEFAULT)]
    fn a_path_has_its_bucket_and_rule(
        #[case] path: &str,
        #[case] bucket: &str,
        #[case] rule: Rule,
    ) {
        assert_eq!(of_path(path), (bucket.to_owned(), rule));
    }

    #[rstest]
    fn mail_is_sent_to_nobody_more_than_three_times_a_minute(
        #[values("/request-password-reset", "/send-verification-email")] path: &str,
    ) {
        assert_eq!(of_path(path).1, MAILS);
        assert_eq!(of_path(&format!("{path}-x")).1, DEFAULT);
    }
}
