//! Every page of every answer, over all of the data.

use std::collections::HashSet;

use jiff::civil::date;
use serde_json::Value;
use twinned::answers::{Answer, Asked, Line, LineKind, Outcome, Question, Span};
use twinned::dataset::{Claim, Country, Topic};
use twinned::discord::command_text;
use twinned::discord::commands::Command;
use twinned::discord::custom_id::{self, Role};
use twinned::discord::respond::{ask, message_body};

use crate::openapi;
use crate::rules::{self, check};
use crate::support::{DATA, TODAY, answer, body};

/// Walks all pages of an answer; hands each to `visit`. Gives back how many there were.
fn pages(command: &str, mut visit: impl FnMut(&Answer<'static>, &Value)) -> usize {
    let mut page = 1;
    loop {
        let (_, answered) = answer(command, page);
        let name = format!("{command} page {page}");
        assert_eq!(answered.page.0, page, "{name}");
        let body = body(command, page);
        check(&name, &body);
        every_item_is_cited(&name, &answered);
        visit(&answered, &body);
        if page == answered.page.1 {
            return page;
        }
        assert!(!answered.body.is_empty(), "{name}: an empty page");
        page += 1;
    }
}

fn every_item_is_cited(name: &str, answer: &Answer<'_>) {
    // Counts made here, and help, carry no mark.
    if matches!(answer.question, Some(Question::Stats(_) | Question::Help)) {
        return;
    }
    for line in answer.body.iter().filter(|line| line.kind == LineKind::Item) {
        assert!(matches!(line.spans.last(), Some(Span::Mark(_))), "{name}: {line:?} does not end in its sources");
    }
}

fn items(answer: &Answer<'_>) -> usize {
    answer.body.iter().filter(|line| line.kind == LineKind::Item).count()
}

#[test]
fn every_page_of_the_partners_of_every_place() {
    let mut bodies = Vec::new();
    let mut all = 0;
    for (ix, place) in DATA.places.iter() {
        let mut shown = 0;
        all += pages(&format!("/partners {}", place.id), |answer, body| {
            shown += items(answer);
            bodies.push(body.clone());
        });
        assert_eq!(shown, DATA.links.ties.of(ix).len(), "{}: every tie is shown once", place.id);
    }
    println!("{all} pages");
    openapi::check_bodies("/interactions/1/token/callback", bodies);
}

#[test]
fn every_page_since_the_beginning() {
    let (mut shown, mut bodies) = (0, Vec::new());
    pages("/since 1800", |answer, body| {
        shown += items(answer);
        bodies.push(body.clone());
    });
    let counted = DATA.links.by_date.iter().filter(|&&(_, tie)| DATA[tie].status.word() != "planned").count();
    assert_eq!(shown, counted);
    openapi::check_bodies("/interactions/1/token/callback", bodies);
}

#[test]
fn every_partnership_in_full_with_all_its_sources_and_facts() {
    let mut bodies = Vec::new();
    for (ix, tie) in DATA.ties.iter() {
        let [one, other] = [tie.parties[0], tie.parties[1]].map(|party| &DATA[party].id);
        let (mut listed, mut text) = (Vec::new(), String::new());
        pages(&format!("/partnership {one} {other}"), |answer, body| {
            listed.extend(answer.sources.iter().map(|source| source.id.clone()));
            let spans = answer.body.iter().flat_map(|line| &line.spans);
            spans.for_each(|span| {
                if let Span::Plain(plain) = span {
                    text.push_str(plain)
                }
            });
            bodies.push(body.clone());
        });
        let claims = tie.since.iter().chain(&tie.until).flat_map(|claim| &claim.sources);
        let facts = DATA.links.facts_of_tie.of(ix).iter().map(|&fact| &DATA[fact]);
        let of_facts = facts.clone().flat_map(|fact| &fact.sources);
        for &source in tie.sources.iter().chain(claims).chain(of_facts) {
            assert!(listed.contains(&DATA[source].id), "{}: {} is not shown", tie.id, DATA[source].id);
        }
        for fact in facts {
            assert!(text.contains(&*fact.text), "{}: {} is not shown", tie.id, fact.id);
        }
    }
    openapi::check_bodies("/interactions/1/token/callback", bodies);
}

#[test]
fn every_fact_of_every_place_and_tie_with_all_its_sources() {
    let mut bodies = Vec::new();
    let mut shown: HashSet<&str> = HashSet::new();
    let places = DATA.places.iter().map(|(_, place)| &*place.id);
    let ties = DATA.ties.iter().map(|(_, tie)| &*tie.id);
    for about in places.chain(ties) {
        let (mut cited, mut text) = (HashSet::new(), String::new());
        pages(&format!("/facts {about}"), |answer, body| {
            cited.extend(answer.sources.iter().map(|source| &*source.id));
            text.extend(plain(answer));
            bodies.push(body.clone());
        });
        for (_, fact) in DATA.facts.iter().filter(|(_, fact)| text.contains(&*fact.text)) {
            assert!(fact.sources.iter().all(|&source| cited.contains(&*DATA[source].id)), "{}", fact.id);
            shown.insert(&fact.id);
        }
    }
    assert_eq!(shown.len(), DATA.facts.len(), "every fact is shown somewhere");
    openapi::check_bodies("/interactions/1/token/callback", bodies);
}

#[test]
fn every_source_with_all_that_rests_on_it() {
    let mut bodies = Vec::new();
    for (ix, source) in DATA.sources.iter() {
        let mut shown = 0;
        pages(&format!("/source {}", source.id), |answer, body| {
            shown += items(answer);
            bodies.push(body.clone());
        });
        let cites = |claims: &[Claim]| claims.iter().any(|claim| claim.sources.contains(&ix));
        let ties =
            DATA.ties.iter().filter(|(_, tie)| tie.sources.contains(&ix) || cites(&tie.since) || cites(&tie.until));
        let facts = DATA.facts.iter().filter(|(_, fact)| fact.sources.contains(&ix));
        assert_eq!(shown, ties.count() + facts.count(), "{}", source.id);
    }
    openapi::check_bodies("/interactions/1/token/callback", bodies);
}

#[test]
fn every_page_about_every_place() {
    let mut bodies = Vec::new();
    for (_, place) in DATA.places.iter() {
        for command in ["place", "timeline", "disputes"] {
            pages(&format!("/{command} {}", place.id), |_, body| bodies.push(body.clone()));
        }
    }
    openapi::check_bodies("/interactions/1/token/callback", bodies);
}

#[test]
fn every_country_every_topic_and_every_figure() {
    let mut bodies = Vec::new();
    let mut commands: Vec<String> = Vec::new();
    for country in Country::all() {
        let code = country.code();
        commands.extend([format!("/country {code}"), format!("/country {code} with:CN"), format!("/stats {code}")]);
        commands.extend([format!("/stats {code} by:decade"), format!("/since 1800 country:{code}")]);
    }
    for topic in Topic::ALL {
        commands.extend([
            format!("/topic {topic}"),
            format!("/topic {topic} country:CN"),
            format!("/timeline topic:{topic}"),
        ]);
    }
    for by in ["kind", "decade", "country", "topic", "precision"] {
        commands.push(format!("/stats by:{by}"));
    }
    commands
        .extend(["/timeline", "/disputes", "/stats", "/help", "/timeline from:1979 until:1980-06"].map(str::to_owned));
    for command in commands {
        pages(&command, |_, body| bodies.push(body.clone()));
    }
    openapi::check_bodies("/interactions/1/token/callback", bodies);
}

#[test]
fn every_day_of_the_year_and_many_chances() {
    let today = (command_text::parse("/today").expect("a command"), command_text::parse("/random").expect("a command"));
    let mut shown = 0;
    let mut day = date(2028, 1, 1);
    while day.year() == 2028 {
        let (asked, answer) = ask(&DATA, day, today.0.0, &today.0.1, 1, 0);
        check(&format!("/today on {day}"), &serde_json::to_value(message_body(&DATA, &asked, &answer)).expect("JSON"));
        shown += answer.body.len();
        day = day.tomorrow().expect("a day");
    }
    assert!(shown > 700, "{shown} of the ties and facts that a source gives the day of");
    let mut titles: HashSet<String> = HashSet::new();
    for chance in 0..2_000 {
        let (asked, answer) = ask(&DATA, TODAY, today.1.0, &today.1.1, 1, chance);
        check(&format!("/random {chance}"), &serde_json::to_value(message_body(&DATA, &asked, &answer)).expect("JSON"));
        titles.insert(answer.title.into_owned());
    }
    assert!(titles.len() > 300, "{} partnerships by chance", titles.len());
}

#[test]
fn what_has_its_day_on_every_day_of_two_years() {
    let (mut bodies, mut of_days) = (Vec::new(), 0);
    for year in [2026, 2028] {
        let mut day = date(year, 1, 1);
        while day.year() == year {
            // Behind the days come the month and the year, which are the same on many days: walked to their end on a few.
            let command = format!("/anniversaries on {day} facts:true");
            if day.day() == 28 {
                pages(&command, |_, body| bodies.push(body.clone()));
            }
            let (_, answered) = answer(&command, 1);
            let body = body(&command, 1);
            check(&command, &body);
            every_item_is_cited(&command, &answered);
            bodies.push(body);
            of_days += answered
                .body
                .iter()
                .take_while(|line| !is_apart(line))
                .filter(|line| line.kind == LineKind::Item)
                .count();
            day = day.tomorrow().expect("a day");
        }
    }
    assert!(of_days > 1_500, "{of_days} ties and facts have their day");
    openapi::check_bodies("/interactions/1/token/callback", bodies);
}

/// Whether a line stands over what has its month or its year, and no day.
fn is_apart(line: &Line<'_>) -> bool {
    line.kind == LineKind::Heading
        && matches!(line.spans.first(), Some(Span::Plain(text)) if text.contains("no source gives the day"))
}

#[test]
fn the_days_ahead_are_the_days() {
    let mut listed = 0;
    pages("/anniversaries upcoming days:31 date:2026-10-01", |answer, _| {
        let mut apart = false;
        for line in &answer.body {
            apart = if line.kind == LineKind::Heading { is_apart(line) } else { apart };
            listed += usize::from(line.kind == LineKind::Item && !apart);
        }
    });
    let day_by_day: usize = (1..=31)
        .map(|day| {
            let (_, answered) = answer(&format!("/anniversaries on 2026-10-{day:02}"), 1);
            let lead = format!("{:?}", answered.lead[0]);
            let count = lead.split_once("Strong(\"").and_then(|(_, rest)| rest.split_once(' ')).expect("a count").0;
            count.parse::<usize>().unwrap_or(0)
        })
        .sum();
    assert_eq!(listed, day_by_day);
    assert!(listed > 100, "{listed}");
}

#[test]
fn chains_join_what_they_say() {
    let ids: Vec<&str> = DATA.places.iter().map(|(_, place)| &*place.id).step_by(37).collect();
    let mut joined = 0;
    for from in &ids {
        for to in ids.iter().step_by(5).filter(|to| to != &from) {
            pages(&format!("/between {from} {to}"), |answer, _| joined += usize::from(!answer.body.is_empty()));
        }
    }
    assert!(joined > 50, "{joined}");
}

#[test]
fn every_next_step_and_every_pick_is_answered() {
    // Steps stay near what was asked, so the walk begins in many places.
    let places = DATA.places.iter().step_by(20).map(|(_, place)| format!("/partners {}", place.id));
    let ties = DATA.ties.iter().step_by(40).map(|(_, tie)| format!("/facts {}", tie.id));
    let more = [
        "/partners Nagasaki",
        "/partners Qwxyz",
        "/help",
        "/stats",
        "/country Germany",
        "/random",
        "/today",
        "/anniversaries today",
    ];
    let mut todo: Vec<String> = places.chain(ties).chain(more.map(str::to_owned)).collect();
    let mut seen: HashSet<String> = HashSet::new();
    while let Some(command) = todo.pop() {
        if !seen.insert(command.clone()) {
            continue;
        }
        let (_, answered) = answer(&command, 1);
        for pick in answered.steps.iter().chain(&answered.picks) {
            let id =
                custom_id::print(Role::Step(0), &Asked { private: true, ..Asked::new(pick.question.clone()) }, &DATA);
            let id = id.unwrap_or_else(|| panic!("{command}: {} has no custom_id", pick.label));
            let (_, read) = custom_id::parse(&id, &DATA).unwrap_or_else(|error| panic!("{command}: {id}: {error}"));
            assert_eq!(read.question, pick.question, "{command}: {id}");
            assert!(read.private && read.page == 1, "{id}");
            todo.push(typed(&pick.question));
        }
        assert!(answered.steps.len() <= 5, "{command}");
    }
    assert!(seen.len() > 500, "{}", seen.len());
}

/// A question as somebody would type it.
fn typed(question: &Question) -> String {
    let (command, words) = Command::of(question).expect("every question has a command");
    words.iter().fold(format!("/{}", command.name), |text, (name, value)| format!("{text} {name}:\"{value}\""))
}

/// The text of a page without marks.
fn plain<'a>(answer: &'a Answer<'_>) -> impl Iterator<Item = &'a str> {
    answer.body.iter().flat_map(|line| &line.spans).filter_map(|span| match span {
        Span::Plain(plain) => Some(&**plain),
        _ => None,
    })
}

#[test]
fn no_answer_says_active() {
    for (_, place) in DATA.places.iter().filter(|(ix, _)| !DATA.links.ties.of(*ix).is_empty()) {
        let text = crate::support::read_aloud(&body(&format!("/partners {}", place.id), 1));
        let own = text.lines().filter(|line| !line.starts_with('['));
        for line in own {
            assert!(!line.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| word == "active"), "{line}");
        }
    }
}

#[test]
fn marks_are_read() {
    assert_eq!(rules::marks("a [1] [2]; b [12]"), [1, 2, 12]);
}

#[test]
fn what_help_names_is_answered() {
    let (_, help) = answer("/help", 1);
    let commands = help.body.iter().flat_map(|line| &line.spans).filter_map(|span| match span {
        Span::Code(code) if code.starts_with('/') => Some(&**code),
        _ => None,
    });
    let mut tried = 0;
    // One needs an option, and the other acts instead of answering.
    for command in commands.filter(|command| !["/source", "/subscription add"].contains(command)) {
        tried += 1;
        assert_eq!(answer(command, 1).1.outcome, Outcome::Answered, "{command}");
    }
    assert!(tried >= 12, "{tried}");
}
