//! E lines: an event that has a source, a cue or a content is an attribution.

use super::{Joined, Reader};
use crate::convert::link::Part;
use crate::gold::GoldAttribution;

impl Reader<'_> {
    /// The attribution that an event is, if it is one.
    pub(super) fn event(&mut self, event: &Joined<'_>) -> Option<GoldAttribution> {
        let digits = |c: char| c.is_ascii_digit();
        let trigger = event.arguments.first();
        let mut parts: Vec<(Part, &str)> =
            event.arguments.iter().filter_map(|(role, id)| Some((Part::named(role.trim_end_matches(digits))?, *id))).collect();
        if parts.is_empty() {
            // An event of another sort, unless it says that it is one of ours.
            if trigger.is_some_and(|(kind, _)| kind.to_ascii_lowercase().starts_with("attribution")) {
                self.fault(event.line, format_args!("{} has neither source, cue nor content; it is left out", event.id));
            }
            return None;
        }
        self.use_up(parts.iter().map(|(_, id)| *id));
        let is_without_cue = parts.iter().all(|(part, _)| *part != Part::Cue);
        if let Some((_, id)) = trigger.filter(|(kind, id)| is_without_cue && Part::named(kind).is_none() && !self.is_one_of(id, &parts)) {
            parts.push((Part::Cue, id));
        }
        let spans: Result<Vec<(Part, usize)>, String> = parts.iter().map(|&(part, id)| Ok((part, self.argument(id)?))).collect();
        match spans.and_then(|spans| self.attribution(&spans)) {
            Ok(attribution) => Some(attribution),
            Err(what) => {
                self.fault(event.line, format_args!("{}: {what}; the attribution is left out", event.id));
                None
            }
        }
    }

    /// Whether a span stands where one of the parts does: a trigger that had to stand somewhere.
    fn is_one_of(&self, id: &str, parts: &[(Part, &str)]) -> bool {
        let pieces = |id: &str| self.by_id.get(id).and_then(|&i| self.spans[i].pieces.as_ref());
        pieces(id).is_some_and(|trigger| parts.iter().any(|(_, part)| pieces(part) == Some(trigger)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{SPANS, TEXT, attribution, read_of};

    #[test]
    fn events_put_spans_together() {
        let mut lines = SPANS.to_vec();
        lines.extend([
            "E1\tAttribution:T4 Content:T3 Cue:T2 Source2:T5 Source:T1",
            "E2\tCue:T6 Source:T5",
            "A1\tSure E1",
            "#1\tNote T1\tx",
            "*\tEquiv T1 T5",
        ]);
        let (attributions, faults) = read_of(TEXT, &lines);
        assert_eq!(faults, [""; 0]);
        assert_eq!(attributions[0], attribution(&[[9, 17], [41, 44]], &[[6, 8]], &[[0, 5], [19, 25]]));
        assert_eq!(attributions[1..], [attribution(&[[41, 44]], &[[26, 36]], &[])], "a trigger that is itself the cue");
        let (no_cue, _) = read_of(TEXT, &["T1\tSource 9 12\tÅse", "T4\tAttribution 6 8\tsa", "E1\tAttribution:T4 Source:T1"]);
        assert_eq!(no_cue, [attribution(&[[9, 12]], &[[6, 8]], &[])]);
    }

    #[test]
    fn a_trigger_that_stands_where_the_content_does_is_no_cue() {
        let lines = [SPANS[0], SPANS[2], "T4\tAttribution 0 5;19 25\t“Ja,” “Nei,”", "E1\tAttribution:T4 Content:T3 Source:T1"];
        assert_eq!(read_of(TEXT, &lines), (vec![attribution(&[[9, 17]], &[], &[[0, 5], [19, 25]])], Vec::new()));
    }
}
