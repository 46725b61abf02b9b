//! What is said: what answers must say, and what they must not, on the shipped data.

use jiff::civil::{Date, date};
use twinned::answers::{Asked, Mentioned, Question, Span, answer};
use twinned::dataset::{Country, PlaceIx, Status};
use twinned::discord::command_text;
use twinned::discord::respond::{ask, message_body};

use crate::support::{DATA, TODAY, body, read_aloud};

#[track_caller]
fn check(command: &str, expected: &[&str]) {
    check_on(TODAY, command, expected);
}

/// Whether an answer has each of these texts, or, with `!` before it, has it not.
#[track_caller]
fn check_on(day: Date, command: &str, expected: &[&str]) {
    let (parsed, words) = command_text::parse(command).unwrap_or_else(|error| panic!("{command}: {error}"));
    let (asked, answer) = ask(&DATA, day, parsed, &words, 1, 7);
    let body = message_body(&DATA, &asked, &answer);
    let read = read_aloud(&serde_json::to_value(body).expect("an answer is JSON"));
    for text in expected {
        match text.strip_prefix('!') {
            Some(not) => assert!(!read.contains(not), "{command}: {not} stands in\n{read}"),
            None => assert!(read.contains(text), "{command}: {text} is not in\n{read}"),
        }
    }
}

#[test]
fn what_says_that_a_tie_ended_is_not_what_says_that_it_began() {
    check(
        "/partnership Cupertino Beijing",
        &[
            "\n- Ended [1]\n",
            "No source that was read gives the date of its end.\n",
            "[1] City of Cupertino, 11 September 2025",
        ],
    );
}

#[test]
fn planned_and_ended_ties_are_marked_wherever_they_are_counted() {
    check("/partnership Islamabad Kobe", &["Nor do they share a partner", "!They share"]);
    check("/place Cupertino", &["all of them ended"]);
    check("/place Tianjin", &["of which", "planned ones not counted"]);
    check("/country Singapore", &["1 partnership in this dataset", ", planned", "!By decade"]);
}

#[test]
fn ended_ties_are_marked_where_a_message_names_a_place() {
    let asked = Asked::new(Question::Mentioned(Mentioned::In("a walk in Cupertino".to_owned())));
    let answer = answer(&DATA, TODAY, &asked);
    let said = format!("{:?}", answer.lead);
    assert!(said.contains("(5 partnerships, all of them ended)"), "{said}");
    assert!(answer.lead[0].spans.iter().all(|span| matches!(span, Span::Plain(_))), "a count carries no mark: {said}");
}

#[test]
fn coordinates_are_of_what_they_are() {
    check("/place \"Port of Kobe\"", &["Its city lies at"]);
    check("/place \"Nagasaki Prefecture\"", &["Its seat lies at"]);
    check("/place Kobe", &["Lies at", "!Its city lies", "!Its seat lies"]);
}

#[test]
fn today_tells_ends_and_what_is_of_this_very_year() {
    check_on(
        date(2027, 10, 2),
        "/today",
        &[
            "# On this day: 2 October",
            "On 2 October, in earlier years, 2 partnerships began and 1 partnership ended.",
            "**San Francisco**: **ended on 2 October 2018** [",
        ],
    );
    // The same day of a year that lies before some of it.
    check_on(date(2001, 10, 2), "/today", &["in this year or another, 2 partnerships began and 1 partnership ended."]);
}

#[test]
fn titles_of_topics_read_as_titles() {
    check("/topic ports place:Tianjin country:Japan", &["# Ports: Tianjin, with Japan\n"]);
    check("/topic ports place:Tianjin country:China", &["# Ports: Tianjin\n"]);
    check("/topic disaster-relief place:Kobe", &["# Disaster relief: Kobe\n"]);
    check("/topic green country:US", &["# Green technology: the United States\n"]);
    check("/partners Kobe topic:green", &["about green technology"]);
}

#[test]
fn what_is_empty_says_so_once_and_leads_on() {
    check(
        "/stats Antarctica",
        &["no partnership of a place in Antarctica", "[Partnerships by country]", "!: 0", "!0 "],
    );
    check(
        "/topic media country:Peru",
        &["no fact and no partnership of a place in Peru about media", "[All about media]", "!0 facts"],
    );
    check("/timeline Tianjin from:2100", &["nothing of Tianjin with a date from 2100 on", "[The whole timeline]"]);
    check("/country \"Hong Kong\"", &["[Partnerships by country]"]);
    check("/country Iceland with:Iceland", &["between two places in Iceland", "[🇮🇸 Iceland]", "!Iceland] [🇮🇸"]);
    check("/facts Paris", &["This dataset has no fact about Paris"]);
}

#[test]
fn countries_take_their_article_and_do_not_stand_twice() {
    check("/country US", &["# Partnerships of the United States"]);
    check("/country US with:NL", &["between the United States and the Netherlands"]);
    check("/place Cupertino", &["A city in the United States, within California."]);
    check("/partners Kobe country:NL", &["with the Netherlands"]);
    check("/place Singapore", &["# Singapore\n", "!Singapore, Singapore", "!in Singapore."]);
    check("/place Macau", &["!Macau, Macau"]);
    check("/place Taipa", &["# Taipa, Macau\n", "in Macau.\n", "!within Macau"]);
}

#[test]
fn every_place_with_a_tie_within_its_country_is_listed() {
    for country in Country::all() {
        let is_there = |&ix: &PlaceIx| DATA[ix].country == country;
        let within = DATA.ties.iter().map(|(_, tie)| tie).filter(|tie| tie.status != Status::Planned);
        let mut places: Vec<PlaceIx> = within
            .map(|tie| tie.parties.iter().copied().filter(is_there).collect::<Vec<_>>())
            .filter(|there| there.len() > 1)
            .flatten()
            .collect();
        places.sort_unstable();
        places.dedup();
        if !places.is_empty() {
            let said = format!("{} places take part", places.len());
            check(&format!("/country {0} with:{0}", country.code()), &["# Partnerships within ", &said]);
        }
    }
}

#[test]
fn no_line_begins_in_the_middle_of_a_sentence() {
    check("/partnership Kobe Tianjin", &["- Also on 24 June 1973, by ", "- Also listed by ", "!- and "]);
}

#[test]
fn ties_that_are_come_before_ties_that_were() {
    for (command, first, then) in [
        ("/partnership \"Little Rock\" Changchun", "**Friendly exchange**", "**Sister cities**"),
        ("/partnership Busan Shanghai", "**Sister cities**", "**Cooperation**"),
    ] {
        let read = read_aloud(&body(command, 1)) + &read_aloud(&body(command, 2));
        let at = |text: &str| read.find(text).unwrap_or_else(|| panic!("{command}: {text} is not in\n{read}"));
        assert!(at(first) < at(then), "{command}:\n{read}");
    }
}

#[test]
fn a_source_that_gives_two_dates_is_not_set_against_itself() {
    check("/disputes", &["City of Adelaide gives both about 2014 and 2001 as its beginning [1]\n"]);
    check("/partners Adelaide", &["; City of Adelaide also says 2001 ["]);
    check("/partnership Adelaide Qingdao", &["The same source says otherwise, too: ", "!Sources disagree: "]);
}

#[test]
fn totals_are_sentences() {
    check("/partners Beijing", &["republished by the Foreign Affairs Office of Beijing Municipal Government, counted"]);
}
