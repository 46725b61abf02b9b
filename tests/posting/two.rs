//! Two processes with one state: one posts, the other stands by and takes over.

use std::time::Duration;

use serde_json::json;

use crate::support::{PATIENCE, Plan, Stage};

#[tokio::test]
async fn one_posts_and_the_other_takes_over() {
    let stage = Stage::new(Plan::default()).await;
    let channels = stage.channels();
    let (first, second) = (stage.start(), stage.start());
    stage
        .until("both are there", async |_| {
            let log = stage.log();
            log.contains("this process posts") && log.contains("stands by")
        })
        .await;
    let early = stage.subscribe(channels[0], 1, |_| {}).await;
    stage.until_settled(&[early], 1).await;
    assert_eq!(stage.log().matches("this process posts").count(), 1);
    // Whichever of them it was: one of the two is killed, and whoever is left goes on.
    first.kill().await;
    let late = stage.subscribe(channels[1], 1, |_| {}).await;
    stage.until_settled(&[late], 1).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(second.stop().await, 0);
    assert_eq!((stage.posts(channels[0]).len(), stage.posts(channels[1]).len()), (1, 1));
}

#[tokio::test]
async fn both_hear_what_is_asked_and_one_answer_is_shown() {
    let stage = Stage::new(Plan::default()).await;
    let (first, second) = (stage.start(), stage.start());
    stage.sandbox.registered("subscription").await.unwrap();
    assert!(stage.sandbox.wait_for(PATIENCE, |sandbox| sandbox.gateway().identifies().len() == 2).await);
    let moderator = stage.sandbox.as_user(&stage.sandbox.moderator());
    let answered = |path: &str| {
        let requests = stage.sandbox.requests();
        let answers = requests.iter().filter(|request| request.path.ends_with(path));
        answers.map(|request| request.status).collect::<Vec<_>>()
    };
    for (asked, (command, options)) in
        [("partners", json!({"place": "Aahub"})), ("subscription add", adding(&stage))].into_iter().enumerate()
    {
        let reply = moderator.command(command, options).await.unwrap();
        assert!(reply.error.is_none(), "{command}: {reply:?}");
        let both = (asked + 1) * 2;
        let done = |_: &twinned::sandbox::Sandbox| {
            answered("/callback").iter().filter(|status| status.is_some()).count() == both
        };
        assert!(stage.sandbox.wait_for(PATIENCE, done).await, "both answer {command}");
    }
    let mut statuses = answered("/callback");
    statuses.sort_unstable();
    assert_eq!(statuses, [Some(204), Some(204), Some(400), Some(400)]);
    let guild = stage.sandbox.world().guilds[0].id.0;
    assert_eq!(stage.state.subscriptions_of(guild).await.unwrap().len(), 1, "it is done once");
    assert_eq!((first.stop().await, second.stop().await), (0, 0));
    let log = stage.log();
    assert!(!log.contains("ERROR") && !log.contains("answered already"), "no news to anybody: {log}");
}

fn adding(stage: &Stage) -> serde_json::Value {
    json!({"channel": stage.channels()[0].to_string(), "timezone": "UTC", "hour": "23:59"})
}
