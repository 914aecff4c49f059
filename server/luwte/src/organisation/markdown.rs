//! The little Markdown that a page may have. What is not in the list is refused, so that nobody is surprised by what
//! a visitor sees.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::Serialize;

use crate::mistake::{Mistakes, TextFile};

const ALLOWED: &str =
    "Write headings (##), paragraphs, lists (-), **bold** and links to https: or tel: addresses.";

/// One piece of a page.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Block {
    Heading { text: Vec<Inline> },
    Paragraph { text: Vec<Inline> },
    List { items: Vec<Vec<Inline>> },
}

/// A run of letters that look alike.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Inline {
    pub(crate) text: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) strong: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) href: Option<String>,
}

/// Reads the body of a page, which begins at byte `from` of its file.
pub(super) fn read(body: &str, from: usize, file: &TextFile, mistakes: &mut Mistakes) -> Vec<Block> {
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(body, Options::empty()).into_offset_iter() {
        if let Err(what) = reader.take(event, body, &range) {
            mistakes.add(file.wrong(from + range.start, what));
            // Once is enough: what is inside it is not allowed either.
            break;
        }
    }
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    line: Vec<Inline>,
    strong: bool,
    href: Option<String>,
    /// The items of the list that is being read.
    items: Option<Vec<Vec<Inline>>>,
    paragraphs_of_item: usize,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, body: &str, range: &Range<usize>) -> Result<(), String> {
        match event {
            Event::Text(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::Start(tag) => self.start(tag)?,
            Event::End(tag) => self.end(tag),
            _ => {
                let here = body.get(range.clone()).unwrap_or_default();
                let here = here.lines().next().unwrap_or_default().trim();
                return Err(format!("`{here}` is not allowed in a page. {ALLOWED}"));
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>) -> Result<(), String> {
        let refused = |kind: &str| Err(format!("{kind} is not allowed in a page. {ALLOWED}"));
        match tag {
            Tag::Heading { level, .. } if self.items.is_none() => match level {
                HeadingLevel::H2 => Ok(()),
                _ => Err("A heading is written with two signs: ## and a space.".to_owned()),
            },
            Tag::Paragraph if self.items.is_some() => {
                self.paragraphs_of_item += 1;
                match self.paragraphs_of_item {
                    1 => Ok(()),
                    _ => refused("A second paragraph in one item of a list"),
                }
            }
            Tag::List(None) if self.items.is_none() => {
                self.items = Some(Vec::new());
                Ok(())
            }
            Tag::Item => {
                self.paragraphs_of_item = 0;
                Ok(())
            }
            Tag::Strong => {
                self.strong = true;
                Ok(())
            }
            Tag::Link { dest_url, .. } => {
                if !dest_url.starts_with("https://") && !dest_url.starts_with("tel:") {
                    return Err(format!(
                        "A link to `{dest_url}` is not allowed: write https:// or tel:."
                    ));
                }
                self.href = Some(dest_url.into_string());
                Ok(())
            }
            Tag::Paragraph => Ok(()),
            Tag::List(None) => refused("A list in a list"),
            Tag::List(Some(_)) => refused("A numbered list"),
            Tag::Emphasis => refused("*Slanted* text"),
            Tag::Image { .. } => refused("A picture"),
            Tag::BlockQuote(_) => refused("A quotation (>)"),
            Tag::CodeBlock(_) => refused("An indented or fenced block"),
            Tag::HtmlBlock => refused("HTML"),
            _ => refused("This"),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let text = std::mem::take(&mut self.line);
                self.blocks.push(Block::Heading { text });
            }
            TagEnd::Paragraph if self.items.is_none() => {
                let text = std::mem::take(&mut self.line);
                self.blocks.push(Block::Paragraph { text });
            }
            TagEnd::Item => {
                let text = std::mem::take(&mut self.line);
                self.items.get_or_insert_default().push(text);
            }
            TagEnd::List(_) => {
                let items = self.items.take().unwrap_or_default();
                self.blocks.push(Block::List { items });
            }
            TagEnd::Strong => self.strong = false,
            TagEnd::Link => self.href = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let (strong, href) = (self.strong, self.href.clone());
        match self.line.last_mut() {
            Some(last) if last.strong == strong && last.href == href => last.text.push_str(text),
            _ => self.line.push(Inline {
                text: text.to_owned(),
                strong,
                href,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(body: &str) -> (Vec<Block>, String) {
        let file = TextFile::new("page.md".into(), body);
        let mut mistakes = Mistakes::default();
        let blocks = read(body, 0, &file, &mut mistakes);
        (blocks, mistakes.to_string())
    }

    fn plain(text: &str) -> Inline {
        Inline {
            text: text.into(),
            ..Inline::default()
        }
    }

    #[test]
    fn a_page_becomes_headings_paragraphs_and_lists() {
        let (blocks, mistakes) = read_all(
            "## Is this normal?\n\nMany\npeople **ask** [112](tel:112).\n\n- one\n- **two**\n\n- three\n",
        );
        assert_eq!(mistakes, "");
        let strong = |text: &str| Inline {
            strong: true,
            ..plain(text)
        };
        let call = Inline {
            href: Some("tel:112".into()),
            ..plain("112")
        };
        let expected = [
            Block::Heading {
                text: vec![plain("Is this normal?")],
            },
            Block::Paragraph {
                text: vec![plain("Many people "), strong("ask"), plain(" "), call, plain(".")],
            },
            Block::List {
                items: vec![vec![plain("one")], vec![strong("two")], vec![plain("three")]],
            },
        ];
        assert_eq!(blocks, expected);
    }

    #[test]
    fn what_a_page_may_not_have_is_named_with_its_line() {
        for (body, expected) in [
            (
                "one\n\n# Large",
                "page.md, line 3: A heading is written with two signs",
            ),
            ("one\n\n### Small", "line 3: A heading is written with two signs"),
            ("one\n\n1. first", "line 3: A numbered list is not allowed"),
            ("one\n\n- a\n  - b", "line 4: A list in a list"),
            ("- a\n\n  more of a", "line 3: A second paragraph in one item"),
            ("one *two*", "line 1: *Slanted* text"),
            ("one\n![x](https://a.example/)", "line 2: A picture"),
            ("> one", "line 1: A quotation"),
            ("one\n\n<b>two</b>", "line 3: `<b>` is not allowed"),
            ("<div>two</div>", "line 1: HTML"),
            ("    code", "line 1: An indented"),
            ("one `two`", "line 1: ``two`` is not allowed"),
            ("one\n\n***", "line 3: `***` is not allowed"),
            ("one  \ntwo", "is not allowed"),
            ("[a](http://b.example/)", "line 1: A link to `http://b.example/`"),
            ("[a](javascript:alert)", "line 1: A link to `javascript:alert`"),
        ] {
            let (_, mistakes) = read_all(body);
            assert!(mistakes.contains(expected), "{body:?}: {mistakes}");
        }
    }
}
