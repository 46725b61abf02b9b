//! What the sandbox gives back, read by serenity: an object that it cannot read fails here, and not somewhere in a bot.

use serenity::all::{
    Channel, ChannelId, CreateCommand, CreateEmbed, CreateMessage, EditMessage, GetMessages, GuildId, HttpBuilder,
    Nonce,
};
use serenity::http::Http;
use twinned::sandbox::Sandbox;

use crate::bot::commands;
use crate::openapi;
use crate::raw::sandbox;

fn http(sandbox: &Sandbox) -> Http {
    let id = sandbox.world().bot.id.0.into();
    HttpBuilder::new(sandbox.token()).proxy(sandbox.api()).ratelimiter_disabled(true).application_id(id).build()
}

#[tokio::test]
async fn the_bot_and_its_gateway() {
    let sandbox = sandbox().await;
    let http = http(&sandbox);
    let me = http.get_current_user().await.unwrap();
    assert!(me.bot && me.id.get() == sandbox.world().bot.id.0);
    assert_eq!(http.get_current_application_info().await.unwrap().id.get(), me.id.get());
    assert_eq!(http.get_gateway().await.unwrap().url, http.get_bot_gateway().await.unwrap().url);
    assert_eq!(http.get_guilds(None, None).await.unwrap().len(), 1);
}

#[tokio::test]
async fn guilds_channels_and_messages() {
    let sandbox = sandbox().await;
    let http = http(&sandbox);
    let guild = GuildId::new(sandbox.world().guilds[0].id.0);
    assert_eq!(http.get_guild(guild).await.unwrap().roles.len(), 3);
    assert_eq!(http.get_channels(guild).await.unwrap().len(), 2);
    let dm = ChannelId::new(sandbox.member().dm.0);
    assert!(matches!(http.get_channel(dm).await.unwrap(), Channel::Private(_)));
    let channel = ChannelId::new(sandbox.channel(0).0);
    assert!(matches!(http.get_channel(channel).await.unwrap(), Channel::Guild(_)));

    let embed = CreateEmbed::new()
        .title("A title")
        .field("name", "value", true)
        .footer(serenity::all::CreateEmbedFooter::new("a footer"));
    let said = CreateMessage::new().content("words").embed(embed).nonce(Nonce::String("n".to_owned()));
    let message = channel.send_message(&http, said).await.unwrap();
    assert!(message.embeds[0].fields[0].inline);
    assert!(matches!(message.nonce, Some(Nonce::String(nonce)) if nonce == "n"));
    let edited = channel.edit_message(&http, message.id, EditMessage::new().content("others")).await.unwrap();
    assert!(edited.edited_timestamp.is_some());
    let page = channel.messages(&http, GetMessages::new().limit(1)).await.unwrap();
    assert_eq!(page[0].content, "others");
    channel.message(&http, message.id).await.unwrap().delete(&http).await.unwrap();
    openapi::check_all(&sandbox.requests());
}

#[tokio::test]
async fn commands_of_all_and_of_one_guild() {
    let sandbox = sandbox().await;
    let http = http(&sandbox);
    let made = http.create_global_commands(&commands()).await.unwrap();
    let listed: Vec<_> = http.get_global_commands().await.unwrap().iter().map(|command| command.version).collect();
    assert_eq!(listed, made.iter().map(|command| command.version).collect::<Vec<_>>());
    let echo = made.iter().find(|command| command.name == "echo").unwrap();
    assert!(echo.options[0].required && echo.options[0].autocomplete);
    let edit = CreateCommand::new("echo").description("Otherwise.");
    assert_eq!(http.edit_global_command(echo.id, &edit).await.unwrap().description, "Otherwise.");
    assert_eq!(http.get_global_command(echo.id).await.unwrap().description, "Otherwise.");
    http.delete_global_command(echo.id).await.unwrap();
    assert!(http.get_global_command(echo.id).await.is_err());

    let guild = GuildId::new(sandbox.world().guilds[0].id.0);
    let own = guild.set_commands(&http, commands()).await.unwrap();
    assert_eq!((own.len(), own[0].guild_id), (made.len(), Some(guild)));
    assert_eq!(guild.get_commands_with_localizations(&http).await.unwrap().len(), made.len());
    openapi::check_all(&sandbox.requests());
}

#[tokio::test]
async fn refusals() {
    let sandbox = sandbox().await;
    let http = http(&sandbox);
    let channel = ChannelId::new(sandbox.channel(0).0);
    let long = CreateMessage::new().embed(CreateEmbed::new().title("a".repeat(257)));
    let error = channel.send_message(&http, long).await.unwrap_err();
    let serenity::Error::Http(serenity::http::HttpError::UnsuccessfulRequest(refusal)) = error else {
        panic!("{error:?}");
    };
    assert_eq!((refusal.status_code.as_u16(), refusal.error.code), (400, 50035));
    assert_eq!(refusal.error.errors[0].path, "embeds.0.title");
}
