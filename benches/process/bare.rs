//! The least that a bot can be: serenity, one command, one fixed answer.

use serde_json::Value;
use serenity::all::{
    ClientBuilder, Command, Context, EventHandler, GatewayIntents, HttpBuilder, Interaction, Ready, async_trait,
};
use twinned::discord::commands::definitions;

/// Variables of the environment that tell it where Discord is, who it is, and what it answers.
pub const API: &str = "BARE_API";
pub const TOKEN: &str = "BARE_TOKEN";
pub const BODY: &str = "BARE_BODY";

pub fn is_asked_for() -> bool {
    std::env::var_os(BODY).is_some()
}

pub fn run() {
    let var = |name: &str| std::env::var(name).expect("set by the bench");
    let body: Value = serde_json::from_str(&var(BODY)).expect("JSON");
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let http = HttpBuilder::new(var(TOKEN)).proxy(var(API)).ratelimiter_disabled(true).build();
        let client = ClientBuilder::new_with_http(http, GatewayIntents::empty()).event_handler(Fixed(body));
        client.await.expect("a client").start().await.expect("a connection");
    });
}

struct Fixed(Value);

#[async_trait]
impl EventHandler for Fixed {
    async fn ready(&self, context: Context, _: Ready) {
        // The same ones, so that the sandbox has the same work with both bots.
        Command::set_global_commands(&context.http, definitions()).await.expect("registered");
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        if let Interaction::Command(command) = interaction {
            context
                .http
                .create_interaction_response(command.id, &command.token, &self.0, Vec::new())
                .await
                .expect("sent");
        }
    }
}
