//! What holds for every form, whoever wrote it.

use luwte_conversation::{Age, Danger, FORM_LENGTH, Form, Safety, Topics, Who};
use proptest::prelude::*;

fn text(longest: usize) -> impl Strategy<Value = String> {
    "\\PC{0,200}".prop_map(move |text| {
        let end = (0..=longest.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at));
        text[..end.unwrap_or_default()].to_owned()
    })
}

fn form() -> impl Strategy<Value = Form> {
    let choices = (
        prop::sample::select(Who::ALL),
        prop::sample::select(Age::ALL),
        prop::sample::select(Safety::ALL),
        prop::sample::select(Danger::ALL),
    );
    let language = prop::option::of(prop::sample::select(vec![*b"nl", *b"en", *b"ar", *b"zz"]));
    let texts = (text(Form::LONGEST_CODE_WORD), text(Form::LONGEST_MESSAGE));
    (language, choices, 0..1_u16 << Topics::COUNT, texts).prop_map(
        |(language, (who, age, safe, danger), topics, (code_word, message))| Form {
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
    fn every_form_reads_back_as_itself_and_shows_nothing_in_debug_output(form in form()) {
        prop_assert_eq!(Form::decode(&form.encode().unwrap()), Ok(form.clone()));
        prop_assert_eq!(format!("{form:?}"), "Form(redacted)");
    }

    #[test]
    fn a_form_is_encoded_in_one_way_only(mut plain in form().prop_map(|form| *form.encode().unwrap()), at in 0..FORM_LENGTH, byte: u8) {
        plain[at] = byte;
        if let Ok(form) = Form::decode(&plain) {
            prop_assert_eq!(*form.encode().unwrap(), plain);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), FORM_LENGTH)) {
        let _ = Form::decode(&bytes.try_into().unwrap());
    }
}
