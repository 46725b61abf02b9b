//! What each subcommand does and says.

use serde_json::{Value, json};
use twinned::sandbox::world::permissions;

use crate::house::{House, message, said};

#[tokio::test]
async fn a_subscription_is_added_posts_and_is_changed() {
    let house = House::new().await;
    insta::assert_snapshot!("added", said(&house.add().await));
    insta::assert_snapshot!("nothing_yet", said(&house.moderator("status", json!({})).await));

    // 24 June at 17:00 in Tokyo.
    let preview = house.moderator("preview", json!({})).await;
    house.set_clock("2026-06-24T08:00:05Z");
    house.until_posted(0, 1).await;
    same_message(&preview.message.unwrap().body, &house.posts(0)[0].body);

    let changed = house.moderator("edit", json!({"hour": "18:30", "clear": "place", "only-round": true})).await;
    insta::assert_snapshot!("changed", said(&changed));
    let nothing = house.moderator("edit", json!({})).await;
    assert!(said(&nothing).contains("Say what is to change"), "{}", said(&nothing));
    house.set_clock("2026-06-24T10:00:00Z");
    tokio::time::sleep(std::time::Duration::from_secs(7)).await;
    assert_eq!(house.posts(0).len(), 1, "each calendar day is posted once, also where its hour has changed");
    house.stop().await;
}

