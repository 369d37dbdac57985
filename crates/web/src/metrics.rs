//! Counters, gauges and histograms, written in the Prometheus text format.

mod histogram;
mod page;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

pub use histogram::Histogram;
pub(crate) use page::show;

/// Labels of one series: names and values.
pub type Labels<'a> = &'a [(&'static str, &'a str)];

/// What a collector reads: the labels as `name` and value, and the number.
pub type Sample = (Vec<(&'static str, String)>, f64);

/// Counts up and never down.
#[derive(Clone, Debug, Default)]
pub struct Counter(Arc<AtomicU64>);

impl Counter {
    /// Counts one.
    pub fn count(&self) {
        self.add(1);
    }

    /// Counts several.
    pub fn add(&self, many: u64) {
        self.0.fetch_add(many, Ordering::Relaxed);
    }

    /// The count so far.
    #[must_use]
    pub fn value(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A number that goes up and down.
#[derive(Clone, Debug, Default)]
pub struct Gauge(Arc<AtomicI64>);

impl Gauge {
    /// Sets the number.
    pub fn set(&self, value: i64) {
        self.0.store(value, Ordering::Relaxed);
    }

    /// Goes up, or down with a negative number.
    pub fn change(&self, by: i64) {
        self.0.fetch_add(by, Ordering::Relaxed);
    }

    /// The present number.
    #[must_use]
    pub fn value(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Whether a collected number only grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
}

enum Series {
    Counter(Counter),
    Gauge(Gauge),
    Histogram(Histogram),
}

type Collector = Box<dyn Fn() -> Vec<Sample> + Send + Sync>;

struct Family {
    help: &'static str,
    kind: &'static str,
    series: BTreeMap<String, Series>,
    collector: Option<Collector>,
}

/// All numbers of the process; clones share them.
#[derive(Clone, Default)]
pub struct Metrics(Arc<Mutex<BTreeMap<&'static str, Family>>>);

impl Metrics {
    /// The counter of this name and these labels; made at first use. Names end in `_total`.
    #[must_use]
    pub fn counter(&self, name: &'static str, help: &'static str, labels: Labels<'_>) -> Counter {
        match self.series(name, help, "counter", labels, || Series::Counter(Counter::default())) {
            Series::Counter(counter) => counter,
            _ => Counter::default(),
        }
    }

    /// The gauge of this name and these labels; made at first use.
    #[must_use]
    pub fn gauge(&self, name: &'static str, help: &'static str, labels: Labels<'_>) -> Gauge {
        match self.series(name, help, "gauge", labels, || Series::Gauge(Gauge::default())) {
            Series::Gauge(gauge) => gauge,
            _ => Gauge::default(),
        }
    }

    /// The histogram of durations of this name and these labels; made at first use. Names end in `_seconds`.
    #[must_use]
    pub fn histogram(&self, name: &'static str, help: &'static str, labels: Labels<'_>) -> Histogram {
        match self.series(name, help, "histogram", labels, || Series::Histogram(Histogram::default())) {
            Series::Histogram(histogram) => histogram,
            _ => Histogram::default(),
        }
    }

    /// Reads numbers that others keep, each time the page is asked for; must be quick.
    pub fn collect(
        &self,
        name: &'static str,
        help: &'static str,
        shape: Shape,
        read: impl Fn() -> Vec<Sample> + Send + Sync + 'static,
    ) {
        let kind = if shape == Shape::Counter { "counter" } else { "gauge" };
        let family = Family { help, kind, series: BTreeMap::new(), collector: Some(Box::new(read)) };
        self.lock().insert(name, family);
    }

    /// The Prometheus text, version 0.0.4.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (name, family) in self.lock().iter() {
            let _ = writeln!(text, "# HELP {name} {}\n# TYPE {name} {}", family.help, family.kind);
            for (labels, series) in &family.series {
                write_series(&mut text, name, labels, series);
            }
            for (labels, value) in family.collector.iter().flat_map(|read| read()) {
                let labels: Vec<(&'static str, &str)> =
                    labels.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let _ = writeln!(text, "{name}{} {value}", braces(&written(&labels)));
            }
        }
        text
    }

    fn series(
        &self,
        name: &'static str,
        help: &'static str,
        kind: &'static str,
        labels: Labels<'_>,
        make: impl FnOnce() -> Series,
    ) -> Series {
        let mut families = self.lock();
        let family =
            families.entry(name).or_insert_with(|| Family { help, kind, series: BTreeMap::new(), collector: None });
        family.series.entry(written(labels)).or_insert_with(make).share()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<&'static str, Family>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Series {
    fn share(&self) -> Self {
        match self {
            Self::Counter(counter) => Self::Counter(counter.clone()),
            Self::Gauge(gauge) => Self::Gauge(gauge.clone()),
            Self::Histogram(histogram) => Self::Histogram(histogram.clone()),
        }
    }
}

fn write_series(text: &mut String, name: &str, labels: &str, series: &Series) {
    let _ = match series {
        Series::Counter(counter) => writeln!(text, "{name}{} {}", braces(labels), counter.value()),
        Series::Gauge(gauge) => writeln!(text, "{name}{} {}", braces(labels), gauge.value()),
        Series::Histogram(histogram) => histogram.write(text, name, labels),
    };
}

fn braces(labels: &str) -> String {
    if labels.is_empty() { String::new() } else { format!("{{{labels}}}") }
}

fn written(labels: Labels<'_>) -> String {
    let escape = |value: &str| value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escape(value))).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_text_is_what_prometheus_reads() {
        let metrics = Metrics::default();
        metrics.counter("mails_total", "Mails.", &[("how", "sm\"tp")]).add(2);
        metrics.counter("mails_total", "Mails.", &[("how", "sm\"tp")]).count();
        metrics.gauge("streams", "Open streams.", &[]).change(-4);
        metrics.histogram("wait_seconds", "Waits.", &[("route", "/a")]).observe(Duration::from_millis(20));
        metrics.collect("jobs", "Jobs.", Shape::Gauge, || vec![(vec![("lane", "bulk".to_owned())], 7.0)]);
        let text = metrics.text();
        for line in [
            "# TYPE mails_total counter",
            "mails_total{how=\"sm\\\"tp\"} 3",
            "streams -4",
            "jobs{lane=\"bulk\"} 7",
            "wait_seconds_bucket{route=\"/a\",le=\"0.01\"} 0",
            "wait_seconds_bucket{route=\"/a\",le=\"0.025\"} 1",
            "wait_seconds_bucket{route=\"/a\",le=\"+Inf\"} 1",
            "wait_seconds_sum{route=\"/a\"} 0.02",
            "wait_seconds_count{route=\"/a\"} 1",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
        }
    }
}
