//! Datasets of any size, for benchmarks and tests: plausible, valid by all checks, and the same every time.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Places of a dataset, at the most.
const MOST_PLACES: usize = 100_000;

const FRONT: &[&str] = &[
    "Al", "Bar", "Bel", "Cor", "Dan", "El", "Fal", "Gor", "Hal", "Is", "Jar", "Kal", "Lin", "Mar", "Nor", "Or", "Pel",
    "Quin", "Ros", "Sal", "Tar", "Ul", "Ver", "Wes", "Yar", "Zan",
];
const MIDDLE: &[&str] = &[
    "a", "be", "chi", "de", "en", "fi", "go", "he", "in", "ka", "lo", "ma", "ne", "o", "pi", "ra", "si", "to", "u",
    "vi",
];
const MIDDLE_OR_NONE: &[&str] =
    &["", "ba", "ce", "di", "fo", "gu", "ja", "ke", "li", "mo", "nu", "pa", "re", "sa", "ti", "wo"];
const BACK: &[&str] = &[
    "berg", "bury", "dorf", "field", "ford", "gorod", "grad", "ham", "hausen", "jima", "kawa", "lund", "mouth",
    "nagar", "pol", "shan", "stad", "ton", "ville", "zhou",
];
const COUNTRIES: &[&str] = &["CN", "DE", "FR", "GB", "IN", "IT", "JP", "KR", "PL", "US"];
const HAN: &[char] = &[
    '北', '东', '海', '江', '林', '南', '宁', '山', '西', '阳', '安', '城', '川', '河', '湖', '金', '石', '新', '云',
    '州',
];
const KANA: &[char] = &['ア', 'イ', 'ウ', 'カ', 'キ', 'サ', 'シ', 'タ', 'ト', 'ナ', 'ハ', 'マ', 'ラ', 'リ', 'ル', 'ン'];
const PUBLISHERS: &[(&str, &str, &str)] = &[
    ("china-daily", "China Daily", "press"),
    ("city-hall", "City Hall", "official"),
    ("the-herald", "The Herald", "press"),
    ("twin-towns-list", "List of Twin Towns", "reference"),
    ("xinhua", "Xinhua", "press"),
];
const TOPICS: &[&str] = &["culture", "education", "energy", "health", "port", "science", "sports", "trade", "youth"];

/// How much of each there is in a dataset of so many ties: a place for every ten, a source for every two, a fact for
/// every ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub places: usize,
    pub ties: usize,
    pub facts: usize,
    pub sources: usize,
}

impl Size {
    pub fn of(ties: usize) -> Size {
        // A hundred thousand ties have 20,000 places: the places are more, relative to the ties, than in the shipped data.
        let places = if ties <= 100_000 { ties / 5 } else { ties / 10 };
        Size { places: places.clamp(40, MOST_PLACES), ties, facts: ties / 10, sources: (ties / 2).max(1) }
    }
}

/// Numbers that look random and are the same every time (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// Writes a dataset with so many ties into a folder that exists.
pub fn write(folder: &Path, ties: usize) -> io::Result<Size> {
    let mut size = Size::of(ties);
    let mut dice = Dice(ties as u64);
    let places = places(&mut dice, size.places);
    // A few syllables make the same name in two ways.
    size.places = places.len();
    let sources = sources(&mut dice, size.sources);
    table(folder, "places.json", places.iter().map(|place| place.json.clone()))?;
    table(folder, "sources.json", sources.iter().map(|(_, json)| json.clone()))?;
    let pairs = pairs(size);
    let ids: Vec<String> = pairs.iter().map(|&(a, b)| format!("{}--{}", places[a].id, places[b].id)).collect();
    let all = pairs.iter().zip(&ids).map(|(&(a, b), id)| tie(&mut dice, id, &places[a].id, &places[b].id, &sources));
    table(folder, "partnerships.json", all)?;
    let step = (size.ties / size.facts.max(1)).max(1);
    let mut dice = Dice(size.facts as u64);
    let all = (0..size.facts).map(|n| {
        let (a, b) = pairs[n * step];
        fact(&mut dice, n, [&places[a], &places[b]], &ids[n * step], &sources)
    });
    table(folder, "facts.json", all)?;
    Ok(size)
}

fn table(folder: &Path, file: &str, records: impl Iterator<Item = String>) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut out = BufWriter::new(File::create(folder.join(file))?);
    out.write_all(b"[")?;
    for (n, record) in records.enumerate() {
        out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
        out.write_all(record.as_bytes())?;
    }
    out.write_all(b"\n]\n")?;
    out.flush()
}

/// A record, pretty-printed: fields that are given as JSON values, each on its own line.
fn record(fields: &[(&str, String)]) -> String {
    let lines: Vec<String> = fields.iter().map(|(name, value)| format!("    \"{name}\": {value}")).collect();
    format!("  {{\n{}\n  }}", lines.join(",\n"))
}

fn list(texts: &[&str], indent: usize) -> String {
    let lines: Vec<String> = texts.iter().map(|text| format!("{:indent$}  \"{text}\"", "")).collect();
    format!("[\n{}\n{:indent$}]", lines.join(",\n"), "")
}

fn text(text: &str) -> String {
    format!("\"{text}\"")
}

struct Place {
    id: String,
    name: String,
    json: String,
}

