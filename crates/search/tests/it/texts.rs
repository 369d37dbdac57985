//! Words in several languages, phrases, keys, and what is not a word.

use work::Visibility;

use crate::house::{ascending, both};

#[test]
fn chinese_words_of_two_characters_are_found_wherever_they_stand() {
    both(async |house| {
        let login = house.ticket("登录失败", "用户反馈无法连接数据库，请检查防火墙。").await;
        let printer = house.ticket("打印机 offline", "二楼的打印机显示offline，重启后仍然无法连接").await;
        house.catch_up().await;
        for (text, expected) in [
            ("连接", vec![login, printer]),
            ("数据库", vec![login]),
            ("数据", vec![login]),
            ("防火", vec![login]),
            ("登录", vec![login]),
            ("打印机", vec![printer]),
            ("机显", vec![printer]),
            ("无法连接", vec![login, printer]),
            ("数据库连接", vec![login]),
            ("打印机offline", vec![printer]),
            ("\"法连接数\"", vec![login]),
            ("网络", vec![]),
        ] {
            assert_eq!(house.ids(text).await, ascending(expected), "{text}");
        }
    });
}

#[test]
fn german_and_other_spellings_meet() {
    both(async |house| {
        let street = house.ticket("Straße gesperrt", "Frau Müller meldet eine größere Störung in Zürich").await;
        let other = house.ticket("Strasse frei", "Herr Mueller ist zufrieden").await;
        house.catch_up().await;
        for (text, expected) in [
            ("STRASSE", vec![street, other]),
            ("straße", vec![street, other]),
            ("müller", vec![street, other]),
            ("mueller", vec![street, other]),
            ("muller", vec![street]),
            ("grossere", vec![street]),
            ("stoerung", vec![street]),
            ("zurich", vec![street]),
        ] {
            assert_eq!(house.ids(text).await, ascending(expected), "{text}");
        }
    });
}

#[test]
fn words_phrases_versions_and_keys() {
    both(async |house| {
        let export =
            house.ticket("Export hangs at 97 %", "Since version 4.2.1 the export hangs. Error code E-1042.").await;
        let import = house.ticket("Import is slow", "The import hangs sometimes. Version 4.1.2").await;
        house.say(import, Visibility::Internal, "looks like the export problem").await;
        house.catch_up().await;
        let key = house.write(move |tx| work::item::get(tx, &base::Scope::system("test"), import)).await.key;
        for (text, expected) in [
            ("export", vec![export, import]),
            ("hangs export", vec![export, import]),
            ("\"export hangs\"", vec![export]),
            ("4.2.1", vec![export]),
            ("4.1.2", vec![import]),
            ("E-1042", vec![export]),
            ("export -slow", vec![export]),
            ("slow or 97", vec![export, import]),
            ("hangs --", vec![export, import]),
            (key.as_str(), vec![import]),
            (key.to_lowercase().as_str(), vec![import]),
            ("title:port", vec![export, import]),
            ("title:expo hangs", vec![export]),
        ] {
            assert_eq!(house.ids(text).await, ascending(expected), "{text}");
        }
    });
}

#[test]
fn what_was_quoted_is_not_searched() {
    both(async |house| {
        let id = house.ticket("Question", "new words").await;
        let new = work::NewMessage {
            quoted_text: Some("elephant".to_owned()),
            ..work::NewMessage::text(id, work::Author::system(), Visibility::Public, work::Channel::Mail, "giraffe")
        };
        house.write(move |tx| work::message::add(tx, &base::Scope::system("test"), new)).await;
        house.catch_up().await;
        assert_eq!(house.ids("giraffe").await, [id]);
        assert!(house.ids("elephant").await.is_empty());
    });
}
