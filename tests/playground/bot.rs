//! A bot that is not Twinned: it does by name of the command what the page has to be able to show.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::tz::TimeZone;
use serde_json::json;
use serenity::all::{
    ActionRowComponent, AutocompleteChoice, ButtonStyle, ChannelId, ClientBuilder, Command, CommandInteraction,
    CommandOptionType as Kind, ComponentInteraction, Context, CreateActionRow, CreateAttachment,
    CreateAutocompleteResponse, CreateButton, CreateCommand, CreateCommandOption, CreateEmbed, CreateInputText,
    CreateInteractionResponse as Response, CreateInteractionResponseMessage as Words, CreateMessage, CreateModal,
    CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse, EventHandler,
    GatewayIntents, Http, HttpBuilder, InputTextStyle, Interaction, ModalInteraction, Permissions, Ready, async_trait,
};
use tokio::sync::{Mutex, Notify};
use twinned::sandbox::{Dial, Sandbox};

/// A picture of one point.
const POINT: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4, 0x89, 0x00, 0x00, 0x00, 0x0d, 0x49,
    0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0xd0, 0x28, 0x5e, 0xfa, 0x1f, 0x00, 0x04, 0x47, 0x02, 0x40, 0x77, 0xfa, 0x78,
    0x78, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];
/// What a name could try.
pub const HOSTILE: &str = "</script><img src=x onerror=alert(1)> @everyone [x](javascript:alert(1))";

/// What the bot keeps.
struct Kept {
    dial: Dial,
    channel: u64,
    /// Lets `/slow` go on.
    go_on: Notify,
    /// What a moderator has changed the text to, and how often.
    text: Mutex<(u32, String)>,
}

struct Handler(Arc<Kept>);

/// A bot that runs until it is dropped.
pub struct Bot(Vec<tokio::task::JoinHandle<()>>);

