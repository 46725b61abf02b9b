//! The words of the answers, in English: dates, counts, kinds, lists. Another language would be another such module.

use std::borrow::Cow;

use jiff::civil::{Date, Weekday};

use crate::anniversaries::Jubilee;
use crate::dataset::{
    Country, Dataset, PartialDate, Partnership, Place, PlaceIx, PlaceKind, Precision, Qualifier, SourceIx, Status,
    TieIx, TieKind, Tier, Topic, When, month_name,
};

/// `24 June 1973`, `June 1973`, `1973`; `about 1980`, `perhaps 20 July 1992`.
pub fn date(date: PartialDate) -> String {
    let year = date.year();
    let plain = match (date.month(), date.day()) {
        (Some(month), Some(day)) => format!("{day} {} {year}", month_name(month)),
        (Some(month), None) => format!("{} {year}", month_name(month)),
        _ => year.to_string(),
    };
    match date.qualifier() {
        Qualifier::Plain => plain,
        Qualifier::Approximate => format!("about {plain}"),
        Qualifier::Uncertain => format!("perhaps {plain}"),
    }
}

/// A date, or a span: `2007 to 2023`.
pub fn when(when: When) -> String {
    match when {
        When::At(at) => date(at),
        When::Span(from, to) => format!("{} to {}", date(from), date(to)),
    }
}

/// A date in a sentence: `on 24 June 1973`, `in June 1973`, `from 2007 to 2023`.
pub fn in_time(time: When) -> String {
    match time {
        When::Span(..) => format!("from {}", when(time)),
        When::At(at) => match (at.precision(), at.qualifier()) {
            (_, Qualifier::Uncertain) => date(at),
            (Precision::Day, Qualifier::Plain) => format!("on {}", date(at)),
            (_, Qualifier::Approximate) => date(at),
            _ => format!("in {}", date(at)),
        },
    }
}

/// `53 years`; `★ 50 years` where the years are round.
pub fn years(jubilee: &Jubilee) -> String {
    let star = if jubilee.roundness().is_some() { "★ " } else { "" };
    format!("{star}{}", count(jubilee.years.unsigned_abs().into(), "year", "years"))
}

/// `Wednesday, 24 June 2026`
pub fn weekday_and_date(day: Date) -> String {
    format!("{}, {}", weekday(day.weekday()), date(day.into()))
}

/// `Monday`
fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// That what is of 29 February is kept on 28 February of a common year.
pub fn kept_early(day: Date) -> String {
    format!("{} has no 29 February: what is of that day is kept on 28 February.", day.year())
}

/// What of a date no source gives, where it is less than a day.
pub fn lacking(date: PartialDate) -> Option<&'static str> {
    match date.precision() {
        Precision::Year => Some("no source gives the day or month"),
        Precision::Month => Some("no source gives the day"),
        Precision::Day => None,
    }
}

/// `1,131`
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 partnership`, `3 partnerships`
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`
pub fn list(items: &[impl AsRef<str>]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", rest.join(", "), last.as_ref())
        }
    }
}

/// `both a and b`; of more than two, without the word.
pub fn both(items: &[impl AsRef<str>]) -> String {
    format!("{}{}", if items.len() == 2 { "both " } else { "" }, list(items))
}

/// What a kind of tie is called behind a name: `friendly exchange`.
pub fn tie_kind(kind: TieKind) -> &'static str {
    match kind {
        TieKind::Sister => "sister cities",
        TieKind::FriendlyExchange => "friendly exchange",
        TieKind::Port => "ports",
        TieKind::Institution => "institutions",
        TieKind::Cooperation => "cooperation",
        TieKind::Alliance => "alliance",
    }
}

/// So many ties of a kind: `30 sister ties`, `1 tie between ports`.
pub fn ties_of_kind(n: usize, kind: TieKind) -> String {
    let (one, many) = match kind {
        TieKind::Sister => ("sister tie", "sister ties"),
        TieKind::FriendlyExchange => ("tie of friendly exchange", "ties of friendly exchange"),
        TieKind::Port => ("tie between ports", "ties between ports"),
        TieKind::Institution => ("tie between institutions", "ties between institutions"),
        TieKind::Cooperation => ("cooperation", "cooperations"),
        TieKind::Alliance => ("alliance", "alliances"),
    };
    count(n, one, many)
}

