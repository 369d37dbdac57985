//! Eight clients at the same moment: one wins, the others see it.

use std::sync::Arc;

use base::{Role, Secret};
use people::{Error, Result, link::Purpose, person, setup, sign_in};
use testkit::on_both;

use crate::stage::{PASSWORD, SYSTEM, Stage, secret, visitor};

const CLIENTS: usize = 8;

/// Runs the same work on eight tasks and gathers the answers.
async fn at_once<T, F>(stage: &Arc<Stage>, work: impl Fn(Arc<Stage>) -> F) -> Vec<Result<T>>
where
    T: Send + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
{
    let tasks: Vec<_> = (0..CLIENTS).map(|_| base::tasks::spawn("client", work(Arc::clone(stage)))).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

#[test]
fn eight_first_mails_make_one_person() {
    on_both(async |engine| {
        let stage = Arc::new(Stage::open(engine));
        for round in 0..10 {
            let answers = at_once(&stage, |stage| async move {
                let address = format!("new{round}@kunde.example");
                stage.write(move |tx| person::find_or_create_by_address(tx, &SYSTEM, &address, "New")).await
            })
            .await;
            let ids: Vec<i64> = answers.into_iter().map(|answer| answer.unwrap().id).collect();
            assert!(ids.windows(2).all(|pair| pair[0] == pair[1]), "{ids:?}");
        }
        assert_eq!(stage.number("SELECT COUNT(*) FROM people_person").await, 10);
        let created = "SELECT COUNT(*) FROM store_event WHERE kind = 'person.created'";
        assert_eq!(stage.number(created).await, 10);
    });
}

#[test]
fn attack_last_admin_two_admins_cannot_remove_each_other() {
    on_both(async |engine| {
        let stage = Arc::new(Stage::open(engine));
        for round in 0..10 {
            let ann = stage.person(&format!("Ann{round}"), Role::Admin).await.id;
            let bob = stage.person(&format!("Bob{round}"), Role::Admin).await.id;
            let one = Arc::clone(&stage);
            let demotion = base::tasks::spawn("client", async move {
                one.write(move |tx| person::set_role(tx, &SYSTEM, ann, Role::Agent)).await
            });
            let other = Arc::clone(&stage);
            let disabling =
                base::tasks::spawn(
                    "client",
                    async move { other.write(move |tx| person::disable(tx, &SYSTEM, bob)).await },
                );
            let answers = [demotion.await.unwrap(), disabling.await.unwrap()];
            let refused = answers.iter().filter(|answer| matches!(answer, Err(Error::LastAdmin))).count();
            assert_eq!(refused, 1, "{answers:?}");
            let admins = "SELECT COUNT(*) FROM people_person WHERE role = 'admin' AND disabled = FALSE";
            assert_eq!(stage.number(admins).await, 1);
            begin_anew(&stage).await;
        }
    });
}

/// Takes every administrator's role away behind the verbs' back, so that the next round begins with its own two.
async fn begin_anew(stage: &Stage) {
    let sql = "UPDATE people_person SET role = 'agent' WHERE role = 'admin'";
    stage.write(move |tx| Ok(tx.execute(sql, store::params![])?)).await.unwrap();
}

#[test]
fn attack_uptime_kuma_setup_race_makes_one_admin() {
    on_both(async |engine| {
        let stage = Arc::new(Stage::open(engine));
        let token = stage.write(|tx| setup::prepare(tx, &SYSTEM)).await.unwrap().unwrap();
        let tasks: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let (stage, token) = (Arc::clone(&stage), token.clone());
                base::tasks::spawn("client", async move {
                    let first = setup::FirstAdmin {
                        token,
                        name: format!("Admin {number}"),
                        address: format!("admin{number}@staff.example"),
                        password: secret(PASSWORD),
                    };
                    setup::redeem(&stage.desk, first, visitor("192.0.2.7")).await
                })
            })
            .collect();
        let mut made = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => made += 1,
                Err(error) => assert!(matches!(error, Error::Refused), "{error:?}"),
            }
        }
        assert_eq!(made, 1);
        assert_eq!(stage.number("SELECT COUNT(*) FROM people_person").await, 1);
    });
}

#[test]
fn attack_cve_2022_23485_a_link_lets_one_in() {
    on_both(async |engine| {
        let stage = Arc::new(Stage::open(engine));
        stage.person("Cleo", Role::Customer).await;
        let token: Secret<String> = stage.link("Cleo", Purpose::SignIn).await.unwrap();
        let answers = at_once(&stage, |stage| {
            let token = token.clone();
            async move { sign_in::redeem_link(&stage.desk, token, visitor("192.0.2.7")).await }
        })
        .await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert_eq!(stage.number("SELECT COUNT(*) FROM people_session").await, 1);
    });
}
