//! What the text of a part that an application gave may be.
//!
//! Diesel's words write little: quoted columns, places for values, comparisons. Its traits are
//! public, though, so an application can write a part by hand, with any text in it. A part is
//! refused unless each of its tokens is one that the words could have written, and its brackets
//! close. So it stays the expression that it is taken for: no subquery, no other table, no function
//! but the wall's own, no comment, no second statement, and no way out of its brackets.

use derive_more::{Display, Error};

/// What a part is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    /// The columns of an answer.
    Selection,
    /// A condition on a row.
    Condition,
    /// What follows `SET`.
    Changes,
    /// What follows `INSERT INTO` and the table.
    Values,
}

/// Why a part is refused.
#[derive(Debug, Display, Error)]
pub(crate) enum Refused {
    /// A piece of text that no word writes there.
    #[display("{_0:?} is not for an application to write, in {_1:?}")]
    Token(#[error(ignore)] String, #[error(ignore)] String),
    /// Brackets or quotes that do not pair.
    #[display("brackets or quotes do not pair, in {_0:?}")]
    Unpaired(#[error(ignore)] String),
    /// A column that only a stamp writes, or that no one reads.
    #[display("the column {_0:?} is the wall's own, in {_1:?}")]
    Stamped(#[error(ignore)] String, #[error(ignore)] String),
}

/// The token before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Name,
    In,
    Other,
}

/// Looks at a part for what it is given for, as it stands in a statement. `quote` is what the
/// database's names stand in; `closed` are columns that the part may not name.
pub(crate) fn check(text: &str, given: Given, quote: u8, closed: &[&str]) -> Result<(), Refused> {
    let bytes = text.as_bytes();
    let token = |from: usize, to: usize| {
        // Whole characters, wherever it was cut.
        let token = String::from_utf8_lossy(&bytes[from..to.min(bytes.len())]);
        Refused::Token(token.into_owned(), text.to_owned())
    };
    let (mut at, mut depth, mut last) = (0, 0usize, Last::Other);
    while let Some(&byte) = bytes.get(at) {
        let from = at;
        at += 1;
        if last == Last::In && byte != b' ' && byte != b'(' {
            // SQLite has `IN table`.
            return Err(token(from, at));
        }
        let next = bytes.get(at).copied().unwrap_or_default();
        last = match byte {
            b' ' => last,
            // What a name could call is a function.
            b'(' if last == Last::Name => return Err(token(from, at)),
            b'(' => {
                depth += 1;
                Last::Other
            }
            b')' => {
                let Some(less) = depth.checked_sub(1) else {
                    return Err(Refused::Unpaired(text.to_owned()));
                };
                depth = less;
                Last::Other
            }
            b'-' if next == b'-' => return Err(token(from, at + 1)),
            b'/' if next == b'*' => return Err(token(from, at + 1)),
            b',' | b'.' | b'=' | b'<' | b'>' | b'!' | b'+' | b'-' | b'*' | b'/' | b'|' | b'%' => {
                Last::Other
            }
            b'?' if quote == b'`' && !next.is_ascii_digit() => Last::Other,
            b'$' if quote == b'"' && next.is_ascii_digit() => Last::Other,
            b'0'..=b'9' if !next.is_ascii_alphabetic() && next != b'_' => Last::Other,
            _ if byte == quote => {
                at = end_of_name(bytes, at, quote)
                    .ok_or_else(|| Refused::Unpaired(text.to_owned()))?;
                let name = &text[from + 1..at - 1];
                if closed.iter().any(|closed| closed.eq_ignore_ascii_case(name)) {
                    return Err(Refused::Stamped(name.to_owned(), text.to_owned()));
                }
                Last::Name
            }
            b'A'..=b'Z' | b'a'..=b'z' => {
                let rest = bytes[at..].iter();
                at +=
                    rest.take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
                word(&text[from..at], given).ok_or_else(|| token(from, at))?
            }
            _ => return Err(token(from, at)),
        };
    }
    if depth == 0 && last != Last::In { Ok(()) } else { Err(Refused::Unpaired(text.to_owned())) }
}

/// Behind the quote that ends a name. Two of them are one within it.
fn end_of_name(bytes: &[u8], mut at: usize, quote: u8) -> Option<usize> {
    loop {
        at += bytes[at..].iter().position(|byte| *byte == quote)? + 1;
        if bytes.get(at) != Some(&quote) {
            return Some(at);
        }
        at += 1;
    }
}

/// What Diesel's words write in letters, and the functions of [`contains`](crate::contains).
fn word(word: &str, given: Given) -> Option<Last> {
    match word {
        "IN" => Some(Last::In),
        "AND" | "OR" | "NOT" | "IS" | "NULL" | "LIKE" | "ESCAPE" | "BETWEEN" | "ANY" | "ALL"
        | "TRUE" | "FALSE" | "lower" | "strpos" | "instr" | "fold" => Some(Last::Other),
        "DEFAULT" if matches!(given, Given::Changes | Given::Values) => Some(Last::Other),
        "VALUES" if given == Given::Values => Some(Last::Other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_let_through(text: &str, given: Given) -> bool {
        let on_postgres = check(text, given, b'"', &["owner_id"]);
        let on_sqlite =
            check(&text.replace('"', "`").replace("$1", "?"), given, b'`', &["owner_id"]);
        assert_eq!(on_postgres.is_ok(), on_sqlite.is_ok(), "{text}");
        on_postgres.is_ok()
    }

    #[test]
    fn what_diesels_words_write_is_let_through() {
        for text in [
            r#"("tasks"."completed" = $1)"#,
            r#"(("a"."b" != $1) AND ("a"."c" IS NOT NULL))"#,
            r#"("a"."b" IN ($1, $1)) OR 1=0"#,
            r#"("a"."b" NOT IN ($1)) OR 1=1"#,
            r#"("a"."b" BETWEEN $1 AND $1)"#,
            r#"("a"."b" LIKE $1 ESCAPE $1)"#,
            r#"("a"."b" = ANY($1)) AND ("a"."b" != ALL($1))"#,
            r#"("a"."b" + $1 > "a"."c" - $1 * $1 / $1)"#,
            r#"("a"."b" || $1)"#,
            r#"(strpos(lower("a"."b"), lower($1)) > 0)"#,
            r#"(instr(fold("a"."b"), $1) > 0)"#,
            r#""a; DROP TABLE b -- (""'"."SELECT""#,
            "",
        ] {
            assert!(is_let_through(text, Given::Condition), "{text}");
        }
        assert!(is_let_through(r#""a" = $1, "b" = DEFAULT"#, Given::Changes));
        assert!(is_let_through(r#"("a", "b") VALUES ($1, DEFAULT)"#, Given::Values));
        assert!(is_let_through(r#""a"."b", "a"."c""#, Given::Selection));
    }

    #[test]
    fn whatever_else_there_is_is_refused() {
        for text in [
            "FALSE) OR (TRUE",
            "(TRUE",
            "TRUE)",
            "TRUE; DROP TABLE tasks",
            "TRUE -- ",
            "TRUE /* ",
            "TRUE # ",
            "'a' = 'a'",
            r"E'\'' = $1",
            "$$a$$ = $1",
            "$a$ = $1",
            r#""unpaired"#,
            r#""unpaired"" "#,
            "(SELECT 1)",
            "EXISTS (SELECT 1)",
            r#""a" IN (select "b" from "c")"#,
            r#""a" IN "secrets""#,
            r#""a" IN"#,
            r#""a" IN (TABLE "secrets")"#,
            r#""a" IN (VALUES ($1))"#,
            "WITH",
            "UNION",
            "CASE",
            "current_user = $1",
            "pg_read_file($1)",
            r#""pg_read_file"($1)"#,
            r#""lower" ($1)"#,
            "load_extension($1)",
            "LOWER(1)",
            "TRUE RETURNING",
            "DEFAULT",
            "1e5",
            "0x10",
            ":name",
            "@name",
            "a::text",
            "[a]",
            "a",
            "TRÜE",
            "TRUE\u{1}",
            "TRUE\0",
            "TRUE\n-- ",
            r#""t"."owner_id" = $1"#,
            r#""OWNER_ID" = $1"#,
        ] {
            assert!(!is_let_through(text, Given::Condition), "{text}");
        }
        for given in [Given::Changes, Given::Values, Given::Selection] {
            assert!(!is_let_through("(SELECT 1)", given), "{given:?}");
            assert!(!is_let_through("ON CONFLICT", given), "{given:?}");
        }
    }

    /// A number of its own would be another value of the statement.
    #[test]
    fn a_place_for_a_value_is_the_databases_own() {
        assert!(check("?1", Given::Condition, b'`', &[]).is_err());
        assert!(check("$1", Given::Condition, b'`', &[]).is_err());
        assert!(check("?", Given::Condition, b'"', &[]).is_err());
        assert!(check("$x", Given::Condition, b'"', &[]).is_err());
        assert!(check("`a`", Given::Condition, b'"', &[]).is_err());
        assert!(check(r#""a""#, Given::Condition, b'`', &[]).is_err());
    }
}
