//! Times become percentiles, percentiles become a table and a JSON file.

use std::{fs, time::Duration};

use serde::Serialize;

use crate::cargo::root;

/// What a list of times says.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Percentiles {
    pub(super) count: usize,
    pub(super) p50_ms: f64,
    pub(super) p95_ms: f64,
    pub(super) p99_ms: f64,
    pub(super) most_ms: f64,
}

impl Percentiles {
    /// The percentiles of these times; zeros when there are none.
    pub(super) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |percent: usize| {
            let place = (times.len() * percent).div_ceil(100).saturating_sub(1);
            times.get(place).map_or(0.0, |time| milliseconds(*time))
        };
        Self { count: times.len(), p50_ms: at(50), p95_ms: at(95), p99_ms: at(99), most_ms: at(100) }
    }
}

/// With two digits behind the point.
pub(super) fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 100_000.0).round() / 100.0
}

/// How many a second.
pub(super) fn per_second(count: u32, time: Duration) -> f64 {
    (f64::from(count) / time.as_secs_f64() * 10.0).round() / 10.0
}

/// Lines of a table: a name, cells, and whether the goal was met where there is one.
#[derive(Default)]
pub(super) struct Table {
    lines: Vec<[String; 6]>,
}

impl Table {
    /// Times against a goal for the 95th percentile, in milliseconds.
    pub(super) fn times(&mut self, name: &str, found: &Percentiles, goal: Option<f64>) {
        let cell = |value: f64| format!("{value:.2}");
        let goal = goal.map(|most| (found.p95_ms <= most, format!("p95 ≤ {most} ms")));
        self.lines.push([
            name.to_owned(),
            cell(found.p50_ms),
            cell(found.p95_ms),
            cell(found.p99_ms),
            cell(found.most_ms),
            verdict(goal),
        ]);
    }

    /// One number with its unit.
    pub(super) fn value(&mut self, name: &str, value: f64, unit: &str, goal: Option<(bool, String)>) {
        let empty = String::new;
        self.lines.push([name.to_owned(), format!("{value:.1} {unit}"), empty(), empty(), empty(), verdict(goal)]);
    }

    /// Prints the table, columns under each other.
    pub(super) fn print(&self) {
        let heads = ["", "p50 ms", "p95 ms", "p99 ms", "most ms", "goal"].map(str::to_owned);
        let lines: Vec<&[String; 6]> = std::iter::once(&heads).chain(&self.lines).collect();
        let widths: Vec<usize> = (0..heads.len())
            .map(|column| lines.iter().filter_map(|line| Some(line.get(column)?.chars().count())).max().unwrap_or(0))
            .collect();
        for line in lines {
            let cells: Vec<String> = line
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(place, (cell, width))| match place {
                    0 | 5 => format!("{cell:<width$}"),
                    _ => format!("{cell:>width$}"),
                })
                .collect();
            println!("{}", cells.join("  ").trim_end());
        }
    }
}

fn verdict(goal: Option<(bool, String)>) -> String {
    goal.map_or_else(String::new, |(met, goal)| format!("{} {goal}", if met { "met:" } else { "MISSED:" }))
}

/// Writes the figures to `target/bench/<name>.json` of the checkout.
pub(super) fn write(name: &str, figures: &impl Serialize) -> anyhow::Result<()> {
    let folder = root().join("target").join("bench");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.json"));
    fs::write(&path, serde_json::to_string_pretty(figures)? + "\n")?;
    println!("\nfigures: target/bench/{name}.json");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_really_occurred() {
        let found = Percentiles::of((1..=200).rev().map(Duration::from_millis).collect());
        assert_eq!((found.p50_ms, found.p95_ms, found.p99_ms, found.most_ms), (100.0, 190.0, 198.0, 200.0));
        assert_eq!(Percentiles::of(vec![Duration::from_micros(1_234)]).p99_ms, 1.23);
        assert_eq!(Percentiles::of(Vec::new()).p95_ms, 0.0);
    }
}
