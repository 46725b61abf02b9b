//! Reading and checking the dataset, through what people see of it: the report.

use jiff::civil::date;
use twinned::dataset::read::{Origin, read};

#[test]
fn the_shipped_data_is_right() {
    let reading = read(&Origin::BuiltIn, date(2026, 11, 22));
    let report = &reading.report;
    assert_eq!(report.errors(), 0, "{report}");
    assert_eq!(report.summary(), "1341 places, 1520 partnerships, 631 facts, 1456 sources");
    println!("{report}");
    assert!(reading.dataset.is_some());
}
