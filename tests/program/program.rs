//! The program, in a folder of its own and with no environment but what a test gives it.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;
use testing::{TestDirectory, planted};

/// A folder to run the program in.
pub struct Place(TestDirectory);

impl Place {
    pub fn new() -> Self {
        Self(TestDirectory::new())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    pub fn command(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ownly"));
        command
            .args(arguments)
            .env_clear()
            .envs(variables.iter().copied())
            .current_dir(self.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        Ran::kept(self.command(arguments, variables).output().unwrap())
    }

    /// Starts a server on a free port, all of whose words go into the files `out` and `log`.
    pub fn serve_aloud(&self, variables: &[(&str, &str)]) -> Serving {
        let file = |name: &str| std::fs::File::create(self.path().join(name)).unwrap();
        let child = self
            .command(&["--listen", "127.0.0.1:0"], variables)
            .stdout(file("out"))
            .stderr(file("log"))
            .spawn()
            .unwrap();
        let log = Some(self.path().join("log"));
        let mut serving = Serving { child, address: String::new(), log };
        let patience = Instant::now() + Duration::from_secs(60);
        while serving.address.is_empty() {
            assert!(Instant::now() < patience, "{}", self.read("log"));
            let said = self.read("out");
            if let Some((line, _)) = said.split_once('\n') {
                line.rsplit(' ').next().unwrap().clone_into(&mut serving.address);
            }
        }
        serving
    }

    /// Runs it to its end with something on standard input.
    pub fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Ran {
        let mut command = self.command(arguments, variables);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_bytes().to_vec();
        // Whoever does not read all of it closes the pipe.
        let writer = std::thread::spawn(move || _ = stdin.write_all(&input));
        let ran = Ran::kept(child.wait_with_output().unwrap());
        writer.join().unwrap();
        ran
    }

    /// Starts a server on a free port that is allowed few open files until it asks for more.
    pub fn serve_with_few_files(&self, files: u32) -> Serving {
        let mut command = Command::new("sh");
        command
            .args(["-c", "ulimit -Sn $1 && exec \"$0\" --listen 127.0.0.1:0"])
            .args([env!("CARGO_BIN_EXE_ownly"), &files.to_string()])
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .current_dir(self.path())
            .stderr(Stdio::null());
        Self::serve_by(&mut command)
    }

    /// Starts a server on a free port.
    pub fn serve(&self, variables: &[(&str, &str)]) -> Serving {
        let mut told = variables.to_vec();
        let log = match planted::log() {
            Some(log) => {
                told.push(("RUST_LOG", "trace,mio=off,actix_http::h1::dispatcher=off"));
                Stdio::from(log)
            }
            None => Stdio::null(),
        };
        let mut command = self.command(&["--listen", "127.0.0.1:0"], &told);
        Self::serve_by(command.stderr(log))
    }

    /// Starts a server by a command that runs it on a free port.
    pub fn serve_by(command: &mut Command) -> Serving {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit(' ').next().unwrap().to_owned();
        assert!(address.starts_with("127.0.0.1:"), "{line:?}");
        Serving { child, address, log: None }
    }
}

/// What a run left behind.
pub struct Ran(Output);

impl Ran {
    /// With what it said of itself, where logs are kept. A command line that cannot be meant is
    /// quoted to whoever has written it.
    fn kept(output: Output) -> Self {
        let ran = Self(output);
        if let Some(mut log) = planted::log() {
            let complained = ran.complained();
            for line in complained.lines().filter(|line| !line.starts_with("error: ")) {
                writeln!(log, "{line}").unwrap();
            }
        }
        ran
    }

    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        let (said, complained) = (self.said(), self.complained());
        assert_eq!(self.0.status.code(), Some(code), "{said}\n{complained}");
        self
    }

    pub fn said(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    pub fn complained(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    /// Checks that a line of what it said holds both.
    #[track_caller]
    pub fn says(&self, name: &str, value: &str) -> &Self {
        let said = self.said();
        let told = |line: &str| line.starts_with(name) && line.ends_with(value);
        assert!(said.lines().any(told), "{name} {value} in:\n{said}");
        self
    }
}

/// A server that runs. Killed when dropped.
pub struct Serving {
    child: Child,
    pub address: String,
    /// Where it says what it does, if a test reads that.
    log: Option<PathBuf>,
}

impl Serving {
    /// As `kill -9` does: without a chance to finish anything.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal, by its name without SIG.
    pub fn signal(&self, name: &str) {
        let pid = self.process().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// How it ended by itself, if it has.
    pub fn has_ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// How it ended by itself.
    pub fn ended(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }

    /// A POST of JSON under `/api/auth`: the status and the body, null where there is none.
    pub fn post(&self, path: &str, body: Value, headers: &[(&str, &str)]) -> (u16, Value) {
        let url = self.url(&format!("/api/auth{path}"));
        let text = body.to_string();
        planted::message(
            path,
            headers.iter().map(|(name, value)| (*name, value.as_bytes())),
            &text,
        );
        let mut request = agent().post(url).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.send(text))
    }

    /// A GET: the status and the body, null where there is none.
    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> (u16, Value) {
        planted::message(path, headers.iter().map(|(name, value)| (*name, value.as_bytes())), "");
        let mut request = agent().get(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.call())
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().new_agent()
}

fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> (u16, Value) {
    let mut answer = answer.unwrap();
    let text = answer.body_mut().read_to_string().unwrap();
    let headers = answer.headers().iter();
    let headers = headers.map(|(name, value)| (name.as_str(), value.as_bytes()));
    planted::message("", headers, &text);
    (answer.status().as_u16(), serde_json::from_str(&text).unwrap_or_default())
}

impl Drop for Serving {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
        if let (Some(log), Some(mut kept)) = (&self.log, planted::log()) {
            kept.write_all(&std::fs::read(log).unwrap_or_default()).unwrap();
        }
    }
}
