//! How long an answer takes, from the interaction's JSON to the response's JSON, without the network: every command on
//! the shipped dataset and on a generated one of 100,000 ties, and autocomplete over its 20,000 places.
//!
//! `cargo bench --bench answers`; with `-- '/since'` behind it, only what has that in its line. Each line gives the median
//! and the 99th percentile.

mod support {
    pub mod generate;
    pub mod percentiles;
}

use std::hint::black_box;
use std::time::Instant;

use jiff::civil::{Date, date};
use serde_json::{Value, json};
use serenity::all::Interaction;
use support::percentiles::Times;
use twinned::dataset::Dataset;
use twinned::dataset::read::{Origin, read};
use twinned::discord::command_text;
use twinned::discord::respond::respond;

const TODAY: Date = date(2026, 11, 22);
const RUNS: usize = 2_000;
/// Where an answer looks through all ties, a thousand of them is enough to see the hundredth.
const RUNS_OF_MANY: usize = 300;

/// Every command on the shipped data, the heaviest questions among them.
const SHIPPED: &[&str] = &[
    "/partners Tianjin",
    "/partners Shanghai",
    "/partners Kobe",
    "/partners nurenberg",
    "/since 1973",
    "/partnership between:Kobe and:Tianjin",
    "/place Shanghai",
    "/country China",
    "/country Germany with:Japan",
    "/topic port",
    "/topic culture",
    "/timeline",
    "/timeline Kobe with:Tianjin",
    "/facts Kobe",
    "/between Tianjin Riga",
    "/between Rothenburg Seattle",
    "/stats",
    "/stats by:country",
    "/source china-daily-2024-08-28-solidarity",
    "/disputes",
    "/random",
    "/today",
    "/help",
];

/// The same on 100,000 ties; `{a}`, `{t}` and `{s}` stand for the place with the most ties, a tie and a source of the
/// generated data, `{b}` for a hundred places in turn.
const GENERATED: &[&str] = &[
    "/partners {a}",
    "/since 1973",
    "/partnership {t}",
    "/place {a}",
    "/country China",
    "/country Germany with:Japan",
    "/topic port",
    "/timeline",
    "/timeline {a}",
    "/facts {a}",
    "/between {a} {b}",
    "/stats",
    "/stats by:country",
    "/stats by:topic",
    "/source {s}",
    "/disputes",
    "/random",
    "/today",
    "/help",
];

