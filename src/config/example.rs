//! `.env.example`, from the same declarations as `--help`.

use std::fmt::Write;

use clap::Command;

/// The text of `.env.example`: each setting with its help and its default.
pub fn example(command: &Command) -> String {
    let mut text = String::from(
        "# Every setting of Ownly, with its default. Copy this file to .env and take the # off a line to\n\
         # set it. Flags win over the environment, the environment over .env. This file is held equal to\n\
         # `ownly --help` by a test.\n",
    );
    let mut heading = None;
    for argument in command.get_arguments() {
        let Some(name) = argument.get_env().and_then(|name| name.to_str()) else { continue };
        if heading != argument.get_help_heading() {
            heading = argument.get_help_heading();
            _ = write!(text, "\n# --- {} ---\n", heading.unwrap_or_default());
        }
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        let values: Vec<_> = argument
            .get_possible_values()
            .iter()
            .map(|value| value.get_name().to_owned())
            .collect();
        let values =
            if values.is_empty() { String::new() } else { format!(" [{}]", values.join(", ")) };
        let default = argument.get_default_values().first().and_then(|value| value.to_str());
        _ = write!(text, "\n# {help}{values}\n# {name}={}\n", default.unwrap_or_default());
    }
    text
}