/// Which ties are of a kind, behind "those": `between ports`.
pub fn that_are(kind: TieKind) -> &'static str {
    match kind {
        TieKind::Sister => "of sister cities",
        TieKind::FriendlyExchange => "of friendly exchange",
        TieKind::Port => "between ports",
        TieKind::Institution => "between institutions",
        TieKind::Cooperation => "a cooperation",
        TieKind::Alliance => "an alliance",
    }
}

/// What a kind of tie is in a sentence: `a sister-city tie`.
pub fn a_tie(kind: TieKind) -> &'static str {
    match kind {
        TieKind::Sister => "a sister tie (sister, friendship or twin towns)",
        TieKind::FriendlyExchange => "a friendly-exchange tie",
        TieKind::Port => "a tie between ports",
        TieKind::Institution => "a tie between institutions",
        TieKind::Cooperation => "a cooperation",
        TieKind::Alliance => "an alliance",
    }
}

/// What the sources say of the state of a tie, where it is to be said at all.
pub fn status(tie: &Partnership) -> Option<String> {
    let word = match tie.status {
        Status::Active => return None,
        Status::Planned => return Some("planned".into()),
        Status::Suspended => "suspended",
        Status::Ended => "ended",
    };
    Some(match tie.ended() {
        Some(until) => format!("{word} {}", in_time(When::At(until))),
        None => word.into(),
    })
}

/// With a capital at the beginning.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `disaster relief`
pub fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Port => "ports",
        Topic::Green => "green technology",
        Topic::UrbanDevelopment => "urban development",
        Topic::DisasterRelief => "disaster relief",
        other => other.word(),
    }
}

/// With its article: `a city`, `an institution`.
pub fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// The countries whose English name takes "the".
const WITH_THE: &[&str] = &[
    "AE", "BQ", "BS", "CC", "CF", "CG", "CK", "DO", "FK", "FO", "GB", "GM", "IM", "IO", "KM", "KY", "MH", "MP", "MV",
    "NL", "PH", "PN", "SB", "SC", "TC", "TF", "UM", "US", "VG", "VI",
];

/// A country in a sentence: `Japan`, `the United States`.
pub fn in_words(country: Country) -> Cow<'static, str> {
    let name = country.name();
    if WITH_THE.contains(&country.code()) { format!("the {name}").into() } else { name.into() }
}

/// What a tier is called.
pub fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Official => "official (a government, a city, a signatory)",
        Tier::Press => "press",
        Tier::Reference => "reference (an encyclopedia, an academic list)",
        Tier::Other => "other",
    }
}

/// The English name of a language by its BCP 47 tag; the tag itself where it is not known here.
pub fn language(tag: &str) -> &str {
    const NAMES: &[(&str, &str)] = &[
        ("ar", "Arabic"),
        ("bg", "Bulgarian"),
        ("bs", "Bosnian"),
        ("ca", "Catalan"),
        ("cs", "Czech"),
        ("da", "Danish"),
        ("de", "German"),
        ("el", "Greek"),
        ("en", "English"),
        ("es", "Spanish"),
        ("et", "Estonian"),
        ("fa", "Persian"),
        ("fi", "Finnish"),
        ("fil", "Filipino"),
        ("fr", "French"),
        ("he", "Hebrew"),
        ("hi", "Hindi"),
        ("hr", "Croatian"),
        ("hu", "Hungarian"),
        ("hy", "Armenian"),
        ("id", "Indonesian"),
        ("is", "Icelandic"),
        ("it", "Italian"),
        ("ja", "Japanese"),
        ("ka", "Georgian"),
        ("kk", "Kazakh"),
        ("ko", "Korean"),
        ("ky", "Kyrgyz"),
        ("lt", "Lithuanian"),
        ("lv", "Latvian"),
        ("mk", "Macedonian"),
        ("mn", "Mongolian"),
        ("ms", "Malay"),
        ("nl", "Dutch"),
        ("no", "Norwegian"),
        ("nb", "Norwegian Bokmål"),
        ("pl", "Polish"),
        ("pt", "Portuguese"),
        ("ro", "Romanian"),
        ("ru", "Russian"),
        ("sk", "Slovak"),
        ("sl", "Slovenian"),
        ("sq", "Albanian"),
        ("sr", "Serbian"),
        ("sr-Cyrl", "Serbian, Cyrillic"),
        ("sv", "Swedish"),
        ("th", "Thai"),
        ("tr", "Turkish"),
        ("uk", "Ukrainian"),
        ("ur", "Urdu"),
        ("uz", "Uzbek"),
        ("vi", "Vietnamese"),
        ("zh", "Chinese"),
        ("zh-Hans", "Simplified Chinese"),
        ("zh-Hant", "Traditional Chinese"),
    ];
    NAMES.iter().find(|(known, _)| *known == tag).map_or(tag, |(_, name)| name)
}

