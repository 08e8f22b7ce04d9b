//! Disks that are soon full.

use std::{
    fs,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use testing::TestDatabase;

use crate::{
    program::{Place, Serving},
    site::{SHARED, command, log},
};

/// A file system of two megabytes in a mount namespace, and who keeps that until it loses its
/// standard input.
pub struct Mounted {
    keeper: Child,
    nsenter: Vec<String>,
    folder: PathBuf,
}

impl Mounted {
    pub fn new(place: &Place) -> Option<Self> {
        let folder = place.path().join("disk");
        fs::create_dir(&folder).unwrap();
        let script = r#"mount -t tmpfs -o size=2m,mode=700 tmpfs "$1" || exit 1
            head -c 1000000 /dev/zero >"$1/ballast" && echo >"$2" && exec cat >/dev/null"#;
        let kinds = [["--mount"].as_slice(), &["--mount", "--user", "--map-root-user"]];
        kinds.iter().find_map(|kind| {
            let mounted = place.path().join("mounted");
            let mut keeper = Command::new("unshare")
                .args(*kind)
                .args(["sh", "-c", script, "keeper"])
                .args([&folder, &mounted])
                .stdin(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            while !mounted.exists() {
                if keeper.try_wait().unwrap().is_some() {
                    return None;
                }
                thread::sleep(Duration::from_millis(5));
            }
            let target = keeper.id().to_string();
            let mut nsenter = vec!["--target".to_owned(), target, "--mount".to_owned()];
            if kind.len() > 1 {
                nsenter.extend(["--user", "--preserve-credentials"].map(str::to_owned));
            }
            Some(Self { keeper, nsenter, folder: folder.clone() })
        })
    }

    /// A file on it, as it is called from outside.
    pub fn file(&self, name: &str) -> PathBuf {
        let inside = self.folder.join(name);
        PathBuf::from(format!("/proc/{}/root{}", self.keeper.id(), inside.display()))
    }

    pub fn serve(&self, place: &Place) -> Serving {
        let url = format!("sqlite://{}", self.folder.join("ownly.db").display());
        let plain = command(place, &url, &[&SHARED]);
        let mut command = Command::new("nsenter");
        command.args(&self.nsenter).arg("--").arg(plain.get_program()).args(plain.get_args());
        let variables = plain.get_envs().filter_map(|(name, value)| Some((name, value?)));
        command.env_clear().envs(variables).stdin(Stdio::null()).stderr(log(place));
        Place::serve_by(&mut command)
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        _ = self.keeper.kill();
        _ = self.keeper.wait();
    }
}

/// One to which a file that would be too long is an error, as on a full disk, and not its end.
pub fn serve_limited(place: &Place, database: &TestDatabase) -> Serving {
    let plain = command(place, database.url(), &[&SHARED]);
    let mut command = Command::new("sh");
    command.args(["-c", r#"trap '' XFSZ; exec "$0" "$@""#]);
    command.arg(plain.get_program()).args(plain.get_args()).current_dir(place.path());
    let variables = plain.get_envs().filter_map(|(name, value)| Some((name, value?)));
    command.env_clear().envs(variables).stdin(Stdio::null()).stderr(log(place));
    Place::serve_by(&mut command)
}

/// As the user whose process it is, who always may.
pub fn limit_files(process: u32, limit: &str) {
    let owner = fs::metadata(format!("/proc/{process}")).unwrap();
    let (process, limit) = (process.to_string(), format!("--fsize={limit}"));
    let mut command = Command::new("prlimit");
    command.args(["--pid", &process, &limit]);
    if owner.uid() != fs::metadata("/proc/self").unwrap().uid() {
        command.uid(owner.uid()).gid(owner.gid());
    }
    assert!(command.status().unwrap().success(), "prlimit {limit}");
}
