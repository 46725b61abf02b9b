//! The datasets that benchmarks generate pass every check, so that what is measured is what real data takes.

#[path = "../../benches/support/generate.rs"]
mod generate;

use twinned::dataset::read::{Origin, read};

use crate::folder::TODAY;

#[test]
fn generated_data_is_right() {
    for ties in [1, 50, 2_000] {
        let folder = tempfile::tempdir().unwrap();
        let size = generate::write(folder.path(), ties).unwrap();
        let reading = read(&Origin::Folder(folder.path().to_owned()), TODAY);
        assert_eq!(reading.report.to_string(), "", "{ties} ties");
        let counts = reading.report.counts();
        let made = generate::Size {
            places: counts.places,
            ties: counts.partnerships,
            facts: counts.facts,
            sources: counts.sources,
        };
        assert_eq!((size, size.ties), (made, ties));
    }
}
