//! What can be asked, with examples that are true of this dataset.

use super::rows::Row;
use super::text::Draft;
use super::{Answer, Outcome, Pick, Question, Random, Stats, steps, wording};
use crate::dataset::{Dataset, PlaceIx, Status, TieIx, Topic};

pub(super) fn answer(data: &Dataset, page: usize) -> Answer<'_> {
    let counts = format!(
        "This dataset has {} of {} and {} about them, from {}. Every statement shows who says so, and where sources \
         disagree, that is shown, too.",
        wording::count(data.ties.len(), "partnership", "partnerships"),
        wording::count(data.places.len(), "place", "places"),
        wording::count(data.facts.len(), "fact", "facts"),
        wording::count(data.sources.len(), "source", "sources"),
    );
    let names = "Places and countries may be typed in many languages and scripts, and with small slips; the likely ones \
                 are offered while you type.";
    let lead = vec![Draft::sentence().plain(counts), Draft::sentence().plain(names)];
    let examples = Examples::of(data);
    let rows: Vec<Row> = examples.lines(data).into_iter().map(Row::Draft).collect();
    let stats = Pick { label: "In figures".to_owned(), question: Question::Stats(Stats::default()) };
    let random = Pick { label: "One by chance".to_owned(), question: Question::Random(Random::default()) };
    let steps = [
        examples.place.and_then(|place| steps::partners(data, place)),
        examples.place.map(|place| steps::place(data, place)),
        examples.tie.map(|tie| steps::partnership(data, tie)),
        Some(stats),
        Some(random),
    ];
    Answer::new(data, Outcome::Answered, "What Twinned can tell")
        .asked_again_by(Question::Help)
        .with_rows(data, lead, &rows, page, None)
        .with_steps(steps::first_five(steps))
}

/// What the examples are about: all of it is in the data, so that each of them has an answer.
struct Examples {
    /// The place with the most ties.
    place: Option<PlaceIx>,
    /// Its first day-precise tie of two that is neither planned nor over.
    tie: Option<TieIx>,
    /// A partner of that partner which is none of the place's own.
    further: Option<PlaceIx>,
    /// What the most ties are about.
    topic: Option<Topic>,
}

impl Examples {
    fn of(data: &Dataset) -> Examples {
        let place = data.names.by_rank().iter().copied().max_by_key(|&place| data.links.ties.of(place).len());
        let of_place = place.map_or(&[][..], |place| data.links.ties.of(place)).iter().copied();
        let good = |&tie: &TieIx| {
            let tie = &data[tie];
            tie.parties.len() == 2
                && tie.status == Status::Active
                && tie.began().is_some_and(|date| date.day().is_some())
                && data.links.between(tie.parties[0], tie.parties[1]).len() == 1
        };
        let tie = of_place.filter(good).min_by_key(|&tie| data[tie].began());
        let further = place.zip(tie).and_then(|(place, tie)| {
            let partner = data[tie].parties.iter().copied().find(|&party| party != place)?;
            let ties = data.links.ties.of(partner).iter().filter(|&&tie| data[tie].status == Status::Active);
            ties.flat_map(|&tie| data[tie].parties.iter().copied())
                .find(|&other| other != place && other != partner && data.links.between(place, other).is_empty())
        });
        let about = |topic: Topic| data.ties.iter().filter(|(_, tie)| tie.topics.contains(topic)).count();
        let topic = Topic::ALL.iter().copied().max_by_key(|&topic| about(topic)).filter(|&topic| about(topic) > 0);
        Examples { place, tie, further, topic }
    }

    fn lines<'d>(&self, data: &'d Dataset) -> Vec<Draft<'d>> {
        let item = |command: String, tells: &'static str| Draft::item().code(command).plain(tells);
        let mut lines = Vec::new();
        if let Some(place) = self.place {
            let name = &data[place].name;
            lines.push(item(
                format!("/partners place:{name}"),
                " lists the partners of a place; confine them by country, kind, topic or status.",
            ));
            lines.push(
                item(format!("/place place:{name}"), " tells what is known of it, ")
                    .code(format!("/facts about:{name}"))
                    .plain(" what sources say of it, and ")
                    .code(format!("/timeline place:{name}"))
                    .plain(" when."),
            );
            let country = data[place].country.name();
            lines.push(item(
                format!("/country country:{country}"),
                " lists the partnerships of a country, or between two of them.",
            ));
        }
        if let Some((tie, year)) = self.tie.and_then(|tie| data[tie].began().map(|date| (tie, date.year()))) {
            let [one, other] = [data[tie].parties[0], data[tie].parties[1]].map(|party| &data[party].name);
            lines.push(item(
                format!("/partnership between:{one} and:{other}"),
                " tells all about one tie: every date that a source gives, who says so, and what came of it.",
            ));
            lines.push(item(
                format!("/since year:{year}"),
                " lists the partnerships that began then or later, in the order of their dates.",
            ));
        }
        if let Some((place, further)) = self.place.zip(self.further) {
            let command = format!("/between from:{} to:{}", data[place].name, data[further].name);
            lines.push(item(command, " finds the shortest chain of partnerships that joins two places."));
        }
        if let Some(topic) = self.topic {
            let command = format!("/topic topic:{}", topic.word());
            lines.push(item(command, " finds facts and partnerships about ports, culture, education and more."));
        }
        lines.push(
            item("/anniversaries today".to_owned(), " tells which partnerships have their day, ")
                .code("/today")
                .plain(" all that happened on it; ")
                .code("/subscription add")
                .plain(" has them posted in a channel of your server each day."),
        );
        lines.push(
            item("/source".to_owned(), " shows a source and what rests on it, ")
                .code("/disputes")
                .plain(" where sources disagree, ")
                .code("/stats")
                .plain(" the figures, ")
                .code("/random")
                .plain(" one partnership by chance."),
        );
        lines.push(item("private:true".to_owned(), " behind a question shows its answer to you alone."));
        lines
    }
}
