//! What is done with each interaction: answered at once, from memory, and told to the log in one line.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use serenity::all::{
    Context, CreateAutocompleteResponse, CreateEmbed, CreateInteractionResponse, CreateInteractionResponseMessage,
    EventHandler, Http, Interaction, Ready, ResumedEvent, ShardStageUpdateEvent,
};
use serenity::async_trait;
use tokio::sync::RwLock;
use tracing::{debug, error, info, warn};

use super::{Settings, guard};
use crate::clock::Clock;
use crate::dataset::Current;
use crate::discord::respond::{Response, Told, respond};
use crate::discord::trouble::Trouble;

/// How long after its arrival an interaction can still be answered; Discord allows 3 seconds.
const ANSWERABLE: Duration = Duration::from_millis(2_600);
/// The pause before a second try.
const PAUSE: Duration = Duration::from_millis(200);

pub(super) struct Handler {
    data: Current,
    clock: Clock,
    timezone: TimeZone,
    /// Held for reading while an interaction is answered, so that the end can wait for all of them.
    in_flight: Arc<RwLock<()>>,
    /// A newer client has taken over.
    retired: AtomicBool,
}

impl Handler {
    pub(super) fn new(settings: &Settings, in_flight: Arc<RwLock<()>>) -> Self {
        Handler {
            data: settings.data.clone(),
            clock: settings.clock.clone(),
            timezone: settings.timezone.clone(),
            in_flight,
            retired: AtomicBool::new(false),
        }
    }

    pub(super) fn retire(&self) {
        self.retired.store(true, Ordering::Relaxed);
    }

    /// Works out the response; a failure in that becomes a private word with a reference that the log has, too.
    fn respond(&self, interaction: &Interaction) -> Option<Response> {
        let answered = guard::caught(|| {
            let data = self.data.get();
            respond(&data, self.clock.today(&self.timezone), interaction)
        });
        answered.unwrap_or_else(|panicked| {
            let reference = reference(interaction);
            error!(%reference, "an answer failed {panicked}");
            Some(failed(interaction, &reference))
        })
    }
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, _: Context, ready: Ready) {
        let shard = ready.shard.map_or(0, |shard| shard.id.0);
        info!(shard, "connected as {}", ready.user.name);
    }

    async fn resume(&self, context: Context, _: ResumedEvent) {
        info!(shard = context.shard_id.0, "resumed");
    }

    async fn shard_stage_update(&self, _: Context, event: ShardStageUpdateEvent) {
        debug!(shard = event.shard_id.0, "{} → {}", event.old, event.new);
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let arrived = Instant::now();
        if self.retired.load(Ordering::Relaxed) {
            return;
        }
        let _in_flight = self.in_flight.read().await;
        let Some(response) = self.respond(&interaction) else {
            warn!("an interaction of a kind that this bot does not cause");
            return;
        };
        let took = arrived.elapsed().as_micros();
        let Response { body, told } = response;
        let sent = send(&context.http, &interaction, &body, arrived).await;
        info!(micros = took, places = told.places, "{}", told.what);
        match sent {
            Ok(()) => {}
            // Another process of this bot was faster, or a try that seemed to fail had got through.
            Err(Trouble::AnsweredAlready) => debug!("{}", Trouble::AnsweredAlready),
            Err(trouble @ (Trouble::TooLate | Trouble::Passing(_))) => warn!("{}: {trouble}", told.what),
            Err(trouble) => {
                let reference = reference(&interaction);
                error!(%reference, "{}: {trouble}", told.what);
                let _ = send(&context.http, &interaction, &failed(&interaction, &reference).body, arrived).await;
            }
        }
    }
}

/// Sends a response; again after a moment where that may help, as long as it can still be answered.
async fn send(
    http: &Http,
    interaction: &Interaction,
    body: &CreateInteractionResponse,
    arrived: Instant,
) -> Result<(), Trouble> {
    loop {
        let sent = http.create_interaction_response(interaction.id(), interaction.token(), body, Vec::new()).await;
        match sent.map_err(Trouble::of) {
            Err(trouble) if trouble.is_passing() && arrived.elapsed() + PAUSE < ANSWERABLE => {
                debug!("trying again: {trouble}");
                tokio::time::sleep(PAUSE).await;
            }
            done => return done,
        }
    }
}

/// Eight characters that the asker can tell and the log can be searched for; they do not tell who asked.
fn reference(interaction: &Interaction) -> String {
    let hash = blake3::hash(&interaction.id().get().to_le_bytes());
    hash.to_hex()[..8].to_uppercase()
}

/// What is answered where there is no answer. Whoever types is offered nothing: a word would be no choice.
fn failed(interaction: &Interaction, reference: &str) -> Response {
    let told = Told { what: "failure".to_owned(), places: "unresolved".to_owned() };
    if matches!(interaction, Interaction::Autocomplete(_)) {
        let body = CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new());
        return Response { body, told };
    }
    let said = format!(
        "Something went wrong here, and it is not your doing. If it happens again, tell whoever runs this bot the \
         reference **{reference}**."
    );
    let embed = CreateEmbed::new().title("No answer").description(said).colour(0xB7_79_1F);
    let message = CreateInteractionResponseMessage::new().add_embed(embed).ephemeral(true);
    Response { body: CreateInteractionResponse::Message(message), told }
}