/// Whether a preview and the post that followed it are the same, but for what a preview cannot have: the mark in the footer,
/// and whom it mentions.
fn same_message(preview: &Value, post: &Value) {
    let bare = |message: &Value| {
        let mut embeds = message["embeds"].clone();
        for embed in embeds.as_array_mut().unwrap() {
            if let Some(footer) = embed["footer"]["text"].as_str() {
                let unmarked = footer.rsplit_once(" · ").map_or(footer, |(before, _)| before).to_owned();
                embed["footer"]["text"] = json!(unmarked);
            }
        }
        json!({"content": message["content"], "embeds": embeds, "components": message["components"]})
    };
    assert_eq!(bare(preview), bare(post));
    assert!(preview["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty()));
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_named() {
    let house = House::new().await;
    let check = async |change: Value, expected: &str| {
        let mut options = house.kobe();
        for (name, value) in change.as_object().unwrap() {
            options[name] = value.clone();
        }
        let reply = house.moderator("add", options).await;
        assert!(said(&reply).contains(expected), "{expected}: {}", said(&reply));
    };
    check(json!({"timezone": "Nowhere"}), "is not an IANA time zone").await;
    check(json!({"timezone": "Atlantis/Deep"}), "is not an IANA time zone").await;
    check(json!({"hour": "25:00"}), "is not an hour: write HH:MM").await;
    check(json!({"place": "Nagasaki"}), "may be any of these").await;
    check(json!({"place": "xqzw"}), "no place in this dataset").await;
    check(json!({"country": "Utopia"}), "no country is called").await;
    check(json!({"crosspost": true}), "is not an announcement channel").await;
    let lacking = permissions::EMBED_LINKS | permissions::READ_MESSAGE_HISTORY;
    house.deny(0, lacking);
    check(json!({}), "lacks **Embed Links** and **Read Message History**").await;
    house.deny(0, permissions::VIEW_CHANNEL);
    check(json!({}), "lacks **View Channel**").await;
    house.deny(0, 0);
    check(json!({"timezone": "tokyo"}), "Asia/Tokyo").await;
    assert_eq!(house.state.guilds().await.unwrap().len(), 1);
    house.stop().await;
}

#[tokio::test]
async fn a_role_is_mentioned_only_where_it_may_be() {
    let house = House::new().await;
    let check = async |role: &str, expected: &str| {
        let mut options = house.kobe();
        options["mention-role"] = json!(role);
        let reply = house.moderator("add", options).await;
        assert!(said(&reply).contains(expected), "{expected}: {}", said(&reply));
    };
    let everyone = house.sandbox.world().guilds[0].id.to_string();
    check(&everyone, "@everyone is not mentioned").await;
    let role = house.role(|role| role.mentionable = false);
    house.sandbox.change(|world| {
        world.guilds[0].members[0].permissions &= !permissions::MENTION_EVERYONE;
    });
    check(&role, "you lack **Mention Everyone**").await;
    house.deny(0, permissions::MENTION_EVERYONE);
    check(&role, "you and the bot lack").await;
    house.role(|role| role.mentionable = true);
    check(&role, "Each post mentions <@&#>").await;
    house.set_clock("2026-06-24T08:00:05Z");
    house.until_posted(0, 1).await;
    let post = &house.posts(0)[0].body;
    assert_eq!((&post["mention_roles"], &post["mention_everyone"]), (&json!([role]), &json!(false)));
    // Whoever changes anything answers for the role, too, as long as it stays.
    house.role(|role| role.mentionable = false);
    let edited = house.moderator("edit", json!({"hour": "10:00"})).await;
    assert!(said(&edited).contains("you and the bot lack"), "{}", said(&edited));
    let cleared = house.moderator("edit", json!({"hour": "10:00", "clear": "mention-role"})).await;
    assert!(said(&cleared).contains("is changed"), "{}", said(&cleared));
    house.stop().await;
}

#[tokio::test]
async fn paused_resumed_removed_and_forgotten() {
    let house = House::new().await;
    house.add().await;
    insta::assert_snapshot!("paused", said(&house.moderator("pause", json!({})).await));
    house.set_clock("2026-06-24T08:00:05Z");
    tokio::time::sleep(std::time::Duration::from_secs(7)).await;
    assert!(house.posts(0).is_empty(), "nothing is posted while it is paused");
    insta::assert_snapshot!("paused_status", said(&house.moderator("status", json!({})).await));
    insta::assert_snapshot!("resumed", said(&house.moderator("resume", json!({})).await));
    let again = house.moderator("resume", json!({})).await;
    assert!(said(&again).contains("is not paused"), "{}", said(&again));
    tokio::time::sleep(std::time::Duration::from_secs(7)).await;
    assert!(house.posts(0).is_empty(), "what a pause left out is not made up for");

    let mut other = house.kobe();
    other["channel"] = json!(house.channel(1));
    house.moderator("add", other).await;
    let which = house.moderator("remove", json!({})).await;
    assert!(said(&which).contains("several subscriptions, 1 and 2"), "{}", said(&which));
    insta::assert_snapshot!("removed", said(&house.moderator("remove", json!({"number": 1})).await));
    insta::assert_snapshot!("exported", said(&house.moderator("export", json!({})).await));
    let sent = house.sandbox.requests();
    assert!(sent.iter().any(|request| request.files == 1), "the copy is a file");

    let asked = house.moderator("forget", json!({})).await;
    insta::assert_snapshot!("asked_to_forget", said(&asked));
    let moderator = house.sandbox.as_user(&house.sandbox.moderator());
    let kept = moderator.press(message(&asked), "subscription.forget.no").await.unwrap();
    assert!(said(&kept).contains("Nothing was deleted"), "{}", said(&kept));
    let asked = house.moderator("forget", json!({})).await;
    let forgotten = moderator.press(message(&asked), "subscription.forget.yes").await.unwrap();
    insta::assert_snapshot!("forgotten", said(&forgotten));
    assert!(house.state.guilds().await.unwrap().is_empty());
    house.stop().await;
}

#[tokio::test]
async fn zones_places_and_numbers_are_offered() {
    let house = House::new().await;
    house.add().await;
    let moderator = house.sandbox.as_user(&house.sandbox.moderator());
    let offered = async |sub: &str, option: &str, typed: &str| {
        let completion =
            moderator.autocomplete(&format!("subscription {sub}"), json!({}), (option, typed)).await.unwrap();
        assert!(completion.refused.is_empty(), "{completion:?}");
        completion.choices
    };
    let first = async |sub: &str, option: &str, typed: &str| offered(sub, option, typed).await[0].name.clone();
    assert_eq!(first("add", "timezone", "berl").await, "Europe/Berlin (UTC+02)");
    assert_eq!(first("add", "timezone", "kathm").await, "Asia/Kathmandu (UTC+05:45)");
    assert!(first("add", "place", "神戸").await.contains("Kobe"));
    assert!(first("edit", "country", "chi").await.contains("Chi"));
    let numbers = offered("status", "number", "").await;
    assert_eq!((numbers[0].name.as_str(), &numbers[0].value), ("1: each day at 17:00, Asia/Tokyo, Kobe", &json!(1)));
    house.stop().await;
}