impl Bot {
    pub async fn start(sandbox: &Sandbox) -> Self {
        let http = HttpBuilder::new(sandbox.token()).proxy(sandbox.api()).ratelimiter_disabled(true).build();
        let kept = Arc::new(Kept {
            dial: sandbox.dial(),
            channel: sandbox.channel(1).0,
            go_on: Notify::new(),
            text: Mutex::new((1, "as it was".to_owned())),
        });
        let handler = Handler(Arc::clone(&kept));
        let building = ClientBuilder::new_with_http(http, GatewayIntents::empty()).event_handler(handler);
        let mut client = building.await.unwrap();
        let http = Arc::clone(&client.http);
        let serving = tokio::spawn(async move { client.start().await.unwrap() });
        sandbox.ready(1).await.unwrap();
        sandbox.registered("echo").await.unwrap();
        let posting = tokio::spawn(post_daily(http, kept));
        Self(vec![serving, posting])
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.0.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

/// Says good morning at nine every day, by the sandbox's clock.
async fn post_daily(http: Arc<Http>, kept: Arc<Kept>) {
    loop {
        let now = kept.dial.now().to_zoned(TimeZone::UTC);
        let nine = now.date().at(9, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
        let next = if nine > now { nine } else { nine.checked_add(1.day()).unwrap() };
        kept.dial.reached(next.timestamp()).await;
        let words = CreateMessage::new().content(format!("Good morning, {}", next.date()));
        ChannelId::new(kept.channel).send_message(&http, words).await.unwrap();
    }
}

fn commands() -> Vec<CreateCommand> {
    let option = |kind, name: &str| CreateCommandOption::new(kind, name, format!("The {name}."));
    let plain = |name: &str| CreateCommand::new(name).description(format!("Does what {name} does."));
    vec![
        plain("note"),
        plain("ledger").default_member_permissions(Permissions::MANAGE_GUILD),
        plain("slow"),
        plain("finish"),
        plain("never"),
        plain("refused"),
        plain("show"),
        plain("menus"),
        plain("fill")
            .add_option(option(Kind::Integer, "count").required(true).min_int_value(1).max_int_value(9))
            .add_option(
                option(Kind::String, "mood")
                    .add_string_choice("Good mood", "good")
                    .add_string_choice("Bad mood", "bad"),
            )
            .add_option(option(Kind::Boolean, "sure"))
            .add_option(option(Kind::User, "who"))
            .add_option(option(Kind::Channel, "where")),
        plain("deep").add_option(
            option(Kind::SubCommandGroup, "group")
                .add_sub_option(option(Kind::SubCommand, "sub").add_sub_option(option(Kind::String, "text"))),
        ),
        plain("echo").add_option(option(Kind::String, "text").required(true).set_autocomplete(true)),
    ]
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, ctx: Context, _: Ready) {
        Command::set_global_commands(&ctx.http, commands()).await.unwrap();
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        let done = match interaction {
            Interaction::Command(command) => self.run(&ctx, &command).await,
            Interaction::Component(component) => self.press(&ctx, &component).await,
            Interaction::Modal(form) => self.filled(&ctx, &form).await,
            Interaction::Autocomplete(typing) => {
                let typed = typing.data.autocomplete().map(|option| option.value).unwrap_or_default();
                let locale = &typing.locale;
                let choice =
                    |n: u32| AutocompleteChoice::new(format!("{typed} {n} in {locale}"), format!("{typed}-{n}"));
                let choices = (1..=3).map(choice).collect();
                let answer = CreateAutocompleteResponse::new().set_choices(choices);
                typing.create_response(&ctx, Response::Autocomplete(answer)).await
            }
            _ => Ok(()),
        };
        if let Err(error) = done {
            eprintln!("the bot failed: {error}");
        }
    }
}

impl Handler {
    async fn run(&self, ctx: &Context, command: &CommandInteraction) -> serenity::Result<()> {
        let answer = async |words| command.create_response(ctx, Response::Message(words)).await;
        match command.data.name.as_str() {
            "note" => command.create_response(ctx, Response::Modal(form("note", "A note"))).await,
            "ledger" => answer(self.ledger().await).await,
            "slow" => {
                command.defer(ctx).await?;
                self.0.go_on.notified().await;
                command.edit_response(ctx, EditInteractionResponse::new().content("at last")).await.map(drop)
            }
            "finish" => {
                self.0.go_on.notify_one();
                answer(Words::new().content("done").ephemeral(true)).await
            }
            "never" => Ok(()),
            "refused" => {
                let long = Words::new().embed(CreateEmbed::new().description("x".repeat(5000)));
                assert!(answer(long).await.is_err());
                answer(Words::new().content("shorter")).await
            }
            "show" => answer(everything()).await,
            "menus" => answer(menus()).await,
            name => {
                let given: Vec<_> =
                    command.data.options.iter().map(|option| format!("{}={:?}", option.name, option.value)).collect();
                let (guild, locale) = (command.guild_locale.clone().unwrap_or_default(), &command.locale);
                answer(Words::new().content(format!("{name} {} in {locale} of {guild}", given.join(" ")))).await
            }
        }
    }

    async fn press(&self, ctx: &Context, component: &ComponentInteraction) -> serenity::Result<()> {
        match component.data.custom_id.as_str() {
            "amend" => component.create_response(ctx, Response::Modal(form("amend", "Amend the text"))).await,
            "silent" => Ok(()),
            _ => {
                let said = format!("{:?}", component.data.kind);
                component.create_response(ctx, Response::UpdateMessage(menus().content(said))).await
            }
        }
    }

    async fn filled(&self, ctx: &Context, form: &ModalInteraction) -> serenity::Result<()> {
        let rows = form.data.components.iter().flat_map(|row| &row.components);
        let texts: Vec<_> = rows
            .filter_map(|part| match part {
                ActionRowComponent::InputText(input) => input.value.clone(),
                _ => None,
            })
            .collect();
        if form.data.custom_id == "note" {
            let words = Words::new().content(format!("Noted: {}", texts.join(" / ")));
            return form.create_response(ctx, Response::Message(words)).await;
        }
        {
            let mut text = self.0.text.lock().await;
            *text = (text.0 + 1, texts[0].clone());
        }
        // What is offered changes with it.
        let new = CreateCommand::new("amended").description("Is there since something was amended.");
        Command::create_global_command(&ctx.http, new).await?;
        form.create_response(ctx, Response::UpdateMessage(self.ledger().await)).await
    }

    async fn ledger(&self) -> Words {
        let (version, text) = &*self.0.text.lock().await;
        let amend = CreateButton::new("amend").label("Amend").style(ButtonStyle::Primary);
        let content = format!("Version {version}: {text}");
        Words::new().content(content).components(vec![CreateActionRow::Buttons(vec![amend])])
    }
}

fn form(id: &str, title: &str) -> CreateModal {
    let short = CreateInputText::new(InputTextStyle::Short, "The text", "text").required(true).max_length(40);
    let long = CreateInputText::new(InputTextStyle::Paragraph, "Why", "why").required(false).min_length(5);
    let rows = vec![CreateActionRow::InputText(short), CreateActionRow::InputText(long)];
    CreateModal::new(id, title).components(rows)
}

/// A message with all that an embed can have.
fn everything() -> Words {
    let embed = CreateEmbed::new()
        .author(serenity::all::CreateEmbedAuthor::new("An author"))
        .title(HOSTILE)
        .description(format!("{HOSTILE} 🇨🇳 **bold** ||hidden|| <t:0:D> <#{}>", 5))
        .colour(0x2A_6F_97)
        .field("One", "1", true)
        .field("Two", "2", true)
        .field("Wide", "[link](https://example.org/)", false)
        .thumbnail("attachment://point.png")
        .image("https://example.org/far.png")
        .footer(serenity::all::CreateEmbedFooter::new("The foot"))
        .timestamp(serenity::all::Timestamp::from_unix_timestamp(0).unwrap());
    let files = vec![
        CreateAttachment::bytes(POINT, "point.png"),
        CreateAttachment::bytes(POINT, "alone.png"),
        CreateAttachment::bytes(b"<script>alert(1)</script>".as_slice(), "page.html"),
    ];
    Words::new().embed(embed).files(files)
}

fn menus() -> Words {
    let options = ["a", "b", "c"].map(|value| {
        CreateSelectMenuOption::new(format!("Letter {value}"), value).description(format!("It is {value}."))
    });
    let menu = |id: &str, kind| CreateSelectMenu::new(id, kind).placeholder(format!("Pick {id}"));
    let several = CreateSelectMenuKind::String { options: options.to_vec() };
    let row = vec![
        CreateButton::new("press").label("Press").style(ButtonStyle::Success),
        CreateButton::new("silent").label("Silent").style(ButtonStyle::Danger),
        CreateButton::new("off").label("Off").disabled(true),
        CreateButton::new_link("https://example.org/").label("Link"),
    ];
    Words::new().content("menus").components(vec![
        CreateActionRow::Buttons(row),
        CreateActionRow::SelectMenu(menu("letters", several).min_values(1).max_values(2)),
        CreateActionRow::SelectMenu(menu("people", CreateSelectMenuKind::User { default_users: None })),
    ])
}

/// What somebody types into the forms.
pub fn filled_in(text: &str) -> serde_json::Value {
    json!({"text": text})
}
