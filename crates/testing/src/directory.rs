use crate::watcher;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs, io};

/// A fresh directory, gone when dropped. One held in a `static` is never dropped; it goes
/// when the process ends.
#[derive(Debug)]
pub struct TestDirectory(PathBuf);

impl TestDirectory {
    /// Makes an empty directory that only its owner may enter.
    ///
    /// # Panics
    ///
    /// When the system's directory for temporary files cannot be written.
    #[expect(clippy::new_without_default, reason = "making a directory is no default value")]
    pub fn new() -> Self {
        let path = of_process().join(next().to_string());
        make(&path).unwrap_or_else(|error| panic!("cannot make {path:?}: {error}"));
        Self(path)
    }

    /// Where it is: an absolute path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TestDirectory {
    fn drop(&mut self) {
        // What is left here, the watcher removes.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The directory that holds all the others of this process, and who removes it.
fn of_process() -> &'static Path {
    static HELD: OnceLock<(PathBuf, Child)> = OnceLock::new();
    let (path, _) = HELD.get_or_init(|| {
        let path = fresh();
        let script = r#"read -r _; cd / && rm -rf "$1""#;
        let arguments = [&*path.to_string_lossy()];
        let watcher = watcher::start(script, &arguments, &path, None).expect("sh on PATH");
        (path, watcher)
    });
    path
}

/// Makes a directory that nobody removes yet.
pub(crate) fn fresh() -> PathBuf {
    let path = parent().join(format!("ownly-test-{}", unique()));
    make(&path).unwrap_or_else(|error| panic!("cannot make {path:?}: {error}"));
    path
}

/// `TMPDIR` if someone chose it, or else memory if there is enough: PostgreSQL makes a
/// database of 300 files, ten times as quickly there as on a disk.
fn parent() -> PathBuf {
    if env::var_os("TMPDIR").is_none() && kilobytes_free(MEMORY).is_some_and(|free| free >= ENOUGH)
    {
        return MEMORY.into();
    }
    std::path::absolute(env::temp_dir()).expect("a working directory")
}

const MEMORY: &str = "/dev/shm";

/// Containers often have 64 MB there, which one cluster would fill.
const ENOUGH: u64 = 1024 * 1024;

fn kilobytes_free(directory: &str) -> Option<u64> {
    let output = Command::new("df").args(["-Pk", directory]).output().ok()?;
    let table = String::from_utf8(output.stdout).ok()?;
    table.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

/// A name that no other call has given, in this process or another, here or elsewhere.
pub(crate) fn unique() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("{:x}_{:x}_{:x}", process::id(), since.as_nanos(), next())
}

fn next() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn make(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(path)
}

#[cfg(test)]
mod tests {
    use super::TestDirectory;
    use std::fs;

    #[test]
    fn directories_are_separate_and_go_with_what_is_in_them() {
        let (one, two) = (TestDirectory::new(), TestDirectory::new());
        fs::write(one.path().join("file"), "text").expect("a file");
        assert!(fs::read_dir(two.path()).expect("a directory").next().is_none());

        let path = one.path().to_owned();
        drop(one);
        assert!(!path.exists() && two.path().exists());
    }
}
