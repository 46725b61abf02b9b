//! What a mark stands for, over all of the data: whoever follows it finds what the line says.

use twinned::answers::{Line, LineKind, Span, wording};
use twinned::dataset::{Partnership, SourceIx, Status, TieIx};

use crate::support::{DATA, answer};

/// Every line of every page of an answer, with the ids of the sources that it cites before it tells what others say.
fn lines(command: &str) -> Vec<(String, Vec<String>)> {
    let mut lines = Vec::new();
    for page in 1.. {
        let (_, answer) = answer(command, page);
        for line in answer.body.iter().filter(|line| line.kind == LineKind::Item) {
            let cited = before_others(line).into_iter().map(|mark| answer.sources[mark - 1].id.to_string());
            lines.push((plain(line), cited.collect()));
        }
        if page >= answer.page.1 {
            return lines;
        }
    }
    unreachable!("an answer has a last page")
}

fn plain(line: &Line<'_>) -> String {
    let texts = line.spans.iter().map(|span| match span {
        Span::Plain(text) | Span::Strong(text) | Span::Code(text) | Span::Link(text, _) => &**text,
        Span::Mark(_) => "",
    });
    texts.collect()
}

/// The marks up to the first `; X says`.
fn before_others(line: &Line<'_>) -> Vec<usize> {
    let first = line.spans.iter().position(|span| matches!(span, Span::Mark(_))).unwrap_or(line.spans.len());
    let marks = line.spans[first..].iter().map_while(|span| match span {
        Span::Mark(mark) => Some(*mark),
        _ => None,
    });
    marks.collect()
}

fn ids(sources: &[SourceIx]) -> Vec<String> {
    sources.iter().map(|&source| DATA[source].id.to_string()).collect()
}

/// What can say that a tie ended: what dates the end, or, where nothing does, what lists the tie.
fn of_end(tie: &Partnership) -> Vec<String> {
    match (tie.until.first(), tie.status) {
        (Some(claim), _) => ids(&claim.sources),
        (None, Status::Ended | Status::Suspended) => ids(&tie.sources),
        _ => Vec::new(),
    }
}

/// Whether a line of partners may be that of this tie, and each of its marks stands for the date that it gives.
fn is_rightly_cited(text: &str, cited: &[String], tie: &Partnership) -> bool {
    let Some(first) = tie.since.first() else {
        let all = ids(&tie.sources);
        return text.contains("no source gives a date") && cited.iter().all(|id| all.contains(id));
    };
    let date = wording::date(first.date);
    let (begun, ended) = (ids(&first.sources), of_end(tie));
    [format!(", since {date}"), format!(", planned: {date}")].iter().any(|said| text.contains(said.as_str()))
        && begun.contains(&cited[0])
        && cited.iter().all(|id| begun.contains(id) || ended.contains(id))
}

#[test]
fn every_mark_behind_a_date_gives_that_date() {
    for (ix, place) in DATA.places.iter() {
        let ties: Vec<TieIx> = DATA.links.ties.of(ix).to_vec();
        if ties.is_empty() {
            continue;
        }
        for (text, cited) in lines(&format!("/partners {}", place.id)) {
            let fits = ties.iter().any(|&tie| is_rightly_cited(&text, &cited, &DATA[tie]));
            assert!(fits, "{}: {text}: {cited:?}", place.id);
        }
    }
}

#[test]
fn every_dispute_cites_each_that_it_names() {
    let walked = lines("/disputes");
    assert!(!walked.is_empty());
    for (text, _) in walked {
        let both = text.contains(" gives both ");
        assert!(both || text.contains(", says ") || text.contains(", say "), "{text}");
        let halves: Vec<&str> = text.split("; ").collect();
        let said: Vec<&str> = halves.iter().filter_map(|half| half.split_once(", says ")).map(|(_, who)| who).collect();
        assert!(
            said.len() < 2 || said.iter().any(|who| *who != said[0]) || both,
            "one source is not two sides: {text}"
        );
    }
}
