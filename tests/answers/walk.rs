//! Every page of every answer, over all of the data.

use serde_json::Value;
use twinned::answers::{Answer, LineKind, Span};
use twinned::sandbox::Request;

use crate::openapi;
use crate::rules::{self, check};
use crate::support::{DATA, answer, body};

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
    for line in answer.body.iter().filter(|line| line.kind == LineKind::Item) {
        assert!(matches!(line.spans.last(), Some(Span::Mark(_))), "{name}: {line:?} does not end in its sources");
    }
}

fn items(answer: &Answer<'_>) -> usize {
    answer.body.iter().filter(|line| line.kind == LineKind::Item).count()
}

/// Checks bodies against Discord's own document, as if a bot had sent them.
fn sent(bodies: Vec<Value>) {
    let request = |body: Value| Request {
        method: "POST".to_owned(),
        path: "/interactions/1/token/callback".to_owned(),
        query: String::new(),
        body,
        files: 0,
        at: tokio::time::Instant::now(),
        status: None,
    };
    openapi::check_all(&bodies.into_iter().map(request).collect::<Vec<_>>());
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
    sent(bodies);
}

#[test]
fn every_page_since_the_beginning() {
    let (mut shown, mut bodies) = (0, Vec::new());
    pages("/since 1800", |answer, body| {
        shown += items(answer);
        bodies.push(body.clone());
    });
    let counted = DATA.links.by_date.iter().filter(|&&tie| DATA[tie].status.word() != "planned").count();
    assert_eq!(shown, counted);
    sent(bodies);
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
    sent(bodies);
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
