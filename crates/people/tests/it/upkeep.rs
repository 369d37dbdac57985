//! What is over is deleted by itself.

use base::Role;
use jobs::Runner;
use people::{link::Purpose, upkeep};
use testkit::on_both;

use crate::stage::{PASSWORD, Stage};

#[test]
fn sessions_and_links_that_are_over_are_deleted_every_hour() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let runner = Runner::new(stage.test.store.clone(), upkeep::registrations(), Vec::new(), upkeep::schedules());
        assert!(runner.drain().await.unwrap().is_empty());
        stage.with_password("Gus", Role::Agent).await;
        stage.try_password("Gus", PASSWORD).await.unwrap();
        stage.advance(6 * 86_400);
        stage.person("Cleo", Role::Customer).await;
        stage.link("Cleo", Purpose::SignIn).await.unwrap();
        let left = async || {
            assert!(runner.drain().await.unwrap().is_empty());
            let sessions = stage.number("SELECT COUNT(*) FROM people_session").await;
            (sessions, stage.number("SELECT COUNT(*) FROM people_link").await)
        };
        assert_eq!(left().await, (1, 1));
        stage.advance(3_600);
        assert_eq!(left().await, (1, 0));
        stage.advance(86_400);
        assert_eq!(left().await, (0, 0));
    });
}
