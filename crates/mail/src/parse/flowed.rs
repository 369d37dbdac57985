//! Text in `format=flowed` (RFC 3676) is put back into paragraphs.

/// Joins the lines that end with a space; `delete_space` is the parameter `DelSp=yes`.
#[must_use]
pub fn unflow(text: &str, delete_space: bool) -> String {
    let mut paragraphs = String::with_capacity(text.len());
    let mut open_depth: Option<usize> = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|&byte| byte == b'>').count();
        let content = line.get(depth..).unwrap_or_default();
        let content = content.strip_prefix(' ').unwrap_or(content);
        match open_depth {
            Some(open) if open == depth && content != "-- " => {}
            Some(_) => {
                paragraphs.push('\n');
                start(&mut paragraphs, depth);
            }
            None => start(&mut paragraphs, depth),
        }
        let flows = content.ends_with(' ') && content != "-- ";
        if flows {
            paragraphs.push_str(if delete_space { content.strip_suffix(' ').unwrap_or(content) } else { content });
            open_depth = Some(depth);
        } else {
            paragraphs.push_str(content);
            paragraphs.push('\n');
            open_depth = None;
        }
    }
    paragraphs
}

fn start(paragraphs: &mut String, depth: usize) {
    if depth > 0 {
        paragraphs.extend(std::iter::repeat_n('>', depth));
        paragraphs.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soft_line_ends_are_joined_and_quotes_keep_their_depth() {
        assert_eq!(unflow("a \nb\n> c \n> d\ne\n", false), "a b\n> c d\ne\n");
        assert_eq!(unflow("a \nb", true), "ab\n");
    }

    #[test]
    fn the_signature_line_does_not_flow() {
        assert_eq!(unflow("bye\n-- \nAnn", false), "bye\n-- \nAnn\n");
    }
}
