//! A copy of the database, made while others use it.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use derive_more::{Display, Error, From};
use diesel::{RunQueryDsl, sql_query, sql_types::Text};

use crate::{DatabaseUrl, Error as DatabaseError, begin::Mode, connection::AnyConnection};

/// Why there is no copy.
#[derive(Debug, Display, Error, From)]
pub enum BackupError {
    /// PostgreSQL has programs of its own for this.
    #[display("ownly copies SQLite; for PostgreSQL use pg_dump or its continuous archiving")]
    Postgres,
    /// There is nothing to copy.
    #[display("{}: no such database", _0.display())]
    #[from(ignore)]
    Missing(#[error(ignore)] PathBuf),
    /// The file cannot be written, or is there already.
    #[display("{_0}")]
    File(io::Error),
    /// The database did not go along.
    #[display("{_0}")]
    Failed(DatabaseError),
}

/// Copies an SQLite database into the new file `to`, whole and as of one moment, while others
/// read and write it (`VACUUM INTO`). The copy is for its owner's eyes only, synced before it has
/// its name, and a database like any other. Blocks.
///
/// # Errors
/// [`BackupError`]; then there is no file `to`, or it is the one that was there before.
pub fn back_up(url: &DatabaseUrl, to: &Path) -> Result<(), BackupError> {
    let from = match url {
        DatabaseUrl::Sqlite(path) if path.exists() => path,
        DatabaseUrl::Sqlite(path) => return Err(BackupError::Missing(path.clone())),
        DatabaseUrl::Postgres(_) => return Err(BackupError::Postgres),
    };
    if to.exists() {
        let why = format!("{} is there already", to.display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, why).into());
    }
    let url = DatabaseUrl::Sqlite(from.clone());
    let mut connection = AnyConnection::open(&url, Mode::Write).map_err(DatabaseError::from)?;
    let unfinished = Unfinished::new(to)?;
    let path = unfinished.0.to_str().ok_or_else(|| io::Error::other("the path is not UTF-8"))?;
    let copied = sql_query("VACUUM INTO ?").bind::<Text, _>(path).execute(&mut connection);
    copied.map_err(DatabaseError::from)?;
    File::open(&unfinished.0)?.sync_all()?;
    // Not `rename`, which would replace a file that came to be meanwhile.
    fs::hard_link(&unfinished.0, to)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}

/// The copy until it is whole. It loses its name in any case.
struct Unfinished(PathBuf);

impl Unfinished {
    fn new(to: &Path) -> io::Result<Self> {
        let mut name = to.as_os_str().to_owned();
        name.push(".partial");
        let path = PathBuf::from(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        _ = fs::remove_file(&self.0);
    }
}