/// Places with different ids, sorted by id.
fn places(dice: &mut Dice, count: usize) -> Vec<Place> {
    let mut places: Vec<Place> = (0..count)
        .map(|n| {
            // The digits of `n` in mixed bases, so that hardly a name comes twice.
            let mut rest = n;
            let mut take = |all: &[&'static str]| {
                let part = all[rest % all.len()];
                rest /= all.len();
                part
            };
            let (front, back, middle) = (take(FRONT), take(BACK), take(MIDDLE));
            let second = take(MIDDLE_OR_NONE);
            let third = take(MIDDLE_OR_NONE);
            let name = format!("{front}{middle}{second}{third}{back}");
            let country = dice.of(COUNTRIES);
            let id = format!("{}-{}", name.to_lowercase(), country.to_lowercase());
            let han: String = (0..4).map(|_| dice.of(HAN)).collect();
            let kana: String = (0..5).map(|_| dice.of(KANA)).collect();
            let names = format!(
                "{{\n      \"de\": \"{front}ä{middle}{second}{third}{back}\",\n      \"ja\": \"{kana}\",\n      \"zh-Hans\": \"{han}\"\n    }}"
            );
            let mut degrees = |most: usize| {
                let n = dice.below(most * 20_000) as f64 - (most * 10_000) as f64;
                (n / 10_000.0).to_string()
            };
            let json = record(&[
                ("id", text(&id)),
                ("name", text(&name)),
                ("kind", text("city")),
                ("country", text(country)),
                ("names", names),
                ("lat", degrees(90)),
                ("lon", degrees(180)),
                ("geonames", (1_000_000 + n).to_string()),
            ]);
            Place { id, name, json }
        })
        .collect();
    places.sort_by(|a, b| a.id.cmp(&b.id));
    places.dedup_by(|a, b| a.id == b.id);
    places
}

/// Sources with their ids, sorted by id.
fn sources(dice: &mut Dice, count: usize) -> Vec<(String, String)> {
    let mut sources: Vec<(String, String)> = (0..count)
        .map(|n| {
            let (slug, publisher, tier) = dice.of(PUBLISHERS);
            let date = day(dice, 1998, 2026);
            let id = format!("{slug}-{date}-twin-{n}");
            let json = record(&[
                ("id", text(&id)),
                ("title", text(&format!("A twinning is signed: report number {n} on two cities and their people"))),
                ("publisher", text(publisher)),
                ("url", text(&format!("https://news.example.org/{}/{slug}/{n}-twinning-signed", &date[..4]))),
                ("date", text(&date)),
                ("language", text("en")),
                ("accessed", text("2026-11-20")),
                ("tier", text(tier)),
            ]);
            (id, json)
        })
        .collect();
    sources.sort();
    sources
}

/// As many different pairs of places as there are ties, sorted: each place with the next ones in a circle.
fn pairs(size: Size) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = (0..size.ties)
        .map(|n| {
            let (a, step) = (n % size.places, n / size.places + 1);
            let b = (a + step) % size.places;
            (a.min(b), a.max(b))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    assert_eq!(pairs.len(), size.ties, "too few places for so many ties");
    pairs
}

fn day(dice: &mut Dice, from: usize, to: usize) -> String {
    format!("{}-{:02}-{:02}", from + dice.below(to - from), 1 + dice.below(12), 1 + dice.below(28))
}

/// One source or two, not the same twice.
fn cited<'s>(dice: &mut Dice, sources: &'s [(String, String)]) -> Vec<&'s str> {
    let first = dice.below(sources.len());
    let second = dice.below(sources.len());
    let mut cited = vec![&*sources[first].0];
    if second != first && dice.below(2) == 0 {
        cited.push(&sources[second].0);
    }
    cited
}

fn tie(dice: &mut Dice, id: &str, a: &str, b: &str, sources: &[(String, String)]) -> String {
    let date = match dice.below(4) {
        0 => (1950 + dice.below(75)).to_string(),
        1 => day(dice, 1950, 2026)[..7].to_owned(),
        _ => day(dice, 1950, 2026),
    };
    let cited = cited(dice, sources);
    let since = format!(
        "[\n      {{\n        \"date\": \"{date}\",\n        \"sources\": {}\n      }}\n    ]",
        list(&cited, 8)
    );
    let kind = dice.of(&["sister", "sister", "sister", "friendly-exchange", "cooperation"]);
    let mut fields = vec![
        ("id", text(id)),
        ("kind", text(kind)),
        ("parties", list(&[a, b], 4)),
        ("since", since),
        ("status", text("active")),
    ];
    if dice.below(3) == 0 {
        let n = dice.below(TOPICS.len() - 1);
        fields.push(("topics", list(&TOPICS[n..n + 2], 4)));
    }
    fields.push(("sources", list(&cited, 4)));
    record(&fields)
}

fn fact(dice: &mut Dice, n: usize, [a, b]: [&Place; 2], tie: &str, sources: &[(String, String)]) -> String {
    let count = 10 + dice.below(90);
    record(&[
        ("id", text(&format!("visit-{n:07}"))),
        ("about", list(&[&a.id, &b.id, tie], 4)),
        ("date", text(&day(dice, 1990, 2026))),
        ("topics", list(&["education", "youth"], 4)),
        ("text", text(&format!("{count} pupils from {} spent a week with families in {}.", a.name, b.name))),
        ("measure", format!("{{\n      \"pupils\": {count}\n    }}")),
        ("sources", list(&cited(dice, sources), 4)),
    ])
}
