//! A Chinese query is typed without spaces; the dictionary says which words were meant.
//!
//! Only queries need it, so it is loaded when the first one comes and given back when none came for a while.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use base::Timestamp;
use tantivy_jieba::jieba_rs::Jieba;

use crate::script::is_han;

/// Given back after this long without a Chinese query.
const KEPT: Duration = Duration::from_secs(300);

/// The dictionary, while it is needed.
#[derive(Default)]
pub(crate) struct Words(Mutex<Option<(Arc<Jieba>, Timestamp)>>);

impl Words {
    /// Cuts a run of Han characters into words; any other text stays whole.
    pub(crate) fn cut(&self, run: &str, now: Timestamp) -> Vec<String> {
        let count = run.chars().count();
        if count <= 2 || !run.chars().all(is_han) {
            return vec![run.to_owned()];
        }
        let dictionary = self.dictionary(now);
        let words = dictionary.cut(run, true).into_iter().map(|token| token.word.to_owned());
        meaningful(words.collect())
    }

    fn dictionary(&self, now: Timestamp) -> Arc<Jieba> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let dictionary = kept.take().map_or_else(|| Arc::new(Jieba::new()), |(dictionary, _)| dictionary);
        *kept = Some((Arc::clone(&dictionary), now));
        dictionary
    }

    /// Gives the dictionary back when it was not used for a while.
    pub(crate) fn rest(&self, now: Timestamp) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_some_and(|(_, used)| now.since(*used) > KEPT) {
            *kept = None;
        }
    }
}

/// Single characters between words are mostly particles (的, 了, 在) and would hide what is looked for.
fn meaningful(words: Vec<String>) -> Vec<String> {
    let is_word = |word: &String| word.chars().nth(1).is_some();
    if words.iter().any(is_word) { words.into_iter().filter(is_word).collect() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_cut_into_its_words() {
        let words = Words::default();
        assert_eq!(words.cut("数据库连接超时", Timestamp(0)), ["数据库", "连接", "超时"]);
        assert_eq!(words.cut("打印机的驱动", Timestamp(0)), ["打印机", "驱动"]);
        assert_eq!(words.cut("连接", Timestamp(0)), ["连接"]);
    }

    #[test]
    fn the_dictionary_is_given_back_after_a_rest() {
        let words = Words::default();
        words.cut("数据库连接", Timestamp(0));
        words.rest(Timestamp(0).plus(KEPT));
        assert!(words.0.lock().unwrap().is_some());
        words.rest(Timestamp(1).plus(KEPT));
        assert!(words.0.lock().unwrap().is_none());
    }
}
