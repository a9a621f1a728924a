//! Between which parts of speech a cue, a source or a content may begin and end. Most places of a sentence are none of these, and what is seen
//! of a place is only described where it may be an edge.

/// Which edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    CueStart,
    CueEnd,
    SourceStart,
    SourceEnd,
    ContentStart,
    ContentEnd,
}

/// Kinds of edges, each before the cue and behind it; those of the cue itself have only side 0.
const TABLES: usize = 12;
/// Parts of speech as a [`super::sight::Run`] tells them.
const TAGS: usize = 64;
/// Numbers of 16 bits for a row.
const PARTS: usize = 4;

/// The pairs of parts of speech between which an edge may lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edges {
    /// A row for the part of speech before the edge, a bit for that behind it.
    rows: Box<[[u64; TAGS]; TABLES]>,
}

impl Edges {
    /// Every place may be an edge.
    pub(crate) fn all() -> Self {
        Edges { rows: Box::new([[u64::MAX; TAGS]; TABLES]) }
    }

    /// Whether an edge may lie between two tokens of these parts of speech (below 64), on `side` 0 or 1.
    #[inline]
    pub(super) fn has(&self, edge: Edge, side: u32, before: u32, behind: u32) -> bool {
        self.rows[table(edge, side)][before as usize % TAGS] >> (behind as usize % TAGS) & 1 == 1
    }

    /// The table for a file.
    pub(super) fn write(&self, out: &mut Vec<i16>) {
        let parts = |row: &u64| row.to_le_bytes().as_chunks::<2>().0.iter().map(|&part| i16::from_le_bytes(part)).collect::<Vec<_>>();
        out.extend(self.rows.iter().flatten().flat_map(parts));
    }

    /// What [`Edges::write`] wrote at the start of `numbers`, and the rest.
    pub(super) fn read(numbers: &[i16]) -> Option<(Self, &[i16])> {
        let (own, rest) = numbers.split_at_checked(TABLES * TAGS * PARTS)?;
        let mut edges = Edges::all();
        let row = |parts: &[i16; PARTS]| parts.iter().rev().fold(0, |row, part| row << 16 | u64::from(part.cast_unsigned()));
        edges.rows.iter_mut().flatten().zip(own.as_chunks::<PARTS>().0).for_each(|(to, parts)| *to = row(parts));
        Some((edges, rest))
    }
}

#[inline]
fn table(edge: Edge, side: u32) -> usize {
    (edge as usize * 2 + side as usize) % TABLES
}

/// The share of the labelled edges that lie where one may be: more is no better, less is worse (`model/README.md`).
const HELD: f64 = 0.995;

/// Counts of places and of labelled edges, by the parts of speech around them.
#[derive(Clone, Debug)]
pub(crate) struct EdgeCounts {
    places: Vec<u32>,
    labelled: Vec<u32>,
}

impl Default for EdgeCounts {
    fn default() -> Self {
        let none = vec![0; TABLES * TAGS * TAGS];
        EdgeCounts { places: none.clone(), labelled: none }
    }
}

impl EdgeCounts {
    /// Counts a place that may be an edge, and whether it is one.
    pub(crate) fn add(&mut self, edge: Edge, side: u32, before: u32, behind: u32, is_edge: bool) {
        let at = (table(edge, side) * TAGS + before as usize % TAGS) * TAGS + behind as usize % TAGS;
        self.places[at] += 1;
        self.labelled[at] += u32::from(is_edge);
    }

    /// The pairs at which edges are most often found: as few as hold nearly all of them, and what was never seen.
    pub(crate) fn edges(&self) -> Edges {
        let mut edges = Edges::all();
        let pairs = self.places.chunks(TAGS * TAGS).zip(self.labelled.chunks(TAGS * TAGS));
        for (rows, (places, labelled)) in edges.rows.iter_mut().zip(pairs) {
            let share = |i: usize| (f64::from(labelled[i]) + 0.5) / (f64::from(places[i]) + 1.0);
            let mut order: Vec<usize> = (0..TAGS * TAGS).collect();
            order.sort_by(|&a, &b| share(b).total_cmp(&share(a)).then(a.cmp(&b)));
            let all: u32 = labelled.iter().sum();
            let mut held = 0;
            for i in order {
                if f64::from(held) >= HELD * f64::from(all) && places[i] > 0 {
                    rows[i / TAGS] &= !(1 << (i % TAGS));
                }
                held += labelled[i];
            }
        }
        edges
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_hold_next_to_no_edges_are_left_out_and_unseen_ones_kept() {
        let mut counts = EdgeCounts::default();
        for i in 0..1000 {
            counts.add(Edge::ContentEnd, 1, 3, 5, i % 2 == 0);
            counts.add(Edge::ContentEnd, 1, 4, 5, i == 0);
            counts.add(Edge::ContentEnd, 1, 63, 62, false);
        }
        let edges = counts.edges();
        assert!(edges.has(Edge::ContentEnd, 1, 3, 5));
        assert!(!edges.has(Edge::ContentEnd, 1, 63, 62));
        assert!(edges.has(Edge::ContentEnd, 1, 9, 9), "never seen");
        assert!(edges.has(Edge::ContentEnd, 0, 63, 62), "the other side");
        // One edge of 501 is within the share that may be missed.
        assert!(!edges.has(Edge::ContentEnd, 1, 4, 5));
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let mut counts = EdgeCounts::default();
        for tag in 0..64 {
            counts.add(Edge::SourceStart, 0, tag, 7 * tag % 64, tag % 3 == 0);
        }
        let edges = counts.edges();
        let mut numbers = Vec::new();
        edges.write(&mut numbers);
        numbers.push(7);
        assert_eq!(Edges::read(&numbers), Some((edges, &[7][..])));
        assert_eq!(Edges::read(&numbers[2..]), None);
    }
}
