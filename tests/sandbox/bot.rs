//! A small bot made with serenity, which does by name of the command what a test needs.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::{
    ActionRowComponent, AutocompleteChoice, ButtonStyle, ClientBuilder, Command, CommandInteraction, CommandOptionType,
    CommandType, ComponentInteraction, ComponentInteractionDataKind, Context, CreateActionRow, CreateAttachment,
    CreateAutocompleteResponse, CreateButton, CreateCommand, CreateCommandOption, CreateEmbed,
    CreateInteractionResponse as Response, CreateInteractionResponseFollowup, CreateInteractionResponseMessage,
    CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse, EventHandler,
    GatewayIntents, Guild, Http, HttpBuilder, Interaction, Message, Ready, ResolvedTarget, ResumedEvent, ShardManager,
    async_trait,
};
use tokio::sync::mpsc;
use twinned::sandbox::{Options, Sandbox};

use crate::raw::PATIENCE;

/// What the bot heard on the gateway.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    Ready,
    Resumed,
    Guild,
}

struct Handler(mpsc::UnboundedSender<Heard>);

/// A bot that runs until it is dropped.
pub struct Bot {
    pub http: Arc<Http>,
    pub heard: mpsc::UnboundedReceiver<Heard>,
    shards: Arc<ShardManager>,
    running: tokio::task::JoinHandle<()>,
}

impl Bot {
    pub async fn start(sandbox: &Sandbox, intents: GatewayIntents, shards: u32) -> Self {
        let http = HttpBuilder::new(sandbox.token()).proxy(sandbox.api()).ratelimiter_disabled(true).build();
        let (tell, heard) = mpsc::unbounded_channel();
        let building = ClientBuilder::new_with_http(http, intents).event_handler(Handler(tell));
        let mut client = building.await.unwrap();
        let (http, shard_manager) = (Arc::clone(&client.http), Arc::clone(&client.shard_manager));
        let running = tokio::spawn(async move {
            client.start_shards(shards).await.unwrap();
        });
        Self { http, heard, shards: shard_manager, running }
    }

    /// Waits until it heard this.
    pub async fn hears(&mut self, wanted: Heard) {
        let listen = async {
            while let Some(heard) = self.heard.recv().await {
                if heard == wanted {
                    return;
                }
            }
            panic!("the bot ended");
        };
        tokio::time::timeout(PATIENCE, listen).await.unwrap_or_else(|_| panic!("never heard {wanted:?}"));
    }

    pub async fn stop(self) {
        self.shards.shutdown_all().await;
        tokio::time::timeout(PATIENCE, self.running).await.unwrap().unwrap();
    }
}

/// A sandbox and a bot that registered its commands.
pub async fn together() -> (Sandbox, Bot) {
    // On a busy machine, three seconds are not always enough.
    together_with(Options { answer_within: PATIENCE, ..Options::default() }).await
}

pub async fn together_with(options: Options) -> (Sandbox, Bot) {
    let sandbox = Sandbox::start(options).await.unwrap();
    let mut bot = Bot::start(&sandbox, GatewayIntents::empty(), 1).await;
    // The sandbox knows a moment before the bot does, which needs the id of its application.
    bot.hears(Heard::Ready).await;
    register(&bot).await;
    (sandbox, bot)
}

pub fn commands() -> Vec<CreateCommand> {
    let option = |kind, name: &str| CreateCommandOption::new(kind, name, format!("The {name}."));
    let plain = |name: &str| CreateCommand::new(name).description("Does what it says.");
    let text = || option(CommandOptionType::String, "text");
    vec![
        plain("echo").add_option(text().required(true).set_autocomplete(true)),
        plain("whisper").add_option(text().required(true)),
        plain("think").add_option(text().required(true)),
        plain("think-follow").add_option(text().required(true)),
        plain("follow").add_option(text().required(true)),
        plain("attach"),
        plain("buttons"),
        plain("never"),
        plain("defer-only"),
        plain("twice"),
        plain("kinds")
            .add_option(option(CommandOptionType::User, "user"))
            .add_option(option(CommandOptionType::Channel, "channel"))
            .add_option(option(CommandOptionType::Role, "role"))
            .add_option(option(CommandOptionType::Integer, "count").min_int_value(1).max_int_value(9))
            .add_option(option(CommandOptionType::Number, "ratio"))
            .add_option(option(CommandOptionType::Boolean, "sure")),
        plain("deep").add_option(
            option(CommandOptionType::SubCommandGroup, "group")
                .add_sub_option(option(CommandOptionType::SubCommand, "sub").add_sub_option(text())),
        ),
        plain("moderate").default_member_permissions(serenity::all::Permissions::MANAGE_GUILD),
        CreateCommand::new("Read Aloud").kind(CommandType::Message),
        plain("here-only").contexts(vec![serenity::all::InteractionContext::Guild]),
    ]
}

pub async fn register(bot: &Bot) {
    Command::set_global_commands(&bot.http, commands()).await.unwrap();
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, _: Context, _: Ready) {
        self.tell(Heard::Ready);
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        self.tell(Heard::Resumed);
    }

    async fn guild_create(&self, _: Context, _: Guild, _: Option<bool>) {
        self.tell(Heard::Guild);
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        let done = match interaction {
            Interaction::Command(command) => run(&ctx, &command).await,
            Interaction::Component(component) => press(&ctx, &component).await,
            Interaction::Autocomplete(typing) => complete(&ctx, &typing).await,
            _ => Ok(()),
        };
        if let Err(error) = done {
            eprintln!("the bot failed: {error}");
        }
    }
}

