//! What counsellors have at hand, for the console: `DeskFiles` in web-client/src/console/desk-files.ts.

use serde_json::{Value, json};

use crate::organisation::{Choice, DeskFiles, Label, Question, Referral, Translated, UNCHECKED};

/// All of it in one language.
pub(super) fn json(files: &DeskFiles, language: &str) -> String {
    let one = One { language };
    let DeskFiles {
        replies,
        guides,
        signals,
        triage,
        referrals,
        outcomes,
        ..
    } = files;
    let value = json!({
        "categories": one.labels(&replies.categories),
        "replies": each(&replies.replies, |reply| json!({
            "category": reply.category, "title": one.of(&reply.title), "text": one.of(&reply.text),
        })),
        "guides": each(guides, |guide| json!({
            "id": guide.id, "title": one.of(&guide.title), "when": one.of(&guide.when),
            "questions": each(&guide.questions, |question| with_some(
                json!({ "ask": one.of(&question.ask) }),
                [("note", question.note.as_ref().map(|note| one.of(note)))],
            )),
        })),
        "signals": each(signals, |group| json!({
            "id": group.id, "title": one.of(&group.title), "about": one.of(&group.about),
            "items": one.texts(&group.items),
        })),
        "triage": {
            "onTop": one.texts(&triage.on_top),
            "underneath": one.texts(&triage.underneath),
            "risks": each(&triage.risks, |risk| json!({
                "id": risk.id, "title": one.of(&risk.title), "text": one.of(&risk.text),
            })),
        },
        "referrals": each(&referrals.referrals, |referral| one.referral(referral)),
        "needs": one.labels(&referrals.needs),
        "regions": one.labels(&referrals.regions),
        "outcomes": {
            "dispositions": one.choices(&outcomes.dispositions),
            "questions": each(&outcomes.questions, |question| one.question(question)),
        },
    });
    value.to_string()
}

/// One language of all.
#[derive(Clone, Copy)]
struct One<'a> {
    language: &'a str,
}

impl One<'_> {
    fn of<'t>(&self, text: &'t Translated) -> &'t str {
        text.get(self.language)
    }

    fn texts(&self, texts: &[Translated]) -> Value {
        each(texts, |text| self.of(text).into())
    }

    fn labels(&self, labels: &[Label]) -> Value {
        each(
            labels,
            |label| json!({ "id": label.id, "label": self.of(&label.label) }),
        )
    }

    fn choices(&self, choices: &[Choice]) -> Value {
        each(
            choices,
            |choice| json!({ "code": choice.code, "label": self.of(&choice.label) }),
        )
    }

    fn question(&self, question: &Question) -> Value {
        json!({
            "code": question.code, "id": question.id, "label": self.of(&question.label), "many": question.many,
            "choices": self.choices(&question.choices),
        })
    }

    fn referral(&self, referral: &Referral) -> Value {
        let value = json!({
            "id": referral.id, "name": self.of(&referral.name), "what": self.of(&referral.what),
            "needs": referral.needs, "from": referral.from, "to": referral.to, "regions": referral.regions,
            "hours": self.of(&referral.hours), "checked": referral.checked().unwrap_or(UNCHECKED),
        });
        let ways = [
            ("tel", referral.tel.as_deref()),
            ("site", referral.site.as_deref()),
        ];
        with_some(value, ways)
    }
}

fn each<T>(items: &[T], of: impl Fn(&T) -> Value) -> Value {
    items.iter().map(of).collect()
}

/// With those that are there.
fn with_some<const N: usize>(mut value: Value, more: [(&str, Option<&str>); N]) -> Value {
    for (key, text) in more {
        if let Some(text) = text {
            value[key] = text.into();
        }
    }
    value
}