/// A tie as it is called in a title: `Kobe – Tianjin`.
pub fn tie_title(data: &Dataset, ix: TieIx) -> String {
    let parties = &data[ix].parties;
    let names: Vec<&str> = parties.iter().take(6).map(|&party| &*data[party].name).collect();
    let more = parties.len().saturating_sub(6);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    names.join(" – ") + &rest
}

/// A source as it is called in a list to choose from: `China Daily, 28 August 2024: Title`.
pub fn source_label(data: &Dataset, ix: SourceIx) -> String {
    let source = &data[ix];
    let date = source.date.map_or_else(|| "undated".to_owned(), date);
    format!("{}, {date}: {}", source.publisher, source.title)
}

/// `city`, `port`
pub fn place_kind(kind: PlaceKind) -> &'static str {
    kind.word()
}

/// A place as it is called in a list to choose from: `Nagasaki, Japan (city)`, `Nagasaki Prefecture, Japan`, `Baoshan
/// District, Shanghai, China`.
pub fn place_label(data: &Dataset, ix: PlaceIx) -> String {
    let place = &data[ix];
    let mut label = place_title(data, ix);
    if !place.name.to_lowercase().contains(place.kind.word()) {
        label.push_str(" (");
        label.push_str(place_kind(place.kind));
        label.push(')');
    }
    label
}

/// A place as it is called in a title: `Nagasaki, Japan`, `Baoshan District, Shanghai, China`.
pub fn place_title(data: &Dataset, ix: PlaceIx) -> String {
    let place = &data[ix];
    let mut label = place.name.to_string();
    if let Some(outer) = place.within.map(|outer| &data[outer]).filter(|outer| says_more(place, outer)) {
        label.push_str(", ");
        label.push_str(&outer.name);
    }
    let country = place.country.name();
    // "Singapore" and "Taipa, Macau" need no second one.
    let is_said = label.strip_suffix(country).is_some_and(|before| before.is_empty() || before.ends_with(", "));
    if place.kind != PlaceKind::Country && !is_said {
        label.push_str(", ");
        label.push_str(country);
    }
    label
}

/// Whether it helps to name what contains a place: not where its own name says it already (`Port of Kobe`).
fn says_more(place: &Place, outer: &Place) -> bool {
    outer.kind != PlaceKind::Country && !place.name.contains(&*outer.name) && !outer.name.contains(&*place.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_dates() {
        let check = |edtf: &str, words: &str, sentence: &str| {
            let time: When = edtf.parse().unwrap();
            assert_eq!((when(time).as_str(), in_time(time).as_str()), (words, sentence), "{edtf}");
        };
        check("1973-06-24", "24 June 1973", "on 24 June 1973");
        check("1973-06", "June 1973", "in June 1973");
        check("1973", "1973", "in 1973");
        check("1980~", "about 1980", "about 1980");
        check("1992-07-20?", "perhaps 20 July 1992", "perhaps 20 July 1992");
        check("2007/2023", "2007 to 2023", "from 2007 to 2023");
    }

    #[test]
    fn countries_take_their_article() {
        for code in WITH_THE {
            let country = Country::from_code(code).unwrap_or_else(|| panic!("{code} is no country"));
            assert_eq!(in_words(country), format!("the {}", country.name()));
        }
        assert_eq!(in_words(Country::from_code("JP").unwrap()), "Japan");
    }

    #[test]
    fn words_counts_and_lists() {
        assert_eq!(count(1, "partnership", "partnerships"), "1 partnership");
        assert_eq!(count(1131, "partnership", "partnerships"), "1,131 partnerships");
        assert_eq!(number(1_000_000), "1,000,000");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list(&["a"]), "a");
    }
}