fn main() {
    let shipped = read(&Origin::BuiltIn, TODAY).dataset.expect("the shipped data has no error");
    println!("\nfrom interaction to response, shipped dataset");
    let wanted = wanted();
    for command in SHIPPED.iter().filter(|command| wanted(command)) {
        report(command, &measure(&shipped, &[command.to_string()], RUNS));
    }
    if !GENERATED.iter().any(|command| wanted(command)) {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    support::generate::write(folder.path(), 100_000).expect("room for the generated files");
    let large =
        read(&Origin::Folder(folder.path().to_owned()), TODAY).dataset.expect("the generated data has no error");
    println!("\nfrom interaction to response, {} ties of {} places", large.ties.len(), large.places.len());
    let ids = Ids::of(&large);
    for command in GENERATED.iter().filter(|command| wanted(command)) {
        report(command, &measure(&large, &ids.fill(command), RUNS_OF_MANY));
    }
    if !wanted("autocomplete") {
        return;
    }
    println!("\nautocomplete over {} places", large.places.len());
    for typed in ["", "a", "kal", "kalbe", "kalbeb", "bury", "xyzzyq", "北", "halchiford", "halchifrod"] {
        let interaction = autocomplete(typed);
        let times = time(RUNS, || answer(&large, &interaction));
        report(&format!("{typed:?}"), &times);
    }
}

/// What the arguments ask for; everything where there are none.
fn wanted() -> impl Fn(&str) -> bool {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    move |line| words.is_empty() || words.iter().any(|word| line.contains(word.as_str()))
}

/// Ids of the generated data to ask about.
struct Ids {
    most: String,
    others: Vec<String>,
    tie: String,
    source: String,
}

impl Ids {
    fn of(data: &Dataset) -> Ids {
        let ties = |ix| data.links.ties.of(ix).len();
        let most = data.places.iter().max_by_key(|(ix, _)| ties(*ix)).expect("places");
        let others = data.places.iter().filter(|(ix, _)| *ix != most.0).step_by(data.places.len() / 100);
        let (_, tie) = data.ties.iter().next().expect("ties");
        let (_, source) = data.sources.iter().next().expect("sources");
        Ids {
            most: most.1.id.to_string(),
            others: others.map(|(_, place)| place.id.to_string()).collect(),
            tie: tie.id.replace("--", " "),
            source: source.id.to_string(),
        }
    }

    /// The command, or one for each of the other places.
    fn fill(&self, command: &str) -> Vec<String> {
        let command = command.replace("{a}", &self.most).replace("{t}", &self.tie).replace("{s}", &self.source);
        match command.contains("{b}") {
            true => self.others.iter().map(|other| command.replace("{b}", other)).collect(),
            false => vec![command],
        }
    }
}

/// Measures these commands in turn.
fn measure(data: &Dataset, commands: &[String], runs: usize) -> Times {
    let interactions: Vec<String> = commands.iter().map(|command| interaction(command)).collect();
    for interaction in &interactions {
        let asked: Interaction = serde_json::from_str(interaction).expect("an interaction");
        let body = serde_json::to_value(respond(data, TODAY, &asked).expect("an answer").body).expect("JSON");
        assert!(body["data"]["flags"].is_null(), "{interaction} is not answered: {body}");
    }
    let mut turn = interactions.iter().cycle();
    time(runs, || answer(data, turn.next().expect("it begins again")))
}

/// What the bot does between two frames.
fn answer(data: &Dataset, interaction: &str) {
    let interaction: Interaction = serde_json::from_str(interaction).expect("an interaction");
    let response = respond(data, TODAY, &interaction).expect("an answer");
    black_box(serde_json::to_vec(&response.body).expect("JSON"));
}

/// Runs this so many times, after a tenth as many to warm up.
fn time(runs: usize, mut run: impl FnMut()) -> Times {
    (0..runs / 10).for_each(|_| run());
    let timed = |_| {
        let began = Instant::now();
        run();
        began.elapsed()
    };
    Times::of((0..runs).map(timed).collect())
}

fn report(what: &str, times: &Times) {
    println!("{what:<44} {}", times.told());
}

/// A typed command as Discord sends it.
fn interaction(typed: &str) -> String {
    let (command, words) = command_text::parse(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
    let options: Vec<Value> =
        words.iter().map(|(name, value)| json!({"name": name, "type": 3, "value": value})).collect();
    wrapped(2, &json!({"id": "4", "name": command.name, "type": 1, "options": options}))
}

/// A place that is being typed.
fn autocomplete(typed: &str) -> String {
    let option = json!({"name": "place", "type": 3, "value": typed, "focused": true});
    wrapped(4, &json!({"id": "4", "name": "partners", "type": 1, "options": [option]}))
}

fn wrapped(kind: u8, data: &Value) -> String {
    let user = json!({"id": "5", "username": "mei", "discriminator": "0", "global_name": null, "avatar": null});
    json!({
        "id": "1200000000000000001", "application_id": "2", "type": kind, "token": "t", "version": 1, "data": data,
        "guild_id": "7", "channel_id": "3", "channel": {"id": "3", "type": 0, "permissions": "0"},
        "member": {
            "user": user, "roles": [], "joined_at": "2020-01-01T00:00:00+00:00", "deaf": false, "mute": false,
            "flags": 0, "permissions": "0", "pending": false
        },
        "app_permissions": "0", "locale": "en-US", "guild_locale": "en-US", "entitlements": [],
        "authorizing_integration_owners": {}, "context": 0, "attachment_size_limit": 10_485_760
    })
    .to_string()
}
