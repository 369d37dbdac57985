//! Real time, and what the kernel says about the machine and about a process.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

/// This instant.
pub(super) fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "what is measured here is real time")]
    Instant::now()
}

/// Waits where the other side gives no signal.
pub(super) fn pause(time: Duration) {
    #[expect(clippy::disallowed_methods, reason = "the server under test is another process and gives no signal")]
    std::thread::sleep(time);
}

/// The average number of running programs over the last minute.
pub(super) fn load() -> f64 {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or_default()
}

/// Processors that may be used.
pub(super) fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The process whose command line names this program and this folder.
pub(super) fn process_of(program: &Path, folder: &Path) -> Option<u32> {
    let (program, folder) = (program.to_string_lossy(), folder.to_string_lossy());
    fs::read_dir("/proc").ok()?.flatten().find_map(|entry| {
        let process = entry.file_name().to_str()?.parse().ok()?;
        let line = fs::read(entry.path().join("cmdline")).ok()?;
        let line = String::from_utf8_lossy(&line).into_owned();
        let mut words = line.split('\0');
        (words.next() == Some(&*program) && words.any(|word| word == folder)).then_some(process)
    })
}

/// Memory of a process in MiB: now, and the most it ever had.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub(super) struct Memory {
    pub(super) resident_mib: f64,
    /// Of it, pages that belong to no file: what the process alone costs.
    pub(super) own_mib: f64,
    pub(super) peak_mib: f64,
}

/// Reads `/proc/<process>/status`.
pub(super) fn memory(process: u32) -> Memory {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|rest| rest.trim().split(' ').next()?.parse::<f64>().ok());
        kilobytes.unwrap_or_default() / 1_024.0
    };
    Memory { resident_mib: field("VmRSS:"), own_mib: field("RssAnon:"), peak_mib: field("VmHWM:") }
}

/// Bytes of a folder in MiB, as far as it can be read.
pub(super) fn size_mib(folder: &Path) -> f64 {
    fn bytes(folder: &Path) -> u64 {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .map(|entry| match entry.metadata() {
                Ok(found) if found.is_dir() => bytes(&entry.path()),
                Ok(found) => found.len(),
                Err(_) => 0,
            })
            .sum()
    }
    #[expect(clippy::cast_precision_loss, reason = "shown with one digit")]
    let bytes = bytes(folder) as f64;
    bytes / 1_048_576.0
}
