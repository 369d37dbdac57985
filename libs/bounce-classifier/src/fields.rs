//! Fields of a report, `Name: value`, in groups between empty lines.

/// How many groups and how many fields of one group are read.
const MOST: usize = 1_000;

/// One group of fields, values on one line.
#[derive(Debug, Default)]
pub struct Group<'a> {
    fields: Vec<(&'a str, String)>,
}

impl Group<'_> {
    /// The first value of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All values of this name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// The groups of a text. A recipient that follows another without an empty line begins a group too: some systems forget
/// the line.
pub fn groups(text: &str) -> Vec<Group<'_>> {
    let mut groups = vec![Group::default()];
    for line in text.lines() {
        let has_room = groups.len() < MOST;
        let Some(group) = groups.last_mut() else { break };
        if line.trim().is_empty() {
            if !group.fields.is_empty() && has_room {
                groups.push(Group::default());
            }
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = group.fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            let (name, value) = (name.trim(), value.trim().to_owned());
            let repeats = ["Original-Recipient", "Final-Recipient", "Action"]
                .iter()
                .any(|once| name.eq_ignore_ascii_case(once) && group.get(once).is_some());
            if repeats && has_room {
                groups.push(Group { fields: vec![(name, value)] });
            } else if group.fields.len() < MOST {
                group.fields.push((name, value));
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_end_at_empty_lines_and_at_the_next_recipient() {
        let groups = groups("A: b\n c\n\n\nFinal-Recipient: x\nAction: failed\nFinal-Recipient: y\nnonsense\n");
        assert_eq!(groups.len(), 3);
        assert_eq!((groups[0].get("a"), groups[2].get("final-recipient")), (Some("b c"), Some("y")));
    }
}
