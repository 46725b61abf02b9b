//! Two processes with one state: one posts, the other stands by and takes over.

use std::time::Duration;

use crate::support::{Plan, Stage};

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
