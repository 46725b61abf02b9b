//! How much there may be of anything, and why.
//!
//! Discord shows a message of 6000 characters at most, an embed's field of 1024 and its title of 256; what is longer
//! than these bounds could not be shown beside its citations.

/// Characters of a place's name, of each of its names in other languages and of each alias: a title holds it, and
/// four parties' names fit into one line.
pub(super) const NAME: usize = 200;
/// Characters of a source's title, which stands with its publisher, date and link in one field of 1024.
pub(super) const TITLE: usize = 400;
/// Characters of a publisher, for the same field.
pub(super) const PUBLISHER: usize = 200;
/// Characters of an author, for the same field.
pub(super) const AUTHOR: usize = 300;
/// Characters of a url: what browsers open everywhere. One that does not fit into a field is left out there.
pub(super) const URL: usize = 2000;
/// Characters of a fact's text: three of them fit into one description of 4096.
pub(super) const FACT_TEXT: usize = 1500;
/// Characters of an id: far above any that people would write, low enough for every message of ours. A partnership's
/// is as long as its parties make it.
pub(super) const ID: usize = 200;
/// Characters of what a figure counts, which stands in a line with the figure.
pub(super) const FIGURE: usize = 200;
/// Parties of one tie: their names, short as they are, fit into one description.
pub(super) const PARTIES: usize = 100;
/// Sources of one list: eight menus of 25.
pub(super) const SOURCES: usize = 200;
/// Claims of a beginning or an end, each a line with its marks.
pub(super) const CLAIMS: usize = 50;
/// What one fact may be about.
pub(super) const ABOUT: usize = 100;
/// Names in other languages, and aliases: more than any place has, and few enough to search through.
pub(super) const NAMES: usize = 200;
/// Figures in one statement: an embed has 25 fields.
pub(super) const FIGURES: usize = 25;

/// Decimals of a coordinate: four are eleven metres, as FORMAT.md has it.
pub(super) const DECIMALS: usize = 4;

/// Values of one list that are kept while it is read, so that a list of a hundred million costs no memory. It must be
/// above every bound on a list.
pub(super) const KEPT_ENTRIES: usize = 256;
/// Unknown and doubled keys of one record that are kept; more are only counted.
pub(super) const KEPT_ODD_KEYS: usize = 100;
/// Errors, and as many warnings, of one file that are listed: more than anybody reads. The rest is counted.
pub(super) const LISTED: usize = 10_000;

const _: () = assert!(
    KEPT_ENTRIES > SOURCES && KEPT_ENTRIES > NAMES && KEPT_ENTRIES > PARTIES && KEPT_ENTRIES > ABOUT,
    "a list that is cut while it is read must be over its bound"
);
