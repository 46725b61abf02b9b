//! Numbers: coordinates, GeoNames ids, figures. They are judged as they are written.

use serde_json::Number;

use super::check::Checked;
use super::limits;
use super::problems::At;
use super::quote::{quoted, shortened};
use super::values::{Bare, Entries, Found};
use crate::dataset::records::{Coordinates, Figure};

/// Whether a text is digits and nothing else.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Latitude and longitude: both or neither.
pub(super) fn coordinates(
    record: &mut Checked<'_>,
    lat: Option<Bare<'_>>,
    lon: Option<Bare<'_>>,
) -> Option<Coordinates> {
    match (&lat, &lon) {
        (Some(_), None) => record.error(&At::RECORD.field("lat"), || "\"lat\" stands without \"lon\"".into()),
        (None, Some(_)) => record.error(&At::RECORD.field("lon"), || "\"lon\" stands without \"lat\"".into()),
        _ => {}
    }
    let lat = lat.and_then(|number| degrees(record, "lat", &number, 90));
    let lon = lon.and_then(|number| degrees(record, "lon", &number, 180));
    Some(Coordinates { lat: lat?, lon: lon? })
}

fn degrees(record: &mut Checked<'_>, name: &'static str, number: &Bare<'_>, most: u8) -> Option<f64> {
    let at = At::RECORD.field(name);
    if number.found() != Found::Number {
        record.wrong_sort(&at, number.found(), "a number");
        return None;
    }
    let shown = shortened(number.0);
    let degrees = number.0.parse::<f64>().ok().filter(|degrees| degrees.abs() <= f64::from(most));
    if degrees.is_none() {
        record.error(&at, || format!("{shown} is out of range: {name:?} is from -{most} to {most}"));
    }
    let decimals = number.0.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if number.0.contains(['e', 'E']) {
        record.error(&at, || format!("{shown} is not a plain decimal number"));
    } else if decimals > limits::DECIMALS {
        record.error(&at, || format!("{shown} has {decimals} decimals: {} is the limit", limits::DECIMALS));
    }
    degrees
}

/// A GeoNames id, which says where coordinates are from.
pub(super) fn geonames(record: &mut Checked<'_>, field: Option<Bare<'_>>, without_coordinates: bool) -> Option<u32> {
    let number = field?;
    let at = At::RECORD.field("geonames");
    if number.found() != Found::Number {
        record.wrong_sort(&at, number.found(), "a number");
        return None;
    }
    if without_coordinates {
        record.error(&at, || "\"geonames\" stands without coordinates, whose source it is".into());
    }
    let id =
        Some(number.0).filter(|digits| is_digits(digits)).and_then(|digits| digits.parse().ok()).filter(|&id| id > 0);
    if id.is_none() {
        record.error(&at, || format!("{} is no GeoNames id: a whole number from 1", shortened(number.0)));
    }
    id
}

/// The figures of a statement, in the order of the file.
pub(super) fn figures(record: &mut Checked<'_>, all: Entries<'_, Bare<'_>>) -> Box<[Figure]> {
    let at = At::RECORD.field("measure");
    record.bounded(&at, all.total, limits::FIGURES);
    let mut figures: Vec<Figure> = Vec::with_capacity(all.items.len().min(limits::FIGURES));
    for (n, (what, value)) in all.items.into_iter().take(limits::FIGURES).enumerate() {
        record.readable(&at.key(n), &what, limits::FIGURE);
        if figures.iter().any(|other| *other.what == *what) {
            record.error(&at.key(n), || format!("{} stands in \"measure\" twice", quoted(&what)));
        }
        if value.found() != Found::Number {
            record.wrong_sort(&at.value(n), value.found(), "a number");
            continue;
        }
        match serde_json::from_str::<Number>(value.0) {
            Err(_) => record.error(&at.value(n), || format!("{} is out of range", shortened(value.0))),
            Ok(number) => {
                if number.to_string() != value.0 {
                    record.warning(&at.value(n), || format!("{} is read as {number}", shortened(value.0)));
                }
                figures.push(Figure { what: what.into(), number });
            }
        }
    }
    figures.into()
}
