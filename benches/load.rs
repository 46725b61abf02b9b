//! How long loading takes, with all checks: the shipped dataset, and generated ones of 100,000 and 1,000,000 ties.
//!
//! `cargo bench --bench load`; the million, whose files take half a gigabyte of a temporary folder, only with
//! `TWINNED_BENCH_MILLION=1` in the environment. Each load's peak of memory is best seen from outside: build the bench, then
//! `/usr/bin/time -v` its program with the name of one case.

mod support {
    pub mod generate;
}

use jiff::civil::date;
use tempfile::TempDir;
use twinned::dataset::read::{Origin, read};

fn main() {
    divan::main();
}

fn load(origin: &Origin) -> usize {
    let reading = read(origin, date(2026, 11, 22));
    assert_eq!(reading.report.errors(), 0, "{}", reading.report);
    reading.dataset.map_or(0, |dataset| dataset.ties.len())
}

fn generated(ties: usize) -> (TempDir, Origin) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    support::generate::write(folder.path(), ties).expect("room for the generated files");
    let origin = Origin::Folder(folder.path().to_owned());
    (folder, origin)
}

#[divan::bench]
fn shipped() -> usize {
    load(&Origin::BuiltIn)
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn ties_100_000(bencher: divan::Bencher<'_, '_>) {
    let (_folder, origin) = generated(100_000);
    bencher.bench_local(|| load(&origin));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn ties_1_000_000(bencher: divan::Bencher<'_, '_>) {
    if std::env::var_os("TWINNED_BENCH_MILLION").is_none() {
        return;
    }
    let (_folder, origin) = generated(1_000_000);
    bencher.bench_local(|| load(&origin));
}
