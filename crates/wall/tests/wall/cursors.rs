//! Cursors of pages in other orders than that of ids.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use ownly_wall::{Ascending, Cursor, Descending, Error};

use crate::events::events;

type ByText = Ascending<events::text>;
type ByTextDown = Descending<events::text>;
type ByTime = Descending<events::at>;
type ByRank = Ascending<events::rank>;

const ID: &str = "01933e2a-5b7c-7def-8123-456789abcdef";

fn written(order: &str, value: &str) -> String {
    BASE64.encode(format!(r#"["{order}",{value},"{ID}"]"#))
}

#[test]
fn a_cursor_is_read_as_it_is_written_and_by_its_own_order_alone() {
    let cursor = written("event+text", r#""B\"""#);
    assert_eq!(Cursor::<ByText>::parse(&cursor).unwrap().to_string(), cursor);
    let others = [
        Cursor::<ByTextDown>::parse(&cursor).err(),
        Cursor::<ByTime>::parse(&cursor).err(),
        Cursor::<ByRank>::parse(&cursor).err(),
    ];
    assert!(others.iter().all(|error| matches!(error, Some(Error::InvalidCursor))), "{others:?}");
}

#[test]
fn what_no_page_could_have_given_is_no_cursor() {
    for text in ["", "nonsense", ID, "W10", &written("event+text", "1"), "\u{e4}", "W10="] {
        assert!(Cursor::<ByText>::parse(text).is_err(), "{text}");
    }
    let cases = [
        ("event+text", "null"),
        ("event+text", r#""a\u0000b""#),
        ("note+text", r#""a""#),
        ("event+text", "[]"),
    ];
    for (order, value) in cases {
        assert!(Cursor::<ByText>::parse(&written(order, value)).is_err(), "{order} {value}");
    }
    for value in [r#""+12026-01-01T00:00:00Z""#, r#""tomorrow""#, "5", r#""-0001-01-01T00:00:00Z""#]
    {
        assert!(Cursor::<ByTime>::parse(&written("event-at", value)).is_err(), "{value}");
    }
    assert!(Cursor::<ByTime>::parse(&written("event-at", "null")).is_ok());
    assert!(Cursor::<ByRank>::parse(&written("event+rank", "2147483648")).is_err());
}
