//! R lines: spans that are related are of one attribution.

use super::{Joined, Reader};
use crate::convert::link::Part;
use crate::gold::GoldAttribution;
use std::collections::HashMap;

impl Reader<'_> {
    /// The attributions that relations put together, in the order in which their cues and contents are related first.
    pub(super) fn related(&mut self, relations: &[Joined<'_>]) -> Vec<GoldAttribution> {
        let edges = self.edges(relations);
        let mut attributions = Vec::new();
        for (leader, spans) in self.groups(&edges) {
            let parts: Vec<(Part, usize)> = spans.into_iter().filter_map(|i| Some((self.spans[i].part?, i))).collect();
            match self.attribution(&parts) {
                Ok(attribution) => attributions.push(attribution),
                Err(what) => {
                    let (id, line) = (self.spans[leader].id, self.spans[leader].line);
                    self.fault(line, format_args!("the attribution of {id}: {what}; it is left out"));
                }
            }
        }
        attributions
    }

    /// Which spans are related, two by two.
    fn edges(&mut self, relations: &[Joined<'_>]) -> Vec<(usize, usize)> {
        let mut edges = Vec::new();
        for relation in relations {
            let [(_, a), (_, b)] = relation.arguments[..] else {
                self.fault(relation.line, format_args!("{} has not two arguments; it is left out", relation.id));
                continue;
            };
            match (self.argument(a), self.argument(b)) {
                (Ok(a), Ok(b)) if self.is_source(a) && self.is_source(b) => {}
                (Ok(a), Ok(b)) if self.spans[a].part.is_some() && self.spans[b].part.is_some() => {
                    edges.push((a, b));
                    (self.spans[a].used, self.spans[b].used) = (true, true);
                }
                (Ok(_), Ok(_)) => {}
                (Err(what), _) | (_, Err(what)) => self.fault(relation.line, format_args!("{}: {what}; it is left out", relation.id)),
            }
        }
        edges
    }

    /// The spans of every attribution, sorted, with the one that stands for it.
    fn groups(&self, edges: &[(usize, usize)]) -> Vec<(usize, Vec<usize>)> {
        let mut groups = Groups::new(self.spans.len());
        for &(a, b) in edges.iter().filter(|&&(a, b)| !self.is_source(a) && !self.is_source(b)) {
            groups.join(a, b);
        }
        let mut members: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut place: HashMap<usize, usize> = HashMap::new();
        for &(a, b) in edges {
            let leader = groups.leader(if self.is_source(a) { b } else { a });
            let at = *place.entry(leader).or_insert_with(|| {
                members.push((leader, Vec::new()));
                members.len() - 1
            });
            members[at].1.extend([a, b]);
        }
        for (_, spans) in &mut members {
            spans.sort_unstable();
            spans.dedup();
        }
        members
    }

    /// Two sources that are related say nothing of whose words they are.
    fn is_source(&self, i: usize) -> bool {
        self.spans[i].part == Some(Part::Source)
    }
}

/// Spans that belong together.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Groups((0..count).collect())
    }

    /// The first span of a group stands for it.
    fn leader(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.leader(a), self.leader(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{SPANS, TEXT, attribution, read_of};

    #[test]
    fn relations_put_spans_together() {
        let mut lines = SPANS.to_vec();
        lines.extend([
            "R1\tBy Arg1:T2 Arg2:T1",
            "R2\tOf Arg1:T3 Arg2:T2",
            "R3\tBy Arg1:T6 Arg2:T5",
            "R4\tX Arg1:T4 Arg2:T1",
            "R5\tSame Arg1:T1 Arg2:T5",
        ]);
        let (attributions, faults) = read_of(TEXT, &lines);
        assert_eq!(faults, [""; 0]);
        assert_eq!(attributions, [attribution(&[[9, 17]], &[[6, 8]], &[[0, 5], [19, 25]]), attribution(&[[41, 44]], &[[26, 36]], &[])]);
    }
}
