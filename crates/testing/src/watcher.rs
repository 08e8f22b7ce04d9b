use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The account a watcher runs under when it is not our own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) user: u32,
    pub(crate) group: u32,
}

/// Starts a shell that outlives this process and cleans up after it.
///
/// It learns of our end by its standard input, a pipe that only we hold: the kernel
/// closes it however we end. So the caller must keep the child's `stdin` for ever.
pub(crate) fn start(
    script: &str,
    arguments: &[&str],
    directory: &Path,
    account: Option<&Account>,
) -> io::Result<Child> {
    let mut shell = Command::new("sh");
    shell.args(["-c", script, "watcher"]).args(arguments).current_dir(directory);
    // A group of its own: Ctrl-C and a killed job end the tests, not who cleans up.
    shell.process_group(0);
    // Its errors go nowhere, or whoever reads the tests' output would wait for it too.
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    if let Some(account) = account {
        shell.uid(account.user).gid(account.group);
    }
    shell.spawn()
}
