//! Relations and the rest of the article: whose words they are, and which quotations belong to them.

use super::{Finder, Relation, Scene, cover, go_on, link};
use crate::attribution::Attribution;
use crate::coref::Entity;
use crate::cue::Cue;
use crate::span::EntityId;

/// What the article has beside its relations.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    /// Words with their tags, quotations and mentions.
    pub(crate) scene: Scene<'a>,
    /// Entities.
    pub(crate) entities: &'a [Entity],
    /// The entity of every mention.
    pub(crate) links: &'a [Option<EntityId>],
    /// Cues of quotations.
    pub(crate) cues: &'a [Cue],
}

/// Brings relations and attributions to one answer. Every relation gets its mention and its entity; those of nobody's words are left out;
/// `covers` tells of every attribution to which relation its quotation belongs. An attribution decides whose words its cue reports, and
/// only one that has nobody, or hardly a cue, takes the source of its relation. `finder` lends its scratch.
pub(crate) fn connect(
    context: &Context<'_>,
    attributions: &mut [Attribution],
    relations: &mut Vec<Relation>,
    covers: &mut Vec<Option<u32>>,
    finder: &mut Finder,
) {
    let Context { scene, entities, links, cues } = context;
    link::speakers(scene, links, relations);
    link::sources(scene, attributions, cues, relations);
    link::leave_nobodys(scene, attributions, relations);
    go_on::return_to_main(scene, relations);
    cover::quotations(scene, attributions, cues, relations, covers);
    go_on::go_on(scene, attributions, cues, relations, covers);
    cover::within(scene, cues, relations, covers, attributions, &mut finder.given);
    cover::reported(scene, entities, relations, covers, attributions);
}
