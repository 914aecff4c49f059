/// A text as it is written inside HTML, also inside an attribute.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// `<a href="...">text</a>`, with more attributes if there are any. Our own addresses get `more` empty.
pub(super) fn link(address: &str, more: &str, text: &str) -> String {
    format!("<a href=\"{}\"{more}>{}</a>", escaped(address), escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_becomes_html() {
        assert_eq!(
            escaped("<b title=\"x\" id='y'>&amp;"),
            "&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;"
        );
    }
}
