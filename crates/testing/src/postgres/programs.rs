use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Where packages put a server's programs; `*` stands for a version. `PATH` often has
/// the client's only.
const PLACES: [&str; 8] = [
    "/usr/lib/postgresql/*/bin",
    "/usr/libexec/postgresql*",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/opt/homebrew/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
    "/usr/local/bin",
];

/// The directory of a PostgreSQL server's programs.
pub(super) fn find() -> Result<PathBuf, String> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut places: Vec<PathBuf> = env::split_paths(&path).collect();
    places.extend(PLACES.iter().flat_map(|place| expand(place)));
    places.extend(told_by_pg_config());
    places.into_iter().find(|place| holds_server(place)).ok_or_else(|| {
        "tests need PostgreSQL and found none: install its server \
         (Debian: `apt-get install postgresql`, macOS: `brew install postgresql`), \
         or set TEST_DATABASE_URL to a server that may be filled with databases, \
         or set TEST_DATABASES=sqlite to test on SQLite alone"
            .to_owned()
    })
}

fn holds_server(place: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|program| place.join(program).is_file())
}

fn told_by_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

/// What a place stands for, the newest version first.
fn expand(place: &str) -> Vec<PathBuf> {
    let Some((before, after)) = place.split_once('*') else {
        return vec![place.into()];
    };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or(("", before));
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let mut versions: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter_map(|name| name.strip_prefix(prefix).map(str::to_owned))
        .collect();
    versions.sort_by_key(|version| Reverse(numbers(version)));
    versions.into_iter().map(|version| format!("{before}{version}{after}").into()).collect()
}

/// `10` is newer than `9.6`, which text would not say.
fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::expand;
    use crate::TestDirectory;
    use std::fs;

    #[test]
    fn the_newest_version_comes_first() {
        let root = TestDirectory::new();
        for version in ["pg-9.6", "pg-10", "pg-18", "other"] {
            fs::create_dir(root.path().join(version)).expect("a directory");
        }
        let found = expand(&format!("{}/pg-*/bin", root.path().display()));
        let expected = ["pg-18", "pg-10", "pg-9.6"].map(|name| root.path().join(name).join("bin"));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_place_that_is_not_there_stands_for_nothing() {
        assert!(expand("/nowhere/pg-*/bin").is_empty());
    }
}
