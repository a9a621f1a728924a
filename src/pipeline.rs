//! The whole flow in one short function.

use crate::article::Article;
use crate::attribution::{Attribution, Attributor, Candidate, Explainer, Model, View};
use crate::coref::{Entity, Known, Namesakes, Resolver};
use crate::cue::{self, Cue};
use crate::lexicon::{self, Facts, Lexicon, LexiconMatch, LexiconScratch, LookedUp, Tag, Words};
use crate::mention::{self, KnownScratch, Mention};
use crate::quotation::{self, Quotation};
use crate::relation::{self, Alternatives, Relation, Relations, Said, Scene};
use crate::span::{EntityId, QuotationId};
use crate::token::Tokens;
use std::sync::Arc;

/// The engine: immutable, shared by all threads.
#[derive(Clone, Debug)]
pub struct Pipeline {
    lexicon: Option<Arc<Lexicon>>,
    model: Option<Arc<Model>>,
    relations: Option<Relations>,
}

impl Default for Pipeline {
    fn default() -> Self {
        Pipeline { relations: Some(Relations::builtin()), ..Pipeline::quotations() }
    }
}

/// One thread's worker: the scratch memory of all stages, used again for every article.
#[derive(Debug, Default)]
pub struct Worker {
    annotation: Annotation,
    quotations: quotation::Finder,
    resolver: Resolver,
    attributor: Attributor,
    lexicon: LexiconScratch,
    known: KnownScratch,
    namesakes: Namesakes,
    finder: relation::Finder,
    datelines: Vec<u32>,
    apostrophes: quotation::Possessives,
}

/// All that the stages found in one article.
#[derive(Debug, Default)]
pub struct Annotation {
    /// Tokens, sentences, paragraphs.
    pub tokens: Tokens,
    /// The built-in lexicon's word of every token.
    pub words: LookedUp,
    /// Quoted spans.
    pub quotations: Vec<Quotation>,
    /// The outermost quotation in which every token stands.
    pub owners: Vec<Option<QuotationId>>,
    /// Where the user's lexicon matches.
    pub matches: Vec<LexiconMatch>,
    /// Mentions.
    pub mentions: Vec<Mention>,
    /// Entities.
    pub entities: Vec<Entity>,
    /// The entity of every mention.
    pub links: Vec<Option<EntityId>>,
    /// Cues.
    pub cues: Vec<Cue>,
    /// One attribution a quotation, in order.
    pub attributions: Vec<Attribution>,
    /// The tag of every token in the paragraphs where relations were looked for.
    pub tags: Vec<Tag>,
    /// Quotations that have a cue, sorted by it.
    pub said: Vec<Said>,
    /// Source, cue and content of all that is reported, with or without quote marks, in the order of the cues.
    pub relations: Vec<Relation>,
    /// The relation to which the quotation of every attribution belongs.
    pub covers: Vec<Option<u32>>,
    lexicon: Option<Arc<Lexicon>>,
    model: Option<Arc<Model>>,
    relation_models: Option<Relations>,
}

impl Worker {
    /// What was found in the last article, taken out of the worker.
    pub(crate) fn into_annotation(self) -> Annotation {
        self.annotation
    }
}

impl Pipeline {
    /// A pipeline without a speaker lexicon.
    pub fn new() -> Self {
        Pipeline::default()
    }

    /// A pipeline that looks for quotations only, not for what is reported without quote marks.
    pub fn quotations() -> Self {
        Pipeline { lexicon: None, model: Some(Model::builtin()), relations: None }
    }

    /// A pipeline without any model: the rules alone decide, and only what stands between quote marks is found.
    pub fn rules() -> Self {
        Pipeline { lexicon: None, model: None, relations: None }
    }

    /// A pipeline that knows the speakers of `lexicon`: their canonical names and ids reach the record.
    pub fn with_lexicon(lexicon: Lexicon) -> Self {
        Pipeline::new().lexicon(lexicon)
    }

    /// The same pipeline, knowing the speakers of `lexicon`.
    #[must_use]
    pub fn lexicon(self, lexicon: Lexicon) -> Self {
        Pipeline { lexicon: Some(Arc::new(lexicon)), ..self }
    }

    /// The same pipeline with another model.
    #[must_use]
    pub fn model(self, model: Model) -> Self {
        Pipeline { model: Some(Arc::new(model)), ..self }
    }

    /// The same pipeline, which finds reported speech without quote marks as `relations` knows it; with `None` it does not look for it.
    #[must_use]
    pub fn relations(self, relations: Option<Relations>) -> Self {
        Pipeline { relations, ..self }
    }

    /// A worker for one thread.
    pub fn worker(&self) -> Worker {
        Worker::default()
    }

