//! What README.md says to paste, pasted.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use crate::program::Place;

/// The blocks of README.md that are written in `language`, each with the line it begins at.
fn blocks<'a>(readme: &'a str, language: &str) -> Vec<(usize, &'a str)> {
    let fence = format!("```{language}\n");
    let mut found = Vec::new();
    for (at, _) in readme.match_indices(&fence) {
        let text = &readme[at + fence.len()..];
        found.push((at, &text[..text.find("```").unwrap()]));
    }
    found
}

/// Each letter and digit of an id, a token or a time is another one every time.
fn redacted(text: &str) -> String {
    let mut redacted = String::new();
    for part in text.split('"') {
        let secret = part.len() == 32 && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let id = part.len() == 36 && part.matches('-').count() == 4;
        let time = part.len() == 24 && part.starts_with("20") && part.ends_with('Z');
        redacted += match (secret, id, time) {
            (true, _, _) => "<secret or id>",
            (_, true, _) => "<id>",
            (_, _, true) => "<time>",
            _ => part,
        };
        redacted.push('"');
    }
    redacted
}

#[test]
fn the_readmes_lines_answer_as_printed() {
    let readme = fs::read_to_string("README.md").unwrap();
    let (commands, answers) = (blocks(&readme, "sh"), blocks(&readme, "json"));
    assert_eq!((commands.len(), answers.len()), (4, 3));

    let place = Place::new();
    let server = place.serve(&[]);
    let port = server.address.rsplit(':').next().unwrap();
    let script: String = commands.iter().map(|(_, text)| format!("{text}echo\n")).collect();
    let script = script.replace("localhost:3000", &format!("127.0.0.1:{port}"));
    let mut shell = Command::new("sh")
        .arg("-eu")
        .current_dir(place.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    shell.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = shell.wait_with_output().unwrap();
    assert!(output.status.success());

    let said = String::from_utf8(output.stdout).unwrap();
    let said: Vec<_> = said.lines().filter(|line| !line.is_empty()).map(redacted).collect();
    let printed: Vec<_> = answers.iter().map(|(_, text)| redacted(text.trim())).collect();
    assert_eq!(said, printed);
}