impl Handler {
    fn tell(&self, heard: Heard) {
        let _ = self.0.send(heard);
    }
}

fn words() -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new()
}

async fn run(ctx: &Context, command: &CommandInteraction) -> serenity::Result<()> {
    let options = command.data.options();
    let text = options.iter().find_map(|option| match option.value {
        serenity::all::ResolvedValue::String(text) => Some(text),
        _ => None,
    });
    let text = text.unwrap_or_default();
    let answer = |message| command.create_response(ctx, Response::Message(message));
    match command.data.name.as_str() {
        "echo" => answer(words().embed(CreateEmbed::new().title("Echo").description(text))).await,
        "whisper" => answer(words().content(text).ephemeral(true)).await,
        "think" => {
            command.defer(ctx).await?;
            tokio::time::sleep(Duration::from_millis(50)).await;
            command.edit_response(ctx, EditInteractionResponse::new().content(text)).await.map(drop)
        }
        "think-follow" => {
            command.defer_ephemeral(ctx).await?;
            let follow_up = CreateInteractionResponseFollowup::new().content(text);
            command.create_followup(ctx, follow_up).await.map(drop)
        }
        "follow" => {
            answer(words().content("first")).await?;
            let follow_up = CreateInteractionResponseFollowup::new().content(text).ephemeral(true);
            let message = command.create_followup(ctx, follow_up).await?;
            let edit = CreateInteractionResponseFollowup::new().content(format!("{text}, edited"));
            command.edit_followup(ctx, message.id, edit).await?;
            let original = command.get_response(ctx).await?;
            assert_eq!(original.content, "first");
            command.get_followup(ctx, message.id).await.map(drop)
        }
        "Read Aloud" => {
            let target = command.data.target();
            let Some(ResolvedTarget::Message(message)) = target else { panic!("{target:?}") };
            answer(words().content(format!("{}: {}", message.author.name, message.content)).ephemeral(true)).await
        }
        "attach" => {
            let file = CreateAttachment::bytes(vec![0; 100], "map.png");
            answer(words().content("a map").add_file(file)).await
        }
        "buttons" => answer(words().content("choose").components(rows())).await,
        "never" => {
            tokio::time::sleep(PATIENCE).await;
            Ok(())
        }
        "defer-only" => command.defer(ctx).await,
        "twice" => {
            answer(words().content("once")).await?;
            let error = answer(words().content("twice")).await.unwrap_err();
            let edit = EditInteractionResponse::new().content(error.to_string());
            command.edit_response(ctx, edit).await.map(drop)
        }
        _ => answer(words().content(format!("{options:?}"))).await,
    }
}

fn rows() -> Vec<CreateActionRow> {
    let button = |id: &str| CreateButton::new(id).label(id).style(ButtonStyle::Primary);
    let options = ["a", "b"].map(|value| CreateSelectMenuOption::new(value, value)).to_vec();
    let menu = CreateSelectMenu::new("menu", CreateSelectMenuKind::String { options });
    vec![
        CreateActionRow::Buttons(vec![
            button("update"),
            button("new"),
            button("later"),
            button("off").disabled(true),
            CreateButton::new_link("https://example.org").label("link"),
        ]),
        CreateActionRow::SelectMenu(menu),
    ]
}

async fn press(ctx: &Context, component: &ComponentInteraction) -> serenity::Result<()> {
    let buttons = component.message.components.iter().flat_map(|row| &row.components);
    assert_eq!(buttons.filter(|part| matches!(part, ActionRowComponent::Button(_))).count(), 5);
    let update = |message| component.create_response(ctx, Response::UpdateMessage(message));
    match component.data.custom_id.as_str() {
        "update" => update(words().content(whose(&component.message))).await,
        "new" => {
            let message = words().content("another").ephemeral(true);
            component.create_response(ctx, Response::Message(message)).await
        }
        "later" => {
            component.create_response(ctx, Response::Acknowledge).await?;
            component.edit_response(ctx, EditInteractionResponse::new().content("later")).await.map(drop)
        }
        _ => match &component.data.kind {
            ComponentInteractionDataKind::StringSelect { values } => {
                update(words().content(format!("picked {}", values.join(", ")))).await
            }
            other => panic!("{other:?}"),
        },
    }
}

/// Who asked for a message, by what it carries.
fn whose(message: &Message) -> String {
    match message.interaction_metadata.as_deref() {
        Some(serenity::all::MessageInteractionMetadata::Command(command)) => format!("asked by {}", command.user.name),
        other => format!("{other:?}"),
    }
}

async fn complete(ctx: &Context, typing: &CommandInteraction) -> serenity::Result<()> {
    let typed = typing.data.autocomplete().map(|option| option.value).unwrap_or_default();
    let choices = (1..=3).map(|at| AutocompleteChoice::new(format!("{typed} {at}"), format!("{typed}-{at}"))).collect();
    let response = CreateAutocompleteResponse::new().set_choices(choices);
    typing.create_response(ctx, Response::Autocomplete(response)).await
}
