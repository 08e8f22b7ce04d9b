use rstest::rstest;

use super::*;

const URL: &str = "https://x.example/a?token=t&callbackURL=%2F";

#[rstest]
#[case(3_600, "1 hour")]
#[case(86_400, "24 hours")]
#[case(5_400, "90 minutes")]
#[case(90, "90 seconds")]
fn a_span_is_told_in_whole_units(#[case] seconds: u64, #[case] words: &str) {
    assert_eq!(span(Duration::from_secs(seconds)), words);
}

#[rstest]
#[case(Letter::Reset)]
#[case(Letter::Verify)]
#[case(Letter::VerifyNew)]
#[case(Letter::ChangeEmail { new_email: "o'hara@example.com".to_owned() })]
#[case(Letter::DeleteUser)]
fn text_and_html_say_the_same_and_html_escapes_it(#[case] letter: Letter) {
    let hour = Duration::from_secs(3_600);
    let text = letter.text("https://x.example", URL, hour);
    let html = letter.html("https://x.example", URL, hour);
    assert!(text.contains(&format!("\n{URL}\n")), "{text}");
    let escaped = "href=\"https://x.example/a?token=t&amp;callbackURL=%2F\"";
    assert!(html.contains(escaped), "{html}");
    for words in letter.words("https://x.example") {
        assert!(text.contains(&words), "{words} in {text}");
        assert!(html.contains(&words.replace('\'', "&#39;")), "{words} in {html}");
    }
    assert!(!letter.subject().contains(['\r', '\n']));
}
