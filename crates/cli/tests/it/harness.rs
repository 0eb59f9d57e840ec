//! A folder of its own for every test, and the command in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A temporary folder.
pub(crate) struct Place {
    dir: tempfile::TempDir,
}

/// What a run of the command left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// Runs `attune` with the words of `line`, in this folder.
    pub(crate) fn attune(&self, line: &str) -> Ran {
        self.attune_with(&line.split_whitespace().collect::<Vec<_>>())
    }

    pub(crate) fn attune_with(&self, args: &[&str]) -> Ran {
        Ran::from(self.command(args).output().unwrap())
    }

    /// The command, ready to be started in this folder.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attune"));
        command
            .args(args)
            .current_dir(self.dir.path())
            .env("HOME", self.dir.path())
            .env_remove("XDG_CACHE_HOME")
            .stdin(Stdio::null());
        command
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Ran {
    /// The run, if it ended with this code; otherwise the test fails with all it said.
    pub(crate) fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}\n{}", self.out))
    }
}

/// A wide table: two people, the second an echo of the first one sample later, with own noise.
pub(crate) fn echo_table(seed: u64, rows: usize, dyads: &[&str]) -> String {
    let mut out = String::from("couple,t_s,left,right\n");
    for (k, dyad) in dyads.iter().enumerate() {
        let (mut a, mut b, mut earlier) = (0.0, 0.0, 0.0);
        let mut noise = Noise::new(seed + k as u64);
        for i in 0..rows {
            b = 0.7 * b + 0.6 * earlier + noise.next();
            earlier = a;
            a = 0.8 * a + noise.next();
            out += &format!("{dyad},{},{a:.6},{b:.6}\n", 2 * i);
        }
    }
    out
}

/// Numbers that look random and are the same on every machine.
pub(crate) struct Noise(u64);

impl Noise {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> f64 {
        let mut uniform = || {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 >> 11) as f64 / (1_u64 << 53) as f64
        };
        (0..6).map(|_| uniform()).sum::<f64>() - 3.0
    }
}

/// The folder of real recordings, where it is there; otherwise says what is skipped.
pub(crate) fn real(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if path.is_dir() {
        return path.canonicalize().ok();
    }
    println!("skipped: the real recordings of {folder} are not here");
    None
}
