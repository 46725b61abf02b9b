//! What is done with each interaction: answered at once, from memory, and told to the log in one line.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use serenity::all::{
    Context, CreateAttachment, CreateAutocompleteResponse, CreateEmbed, CreateInteractionResponse,
    CreateInteractionResponseMessage, EventHandler, Guild, Http, Interaction, Ready, ResumedEvent,
    ShardStageUpdateEvent, UnavailableGuild,
};
use serenity::async_trait;
use tokio::sync::RwLock;
use tracing::{debug, error, info, warn};

use super::remembered::{Remembered, Sendable};
use super::{Settings, guard};
use crate::clock::Clock;
use crate::dataset::Current;
use crate::discord::respond::{Response, Told};
use crate::discord::subscription::{self, Office};
use crate::discord::trouble::Trouble;

/// How long after its arrival an interaction can still be answered; Discord allows 3 seconds.
const ANSWERABLE: Duration = Duration::from_millis(2_600);
/// The pause before a second try.
const PAUSE: Duration = Duration::from_millis(200);
/// How often it is tried to put a message in the place of an acknowledgement.
const TRIES: u32 = 5;

pub(super) struct Handler {
    data: Current,
    clock: Clock,
    timezone: TimeZone,
    office: Arc<Office>,
    remembered: Remembered,
    /// Held for reading while an interaction is answered, so that the end can wait for all of them.
    in_flight: Arc<RwLock<()>>,
    /// A newer client has taken over.
    retired: AtomicBool,
}

impl Handler {
    pub(super) fn new(settings: &Settings, office: Arc<Office>, in_flight: Arc<RwLock<()>>) -> Self {
        Handler {
            data: settings.data.clone(),
            clock: settings.clock.clone(),
            timezone: settings.timezone.clone(),
            office,
            remembered: Remembered::default(),
            in_flight,
            retired: AtomicBool::new(false),
        }
    }

    pub(super) fn retire(&self) {
        self.retired.store(true, Ordering::Relaxed);
    }

    /// Does what `/subscription` asks: acknowledged first, since it may have to ask Discord.
    async fn moderate(&self, http: &Arc<Http>, interaction: Interaction, arrived: Instant) {
        let what = subscription::told(&interaction);
        if let Some(acknowledgement) = subscription::acknowledgement(&interaction) {
            match send(http, &interaction, &acknowledgement, arrived).await {
                Ok(()) => {}
                // Another process of this bot does it.
                Err(Trouble::AnsweredAlready) => return debug!("{}", Trouble::AnsweredAlready),
                Err(trouble) => return warn!("{what}: {trouble}"),
            }
        }
        let interaction = Arc::new(interaction);
        let (office, asked) = (Arc::clone(&self.office), Arc::clone(&interaction));
        // In a task of its own, so that a panic in it can be told.
        let answered = tokio::spawn(async move { subscription::answer(&office, &asked).await }).await;
        let reference = reference(&interaction);
        let answer = match answered {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => {
                error!(%reference, "{what}: {error}");
                subscription::Answer::Message { body: failed_body(&reference), file: None }
            }
            // What a panic says may hold what somebody typed; where it happened stands on standard error.
            Err(_) => {
                error!(%reference, "{what} panicked");
                subscription::Answer::Message { body: failed_body(&reference), file: None }
            }
        };
        let sent = match answer {
            subscription::Answer::Choices(choices) => send(http, &interaction, &choices, arrived).await,
            subscription::Answer::Message { body, file } => edit(http, &interaction, &body, file).await,
        };
        match sent {
            Ok(()) => info!("{what}"),
            Err(Trouble::AnsweredAlready) => debug!("{}", Trouble::AnsweredAlready),
            Err(trouble) => warn!("{what}: {trouble}"),
        }
    }

    /// Works out the response; a failure in that becomes a private word with a reference that the log has, too.
    fn respond(&self, interaction: &Interaction) -> Option<Arc<Sendable>> {
        let answered = guard::caught(|| {
            let data = self.data.get();
            self.remembered.answer(&data, self.clock.today(&self.timezone), interaction)
        });
        answered.unwrap_or_else(|panicked| {
            let reference = reference(interaction);
            error!(%reference, "an answer failed {panicked}");
            Some(Arc::new(failed(interaction, &reference).into()))
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

    async fn guild_create(&self, _: Context, guild: Guild, _: Option<bool>) {
        match self.office.state.guild_there(guild.id.get()).await {
            Ok(false) => {}
            Ok(true) => {
                info!(guild = guild.id.get(), "back in this server");
                self.office.changed.notify_one();
            }
            Err(error) => error!("{error}"),
        }
    }

    async fn guild_delete(&self, _: Context, guild: UnavailableGuild, _: Option<Guild>) {
        // An outage: the bot is still in it.
        if guild.unavailable {
            return;
        }
        info!(guild = guild.id.get(), "removed from this server");
        if let Err(error) = self.office.state.guild_left(guild.id.get(), self.clock.now()).await {
            error!("{error}");
        }
        self.office.changed.notify_one();
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let arrived = Instant::now();
        if self.retired.load(Ordering::Relaxed) {
            return;
        }
        let _in_flight = self.in_flight.read().await;
        if subscription::concerns(&interaction) {
            return self.moderate(&context.http, interaction, arrived).await;
        }
        let Some(sendable) = self.respond(&interaction) else {
            warn!("an interaction of a kind that this bot does not cause");
            return;
        };
        let took = arrived.elapsed().as_micros();
        let Sendable { body, told } = &*sendable;
        let sent = send(&context.http, &interaction, body, arrived).await;
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
    body: &impl serde::Serialize,
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

/// Puts a message in the place of the acknowledgement; again after a moment where that may help.
async fn edit(
    http: &Http,
    interaction: &Interaction,
    body: &serde_json::Value,
    file: Option<CreateAttachment>,
) -> Result<(), Trouble> {
    let mut left = TRIES;
    loop {
        let files = file.iter().cloned().collect();
        let sent = http.edit_original_interaction_response(interaction.token(), body, files).await;
        left -= 1;
        match sent.map(drop).map_err(Trouble::of) {
            Err(trouble) if trouble.is_passing() && left > 0 => {
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

/// What is said where something failed.
fn failed_words(reference: &str) -> String {
    format!(
        "Something went wrong here, and it is not your doing. If it happens again, tell whoever runs this bot the \
         reference **{reference}**."
    )
}

fn failed_body(reference: &str) -> serde_json::Value {
    let embed = serde_json::json!({"title": "No answer", "description": failed_words(reference), "color": 0xB7_791F});
    serde_json::json!({"embeds": [embed], "allowed_mentions": {"parse": []}})
}

/// What is answered where there is no answer. Whoever types is offered nothing: a word would be no choice.
fn failed(interaction: &Interaction, reference: &str) -> Response {
    let told = Told { what: "failure".to_owned(), places: "unresolved".to_owned() };
    if matches!(interaction, Interaction::Autocomplete(_)) {
        let body = CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new());
        return Response { body, told, lasting: false };
    }
    let embed = CreateEmbed::new().title("No answer").description(failed_words(reference)).colour(0xB7_79_1F);
    let message = CreateInteractionResponseMessage::new().add_embed(embed).ephemeral(true);
    Response { body: CreateInteractionResponse::Message(message), told, lasting: false }
}
