//! `desk/referrals.toml`: where else there is help, by what somebody needs, her age and her region.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::super::SourceNote;
use super::super::numbers;
use super::sheet::Sheet;
use super::{Label, LabelText, Source, Translated, owned};
use crate::mistake::Mistakes;

const FILE: &str = "desk/referrals.toml";
/// Nobody is older, so it means: every age from there on.
const OLDEST: u8 = 120;

/// Every place, and what one can look for.
#[derive(Debug)]
pub(crate) struct Referrals {
    pub(crate) needs: Vec<Label>,
    pub(crate) regions: Vec<Label>,
    pub(crate) referrals: Vec<Referral>,
}

/// One place where other help is.
#[derive(Debug)]
pub(crate) struct Referral {
    pub(crate) id: String,
    pub(crate) name: Translated,
    /// What they do, and for whom.
    pub(crate) what: Translated,
    /// Ids of needs. At least one.
    pub(crate) needs: Vec<String>,
    /// Ages in years, both of them included: 0 and 120, if the file does not say.
    pub(crate) from: u8,
    pub(crate) to: u8,
    /// Ids of regions: all of them, if the file names none.
    pub(crate) regions: Vec<String>,
    /// As people write it.
    pub(crate) tel: Option<String>,
    pub(crate) site: Option<String>,
    pub(crate) hours: Translated,
    sources: Vec<SourceNote>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default)]
    need: Vec<Spanned<LabelText>>,
    #[serde(default)]
    region: Vec<Spanned<LabelText>>,
    #[serde(default)]
    referral: Vec<Spanned<ReferralText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferralText {
    id: Spanned<String>,
    name: Spanned<Translated>,
    what: Spanned<Translated>,
    needs: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    from: u8,
    to: Option<Spanned<u8>>,
    regions: Option<Spanned<Vec<Spanned<String>>>>,
    tel: Option<Spanned<String>>,
    site: Option<Spanned<String>>,
    hours: Spanned<Translated>,
    sources: Vec<Spanned<SourceNote>>,
}

impl Referral {
    /// The day on which the oldest of its facts was checked, such as `2026-11-24`; none if one of them never was.
    pub(crate) fn checked(&self) -> Option<&str> {
        let days: Option<Vec<&str>> = self.sources.iter().map(SourceNote::checked).collect();
        days?.into_iter().min()
    }
}

impl Referrals {
    pub(super) fn read(source: &Source, languages: &[String], mistakes: &mut Mistakes) -> Option<Self> {
        let (mut sheet, text) = Sheet::open::<Text>(source, FILE, languages, mistakes)?;
        let needs = sheet.labels("need", &text.need);
        let regions = sheet.labels("region", &text.region);
        sheet.ids(
            "referral",
            text.referral.iter().map(|referral| &referral.get_ref().id),
        );
        for referral in &text.referral {
            check(referral, &needs, &regions, &mut sheet);
        }
        let regions: Vec<Label> = owned(text.region);
        let mut referrals: Vec<Referral> = owned(text.referral);
        for referral in referrals
            .iter_mut()
            .filter(|referral| referral.regions.is_empty())
        {
            referral.regions = regions.iter().map(|region| region.id.clone()).collect();
        }
        Some(Self {
            needs: owned(text.need),
            regions,
            referrals,
        })
    }
}

fn check(
    referral: &Spanned<ReferralText>,
    needs: &BTreeSet<&str>,
    regions: &BTreeSet<&str>,
    sheet: &mut Sheet<'_>,
) {
    let (at, referral) = (referral.span().start, referral.get_ref());
    for (text, field) in [
        (&referral.name, "name"),
        (&referral.what, "what"),
        (&referral.hours, "hours"),
    ] {
        sheet.text(text, field);
    }
    let lists = [
        (Some(&referral.needs), "needs", needs),
        (referral.regions.as_ref(), "regions", regions),
    ];
    for (list, field, known) in lists {
        let Some(list) = list else {
            continue;
        };
        if list.get_ref().is_empty() {
            let what = format!("`{field}` is empty, so nobody would find this; write at least one id in it.");
            sheet.wrong(list.span().start, what);
        }
        for id in list.get_ref() {
            sheet.known(field, id, known);
        }
    }
    if let Some(to) = &referral.to
        && referral.from > *to.get_ref()
    {
        let what = format!(
            "`to` {} is less than `from` {}; exchange them.",
            to.get_ref(),
            referral.from
        );
        sheet.wrong(to.span().start, what);
    }
    if referral.tel.is_none() && referral.site.is_none() {
        sheet.wrong(at, "This referral has no `tel` and no `site`; write one of them.");
    }
    let ways = [
        numbers::tel(referral.tel.as_ref(), sheet.file),
        numbers::site(referral.site.as_ref(), sheet.file),
    ];
    for wrong in ways.into_iter().flatten() {
        sheet.mistakes.add(wrong);
    }
    for note in &referral.sources {
        SourceNote::check(note, sheet.file, 0, sheet.mistakes);
    }
}

impl From<ReferralText> for Referral {
    fn from(text: ReferralText) -> Self {
        Self {
            id: text.id.into_inner(),
            name: text.name.into_inner(),
            what: text.what.into_inner(),
            needs: owned(text.needs.into_inner()),
            from: text.from,
            to: text.to.map_or(OLDEST, Spanned::into_inner),
            regions: text
                .regions
                .map_or(Vec::new(), |regions| owned(regions.into_inner())),
            tel: text.tel.map(Spanned::into_inner),
            site: text.site.map(Spanned::into_inner),
            hours: text.hours.into_inner(),
            sources: owned(text.sources),
        }
    }
}
