//! Writes the seeds of the fuzz targets into `fuzz/seeds`, beside inputs that were found later.

use std::fs;
use std::io;
use std::path::Path;

use ownly_fuzzing::{Site, seeds};

fn main() -> io::Result<()> {
    let seeded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    let scratch = std::env::temp_dir().join(format!("ownly-seeds-{}", std::process::id()));
    fs::create_dir(&scratch)?;
    for (target, name, bytes) in seeds(&Site::open(&scratch)) {
        fs::create_dir_all(seeded.join(target))?;
        fs::write(seeded.join(target).join(name), bytes)?;
    }
    fs::remove_dir_all(scratch)
}
