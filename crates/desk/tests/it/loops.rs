//! Programs that answer everything fall silent, however little they say about being programs.

use testkit::{Sent, on_both};

use crate::house::{ANN, House, SUPPORT, letter, reply};

/// More rounds than any ration allows.
const ROUNDS: usize = 40;

/// Lets `answer` react to every mail that reaches Ann until nothing new comes; how many reached her.
async fn let_it_run(house: &House, answer: impl Fn(usize, &Sent) -> (String, Vec<u8>)) -> usize {
    for round in 0..ROUNDS {
        let Some(sent) = house.app.sent.to(ANN).get(round).cloned() else { return round };
        let (to, raw) = answer(round, &sent);
        house.write(ANN, &to, &raw).await;
    }
    panic!("still writing after {ROUNDS} rounds");
}

#[test]
fn a_vacation_responder_that_says_so_is_answered_once() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let sent = let_it_run(&house, |_, sent| {
            let (to, raw) = reply(ANN, sent, "I am away.");
            let raw = String::from_utf8(raw).unwrap();
            (to, raw.replacen("Subject:", "Auto-Submitted: auto-replied (vacation)\r\nSubject:", 1).into_bytes())
        });
        assert_eq!(sent.await, 1);
    });
}

#[test]
fn a_vacation_responder_that_says_nothing_is_answered_once_in_its_ticket() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let sent = let_it_run(&house, |_, sent| reply(ANN, sent, "I am away until Monday."));
        assert_eq!(sent.await, 1, "a reply on a ticket is never acknowledged");
        assert!(!house.exists("SUP-2").await);
    });
}

#[test]
fn a_responder_that_forgets_every_thread_gets_only_its_ration() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let sent = let_it_run(&house, |round, _| {
            let subject = format!("Away {round}");
            (SUPPORT.to_owned(), letter(ANN, SUPPORT, &subject, &[], "I am away until Monday."))
        });
        assert_eq!(sent.await, 5);
        house.balance().await;
    });
}

#[test]
fn a_mailing_list_that_sends_our_answers_back_is_not_answered() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let answer = house.answer("SUP-1", "Fixed in 4.3.").await;
        let before = house.app.sent.all().len();
        // As it came, with the fields that lists add.
        let listed = [b"List-Id: <users.outside.test>\r\nPrecedence: list\r\n".as_slice(), &answer.raw].concat();
        house.write("users-bounces@outside.test", SUPPORT, &listed).await;
        assert_eq!(house.balance().await.dropped["own_mail"], 1);
        // Under an id of the list's own and from the list's address: a ticket perhaps, but no answer.
        let id = answer.parsed().message_id.unwrap();
        let renamed = String::from_utf8(listed).unwrap().replacen(&id, "list-1@outside.test", 1);
        house.write("users-bounces@outside.test", SUPPORT, renamed.as_bytes()).await;
        assert_eq!(house.app.sent.all().len(), before);
    });
}