    /// Reads one article. The annotation stays in the worker and is overwritten by the next article.
    pub fn annotate<'w>(&self, worker: &'w mut Worker, article: &Article) -> &'w Annotation {
        let text = article.text();
        let Worker { annotation: a, quotations, resolver, attributor, lexicon: scratch, known, namesakes, finder, datelines, apostrophes } =
            worker;
        a.clear();
        a.lexicon.clone_from(&self.lexicon);
        a.model.clone_from(&self.model);
        a.relation_models.clone_from(&self.relations);
        a.tokens.reset(text);
        lexicon::look_up(text, &a.tokens, &mut a.words);
        mention::datelines(&Words::new(text, &a.tokens, &a.words), datelines);
        a.tokens.split_sentences(text, datelines, |i| a.words[i].facts.has(Facts::CUE_VERB));
        quotations.find(text, &a.tokens, &a.words, &mut a.quotations);
        for &mark in apostrophes.find(text, &a.tokens, &a.quotations) {
            a.tokens.make_possessive(mark as usize);
            a.words.make_possessive(mark as usize);
        }
        let words = Words::new(text, &a.tokens, &a.words);
        quotation::owners(a.tokens.len(), &a.quotations, &mut a.owners);
        mention::find(&words, &a.owners, datelines, &mut a.mentions);
        if let Some(lexicon) = &self.lexicon {
            lexicon.find(scratch, text, &a.tokens, &mut a.matches);
            mention::mark(&words, &a.owners, lexicon, &a.matches, known, &mut a.mentions);
        }
        resolver.resolve(&words, &a.owners, &a.mentions, &mut a.entities, &mut a.links);
        if let Some(lexicon) = &self.lexicon {
            let known = Known { words: &words, lexicon, matches: &a.matches, mentions: &a.mentions, links: &a.links };
            namesakes.tell_apart(&known, &mut a.entities);
        }
        cue::find(&words, &a.owners, &mut a.cues);
        let mut attributions = std::mem::take(&mut a.attributions);
        attributor.attribute(&a.view(text), self.model.as_deref(), &mut attributions);
        if let Some(relations) = &self.relations {
            let mut said = std::mem::take(&mut a.said);
            Said::all(&attributions, &a.quotations, &a.mentions, &a.cues, &mut said);
            a.said = said;
            let (mut tags, mut found, mut covers) =
                (std::mem::take(&mut a.tags), std::mem::take(&mut a.relations), std::mem::take(&mut a.covers));
            relations.find(finder, a.scene(text, &[]), &mut tags, &mut found);
            let scene = a.scene(text, &tags);
            let context = relation::Context { scene, entities: &a.entities, links: &a.links, cues: &a.cues };
            relation::connect(&context, &mut attributions, &mut found, &mut covers, finder);
            (a.tags, a.relations, a.covers) = (tags, found, covers);
        }
        a.attributions = attributions;
        a
    }
}

impl Annotation {
    fn clear(&mut self) {
        self.words.clear();
        self.quotations.clear();
        self.owners.clear();
        self.matches.clear();
        self.mentions.clear();
        self.entities.clear();
        self.links.clear();
        self.cues.clear();
        self.attributions.clear();
        self.tags.clear();
        self.said.clear();
        self.relations.clear();
        self.covers.clear();
    }

    /// The user's lexicon with which the article was read.
    pub fn lexicon(&self) -> Option<&Lexicon> {
        self.lexicon.as_deref()
    }

    /// All of it with its text, as the rules see it. With another text it is nonsense, and asking it for words may panic.
    pub fn view<'a>(&'a self, text: &'a str) -> View<'a> {
        View {
            words: Words::new(text, &self.tokens, &self.words),
            quotations: &self.quotations,
            owners: &self.owners,
            mentions: &self.mentions,
            entities: &self.entities,
            links: &self.links,
            cues: &self.cues,
        }
    }

    fn scene<'a>(&'a self, text: &'a str, tags: &'a [Tag]) -> Scene<'a> {
        Scene {
            words: Words::new(text, &self.tokens, &self.words),
            quotations: &self.quotations,
            owners: &self.owners,
            mentions: &self.mentions,
            tags,
            said: &self.said,
        }
    }

    /// What tells of every quotation's candidate speakers, at the cost of reading the quotations once more.
    ///
    /// # Panics
    /// If `text` is not that of the article.
    pub fn explainer<'a>(&'a self, text: &'a str) -> Explainer<'a> {
        Explainer::new(self.view(text), &self.attributions, self.model.as_deref())
    }

    /// Every candidate speaker of one quotation with what speaks for and against it; of several, ask an [`explainer`](Self::explainer).
    ///
    /// # Panics
    /// If there is no such quotation, or `text` is not that of the article.
    pub fn candidates(&self, text: &str, quotation: QuotationId) -> Vec<Candidate> {
        self.explainer(text).candidates(quotation)
    }

    /// What else a relation might have been, and how likely each reading was.
    ///
    /// # Panics
    /// If there is no such relation, or `text` is not that of the article.
    pub fn alternatives(&self, text: &str, relation: usize) -> Alternatives {
        let relation = &self.relations[relation];
        let models = self.relation_models.as_ref();
        let scene = self.scene(text, &self.tags);
        models.map(|models| relation::alternatives(&scene, &models.model, relation)).unwrap_or_default()
    }
}
