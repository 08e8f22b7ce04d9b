//! Better Auth's wildcard patterns, matched without backtracking.

/// One step of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// This character.
    Literal(char),
    /// `?`: one character that is no slash.
    One,
    /// `*`: any run of characters that are no slashes.
    Run,
    /// A slash of either kind.
    Slash,
    /// Any run of slashes.
    Slashes,
    /// `**` before more: nothing, or anything that ends with a slash.
    Folders,
    /// `**` at the end: anything.
    Rest,
}

/// A compiled pattern. `/` stands for one or more slashes or backslashes, `\` takes the next
/// character literally, and slashes at the end of a text are ignored.
#[derive(Clone, Debug)]
pub(super) struct Glob(Vec<Step>);

impl Glob {
    /// Compiles the pattern; every text is one.
    pub(super) fn new(pattern: &str) -> Self {
        let segments: Vec<&str> = pattern.split('/').collect();
        let last = segments.len() - 1;
        let mut steps = Vec::new();
        for (index, segment) in segments.iter().enumerate() {
            let before_folders = segments.get(index + 1) == Some(&"**");
            if segment.is_empty() && index > 0 {
                continue;
            }
            if *segment == "**" {
                // Of several in a row only the last counts.
                if !before_folders {
                    add_folders(&mut steps, index == 0, index == last);
                }
                continue;
            }
            add_segment(&mut steps, segment);
            if index == last {
                steps.push(Step::Slashes);
            } else if !before_folders {
                steps.extend([Step::Slash, Step::Slashes]);
            }
        }
        Self(steps)
    }

    /// Whether the whole text is as the pattern says. Takes time in proportion to the product of
    /// both lengths, whatever they hold.
    pub(super) fn matches(&self, text: &str) -> bool {
        let mut reached = vec![false; self.0.len() + 1];
        self.reach(&mut reached, 0);
        for character in text.chars() {
            let mut next = vec![false; self.0.len() + 1];
            let is_slash = matches!(character, '/' | '\\');
            for (at, step) in self.0.iter().enumerate().filter(|(at, _)| reached[*at]) {
                match step {
                    Step::Literal(literal) if *literal == character => {
                        self.reach(&mut next, at + 1);
                    }
                    Step::One if !is_slash => self.reach(&mut next, at + 1),
                    Step::Slash if is_slash => self.reach(&mut next, at + 1),
                    Step::Run if !is_slash => self.reach(&mut next, at),
                    Step::Slashes if is_slash => self.reach(&mut next, at),
                    Step::Rest => self.reach(&mut next, at),
                    Step::Folders => {
                        // Within a folder's name the step is not over until its slash.
                        next[at] = true;
                        if is_slash {
                            self.reach(&mut next, at);
                        }
                    }
                    Step::Literal(_) | Step::One | Step::Slash | Step::Run | Step::Slashes => {}
                }
            }
            reached = next;
        }
        reached[self.0.len()]
    }

    /// Marks a step as reached, and those after it that can also stand for nothing.
    fn reach(&self, reached: &mut [bool], mut at: usize) {
        reached[at] = true;
        while let Some(Step::Run | Step::Slashes | Step::Folders | Step::Rest) = self.0.get(at) {
            at += 1;
            reached[at] = true;
        }
    }
}

fn add_folders(steps: &mut Vec<Step>, first: bool, last: bool) {
    if last {
        steps.push(Step::Rest);
    } else {
        if !first {
            steps.extend([Step::Slash, Step::Slashes]);
        }
        steps.push(Step::Folders);
    }
}

fn add_segment(steps: &mut Vec<Step>, segment: &str) {
    let mut characters = segment.chars();
    while let Some(character) = characters.next() {
        match character {
            '?' => steps.push(Step::One),
            '*' => steps.push(Step::Run),
            '\\' => steps.extend(characters.next().map(Step::Literal)),
            literal => steps.push(Step::Literal(literal)),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("https://*.a.bc", "https://x.a.bc", true)]
    #[case("https://*.a.bc", "https://x.y.a.bc", true)]
    #[case("https://*.a.bc", "https://x.a.bc/", true)]
    #[case("https://*.a.bc", "https://.a.bc", true)]
    #[case("https://*.a.bc", "https://a.bc", false)]
    #[case("https://*.a.bc", "https://x.a.bcd", false)]
    #[case("https://*.a.bc", "https://e.vil/x.a.bc", false)]
    #[case("https://*.a.bc", "https://e.vil\\x.a.bc", false)]
    #[case("a?c", "abc", true)]
    #[case("a?c", "ac", false)]
    #[case("a?c", "a/c", false)]
    #[case("*", "", true)]
    #[case("*", "a/b", false)]
    #[case("**", "a/b", true)]
    #[case("a/**", "a", true)]
    #[case("a/**", "a/b/c", true)]
    #[case("a/**/d", "a/d", true)]
    #[case("a/**/d", "a/b/c/d", true)]
    #[case("a/**/d", "a/bd", false)]
    #[case("**/d", "d", true)]
    #[case("**/d", "b/c/d", true)]
    #[case("**/d", "bd", false)]
    #[case("a/**/**/d", "a/b/d", true)]
    #[case("a\\*c", "a*c", true)]
    #[case("a\\*c", "abc", false)]
    #[case("a.c", "abc", false)]
    #[case("", "", true)]
    #[case("a", "", false)]
    fn a_text_matches_as_in_better_auth(
        #[case] pattern: &str,
        #[case] text: &str,
        #[case] expected: bool,
    ) {
        assert_eq!(Glob::new(pattern).matches(text), expected);
    }

    #[test]
    fn a_pattern_full_of_stars_is_no_trap() {
        let glob = Glob::new(&"*a".repeat(50));
        assert!(!glob.matches(&"a".repeat(5000).replace("aaaa", "aaab")));
    }
}
