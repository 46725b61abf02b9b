//! Who may do it: checked at each step, not only when the command is offered.

use serde_json::json;
use twinned::sandbox::SandboxError;
use twinned::sandbox::world::permissions;

use crate::house::{House, message, said};

#[tokio::test]
async fn only_who_may_manage_the_server() {
    let house = House::new().await;
    let member = house.sandbox.member();
    let refused = house.sandbox.as_user(&member).command("subscription status", json!({})).await;
    assert!(matches!(refused, Err(SandboxError::NotOffered { .. })), "{refused:?}");
    let moderator = house.sandbox.as_user(&house.sandbox.moderator()).in_dm();
    let in_private = moderator.command("subscription status", json!({})).await;
    assert!(matches!(in_private, Err(SandboxError::NotOffered { .. })), "{in_private:?}");
    house.add().await;

    // A moderator who is none any more, with the question still before them.
    let asked = house.moderator("forget", json!({})).await;
    house.sandbox.change(|world| {
        for guild in &mut world.guilds {
            guild.members[0].permissions &= !permissions::MANAGE_GUILD;
        }
    });
    let moderator = house.sandbox.as_user(&house.sandbox.moderator());
    let pressed = moderator.press(message(&asked), "subscription.forget.yes").await.unwrap();
    assert!(said(&pressed).contains("whoever has **Manage Server**"), "{}", said(&pressed));
    assert_eq!(house.state.guilds().await.unwrap().len(), 1, "nothing was deleted");
    house.stop().await;
}

#[tokio::test]
async fn a_server_has_twenty_five_and_sees_only_its_own() {
    let house = House::new().await;
    for _ in 0..twinned::discord::subscription::MOST {
        house.add().await;
    }
    let one_more = house.add().await;
    assert!(said(&one_more).contains("25 subscriptions already"), "{}", said(&one_more));
    let elsewhere = house.sandbox.world().guilds[1].channels[0].id;
    let other = house.sandbox.as_user(&house.sandbox.moderator()).in_channel(elsewhere);
    let theirs = other.command("subscription status", json!({"number": 3})).await.unwrap();
    assert!(said(&theirs).contains("has no subscription"), "{}", said(&theirs));
    let mut foreign = house.kobe();
    foreign["channel"] = json!(house.channel(0));
    // A channel of another server, as a client would not send it.
    let refused = other.command("subscription add", foreign).await.unwrap();
    assert!(said(&refused).contains("is not in this server"), "{}", said(&refused));
    house.stop().await;
}
