//! Reading and checking the dataset, through what people see of it: the report.

mod folder;
mod generated;
mod hostile;
mod roundtrip;
mod rules;
mod shipped;
