//! What Cargo knows of the workspace.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use serde_json::Value;

pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");

pub(crate) struct Package {
    pub(crate) name: String,
    /// Whether it is one of ours.
    pub(crate) member: bool,
    pub(crate) manifest: PathBuf,
    /// By the names of the packages, whatever they are called in the manifest.
    pub(crate) dependencies: BTreeSet<String>,
    /// Without those of its tests.
    pub(crate) shipped_dependencies: BTreeSet<String>,
}

impl Package {
    fn of(json: &Value) -> Self {
        let text = |name: &str| json[name].as_str().unwrap().to_owned();
        let dependencies = json["dependencies"].as_array().unwrap();
        let names = |dependency: &Value| dependency["name"].as_str().unwrap().to_owned();
        let shipped = dependencies.iter().filter(|dependency| dependency["kind"] != "dev");
        Self {
            name: text("name"),
            member: json["source"].is_null(),
            manifest: text("manifest_path").into(),
            dependencies: dependencies.iter().map(names).collect(),
            shipped_dependencies: shipped.map(names).collect(),
        }
    }

    /// What it ships, in one text.
    pub(crate) fn source(&self) -> String {
        let mut all = String::new();
        for path in rust_files(&self.manifest.parent().unwrap().join("src")) {
            all += &fs::read_to_string(path).unwrap();
        }
        all
    }
}

pub(crate) static PACKAGES: LazyLock<Vec<Package>> = LazyLock::new(|| {
    // What a build brought is there. What nobody has built, as benches may be, is fetched.
    let metadata = metadata(&["--offline"]).or_else(|_| metadata(&[])).unwrap();
    metadata["packages"].as_array().unwrap().iter().map(Package::of).collect()
});

/// What Cargo says, or why it says nothing.
fn metadata(arguments: &[&str]) -> Result<Value, String> {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked"])
        // What other systems would need is not wanted.
        .args(["--filter-platform", "host-tuple"])
        .args(arguments)
        .current_dir(ROOT)
        .output()
        .unwrap();
    match metadata.status.success() {
        true => Ok(serde_json::from_slice(&metadata.stdout).unwrap()),
        false => Err(String::from_utf8_lossy(&metadata.stderr).into_owned()),
    }
}

pub(crate) fn members() -> impl Iterator<Item = &'static Package> {
    PACKAGES.iter().filter(|package| package.member)
}

pub(crate) fn member(name: &str) -> &'static Package {
    members().find(|package| package.name == name).unwrap_or_else(|| panic!("no package {name}"))
}

/// The Rust sources of a directory and all below it.
pub(crate) fn rust_files(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).unwrap_or_else(|error| panic!("{directory:?}: {error}")) {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("target") {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
