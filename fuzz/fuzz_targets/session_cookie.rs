#![no_main]

use std::sync::LazyLock;

use fuzzing::Site;
use libfuzzer_sys::fuzz_target;

/// It lasts as long as the process; whoever runs it names a folder by TMPDIR.
static SITE: LazyLock<Site> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("ownly-fuzz-{}", std::process::id()));
    std::fs::create_dir(&folder).expect("a folder");
    Site::open(&folder)
});

fuzz_target!(|bytes: &[u8]| fuzzing::session_cookie(&SITE, bytes));
