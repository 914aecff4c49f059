//! What holds for every card, whoever wrote it.

use luwte_conversation::{Age, CARD_LENGTH, Card, Danger, Safety, Topics, Who};
use proptest::prelude::*;

fn text(longest: usize) -> impl Strategy<Value = String> {
    "\\PC{0,200}".prop_map(move |text| {
        let end = (0..=longest.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at));
        text[..end.unwrap_or_default()].to_owned()
    })
}

fn card() -> impl Strategy<Value = Card> {
    let choices = (
        prop::sample::select(Who::ALL),
        prop::sample::select(Age::ALL),
        prop::sample::select(Safety::ALL),
        prop::sample::select(Danger::ALL),
    );
    let language = prop::option::of(prop::sample::select(vec![*b"nl", *b"en", *b"ar", *b"zz"]));
    let texts = (text(Card::LONGEST_CODE_WORD), text(Card::LONGEST_MESSAGE));
    (language, choices, 0..1_u16 << Topics::COUNT, texts).prop_map(
        |(language, (who, age, safe, danger), topics, (code_word, message))| Card {
            language,
            who,
            age,
            topics: Topics::from_bits(topics).unwrap(),
            safe,
            danger,
            code_word: code_word.into(),
            message: message.into(),
        },
    )
}

proptest! {
    #[test]
    fn every_card_reads_back_as_itself_and_shows_nothing_in_debug_output(card in card()) {
        prop_assert_eq!(Card::decode(&card.encode().unwrap()), Ok(card.clone()));
        prop_assert_eq!(format!("{card:?}"), "Card(redacted)");
    }

    #[test]
    fn a_card_has_one_form_only(mut plain in card().prop_map(|card| *card.encode().unwrap()), at in 0..CARD_LENGTH, byte: u8) {
        plain[at] = byte;
        if let Ok(card) = Card::decode(&plain) {
            prop_assert_eq!(*card.encode().unwrap(), plain);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), CARD_LENGTH)) {
        let _ = Card::decode(&bytes.try_into().unwrap());
    }
}
