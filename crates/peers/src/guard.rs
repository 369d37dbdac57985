//! A started program never outlives its starter, not even one that was killed.
//!
//! A small shell stands between: it waits for the program and for the end of a pipe that only the starter holds.
//! When the starter goes away, in whatever manner, the pipe ends and the shell stops the program and removes its folder.

use std::{
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

use crate::program::command;

const WATCH: &str = r#"
signal=$1 folder=$2 log=$3
shift 3
exec 3<&0
setsid "$@" </dev/null 3<&- &
server=$!
( read -r _ <&3; rm -f -- "$log"; kill -s "$signal" "$server" ) 2>/dev/null &
watcher=$!
exec 3<&-
wait "$server"
status=$?
kill "$watcher" 2>/dev/null
kill -s KILL -- "-$server" 2>/dev/null
rm -rf -- "$folder"
exit "$status"
"#;

/// A running program; dropping it stops the program and waits until it is gone with its folder.
#[derive(Debug)]
pub struct Guard {
    shell: Child,
    log: PathBuf,
}

impl Guard {
    /// Starts `program` with its output as set on it; `signal` (`TERM`, `INT`) asks it to stop, and `folder` is removed
    /// when it has stopped.
    ///
    /// # Errors
    /// When the shell cannot be started.
    pub fn start(program: &Command, signal: &str, folder: &Path, output: Output) -> std::io::Result<Self> {
        let mut shell = command("sh");
        let log = match output {
            Output::Terminal => PathBuf::new(),
            Output::File(path) => path.to_owned(),
        };
        shell.args(["-c", WATCH, "guard", signal]).arg(folder).arg(&log);
        shell.arg(program.get_program()).args(program.get_args());
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        if let Some(folder) = program.get_current_dir() {
            shell.current_dir(folder);
        }
        shell.stdin(Stdio::piped()).process_group(0);
        if let Output::File(path) = output {
            let file = std::fs::File::create(path)?;
            shell.stdout(file.try_clone()?).stderr(file);
        }
        Ok(Self { shell: shell.spawn()?, log })
    }

    /// Waits until the program ends by itself.
    ///
    /// # Errors
    /// When the shell cannot be waited for.
    pub fn wait(&mut self) -> std::io::Result<ExitStatus> {
        // Child::wait would close the pipe first and thereby stop the program.
        let pipe = self.shell.stdin.take();
        let status = self.shell.wait();
        drop(pipe);
        status
    }

    /// Whether the program has ended.
    pub fn has_ended(&mut self) -> bool {
        matches!(self.shell.try_wait(), Ok(Some(_)))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
        let _ = std::fs::remove_file(&self.log);
    }
}

/// Where a program's output goes.
#[derive(Clone, Copy, Debug)]
pub enum Output<'a> {
    /// To the terminal of whoever started it.
    Terminal,
    /// Into a file outside the program's folder, which outlives a failed start and goes with the guard.
    File(&'a Path),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropping_stops_the_program_and_removes_its_folder() {
        let folder = tempfile::tempdir().unwrap().keep();
        let outside = tempfile::tempdir().unwrap();
        let mut program = command("sleep");
        program.arg("1000");
        let mut guard = Guard::start(&program, "TERM", &folder, Output::File(&outside.path().join("log"))).unwrap();
        assert!(!guard.has_ended());
        drop(guard);
        assert!(!folder.exists());
    }

    #[test]
    fn the_programs_own_end_is_seen() {
        let folder = tempfile::tempdir().unwrap().keep();
        let outside = tempfile::tempdir().unwrap();
        let mut program = command("sh");
        program.args(["-c", "exit 3"]);
        let mut guard = Guard::start(&program, "TERM", &folder, Output::File(&outside.path().join("log"))).unwrap();
        assert_eq!(guard.wait().unwrap().code(), Some(3));
        assert!(!folder.exists());
    }
}
