//! The trainer of the tagger: an averaged perceptron.

use super::tagged::TaggedArticle;
use crate::article::Article;
use crate::error::Result;
use crate::gold::GoldArticle;
use crate::lexicon::{Tag, Words};
use crate::linear::{place, with_answer};
use crate::model_file::ModelHead;
use crate::pipeline::Pipeline;
use crate::span::{OffsetMap, Units};
use crate::tagging::{Classes, Collected, Context, FEATURES, TagSet, Tagger, Weights, key};
use crate::token::{Shape, TokenKind};
use std::collections::BTreeMap;

/// Times that all sentences are seen.
const ROUNDS: usize = 6;
/// Units of a weight in one step of the averaged perceptron.
const UNIT: f64 = 8.0;

/// One word with its tag: its features without those of the tags before it are made anew in every round.
struct Read {
    article: Article,
    tags: Vec<Option<Tag>>,
}

/// A tagger trained on `tagged` (by article id), the texts of which are in `texts`. Articles without tags are left out.
///
/// # Errors
/// As [`Article::new`].
pub fn train_tagger(texts: &[GoldArticle], tagged: &BTreeMap<String, TaggedArticle>, head: ModelHead) -> Result<Tagger> {
    let pipeline = Pipeline::rules();
    let mut worker = pipeline.worker();
    let mut all: Vec<Read> = Vec::new();
    let mut collected = Collected::default();
    for gold in texts {
        let Some(tags) = tagged.get(&gold.id) else { continue };
        let article = Article::new(gold.id.clone(), gold.text.clone())?;
        let tokens = &pipeline.annotate(&mut worker, &article).tokens;
        let map = OffsetMap::new(article.text(), Units::CodePoints);
        let tags: Vec<Option<Tag>> = tokens
            .all()
            .iter()
            .map(|token| tags.get(&map.from_byte(article.text(), token.span.start)).copied().filter(|&tag| tag != Tag::Unknown))
            .collect();
        for (i, (token, tag)) in tokens.all().iter().zip(&tags).enumerate() {
            let first = tokens.sentence_at(i).start as usize == i;
            if let (TokenKind::Word, Some(tag)) = (token.kind, tag) {
                // A capital that every first word has says nothing of the word.
                if !(first && token.shape == Shape::Title && *tag != Tag::NNP) {
                    collected.add(key(token.hash, token.shape != Shape::Lower), *tag);
                } else {
                    collected.add(key(token.hash, false), *tag);
                }
            }
        }
        all.push(Read { article, tags });
    }
    let classes = collected.classes();
    let weights = perceptron(&pipeline, &classes, &all);
    let settings = format!("{ROUNDS} rounds, 2^{} weights", Tagger::BITS);
    Ok(Tagger::new(ModelHead { settings, ..head }, classes, weights))
}

fn perceptron(pipeline: &Pipeline, classes: &Classes, all: &[Read]) -> Weights {
    let mut worker = pipeline.worker();
    let mut weights = Averaged::new(Tagger::BITS);
    let mut features = [0; FEATURES];
    for _ in 0..ROUNDS {
        for read in all {
            let annotation = pipeline.annotate(&mut worker, &read.article);
            let words = Words::new(read.article.text(), &annotation.tokens, &annotation.words);
            for sentence in annotation.tokens.sentences() {
                let context = Context::new(&words, classes, sentence.range());
                let mut before = [Tag::Unknown; 2];
                for i in sentence.range() {
                    let (set, known) = context.set(i);
                    let tag = match set.only() {
                        Some(tag) => tag,
                        None => {
                            let n = context.describe(i, before, known, context.set(i + 1).0, &mut features);
                            let guess = weights.best(set, &features[..n]);
                            if let Some(right) = read.tags[i].filter(|&right| right != guess && set.has(right)) {
                                weights.change(&features[..n], right, 1);
                                weights.change(&features[..n], guess, -1);
                            }
                            weights.step += 1;
                            guess
                        }
                    };
                    before = [tag, before[0]];
                }
            }
        }
    }
    weights.averaged()
}

/// Weights of a perceptron together with what their average needs: the sum of all changes, each by the step at which it came.
struct Averaged {
    weights: Vec<i32>,
    weighted: Vec<i64>,
    shift: u32,
    step: i64,
}

impl Averaged {
    fn new(bits: u32) -> Self {
        Averaged { weights: vec![0; 1 << bits], weighted: vec![0; 1 << bits], shift: u32::BITS - bits, step: 1 }
    }

    fn best(&self, set: TagSet, features: &[u32]) -> Tag {
        let score =
            |tag: Tag| -> i32 { features.iter().map(|&f| self.weights[place(with_answer(f, tag as u32, Tagger::BITS), self.shift)]).sum() };
        set.tags().max_by_key(|&tag| (score(tag), std::cmp::Reverse(tag as u32))).unwrap_or_default()
    }

    fn change(&mut self, features: &[u32], tag: Tag, by: i32) {
        for &f in features {
            let at = place(with_answer(f, tag as u32, Tagger::BITS), self.shift);
            self.weights[at] += by;
            self.weighted[at] += i64::from(by) * self.step;
        }
    }

    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "weights are small and clamped")]
    fn averaged(&self) -> Weights {
        let of = |(&weight, &weighted): (&i32, &i64)| {
            let average = f64::from(weight) - weighted as f64 / self.step as f64;
            (average * UNIT).round().clamp(f64::from(i8::MIN), f64::from(i8::MAX)) as i8
        };
        Weights::new(self.weights.iter().zip(&self.weighted).map(of).collect()).expect("a table of the tagger's size")
    }
}

/// The share of words of `texts` that `tagger` tags as `tagged` says, where it has a choice and in all: right, of.
///
/// # Errors
/// As [`Article::new`].
pub fn tagging_accuracy(tagger: &Tagger, texts: &[GoldArticle], tagged: &BTreeMap<String, TaggedArticle>) -> Result<(usize, usize)> {
    let pipeline = Pipeline::rules();
    let mut worker = pipeline.worker();
    let (mut right, mut of) = (0, 0);
    let mut found = Vec::new();
    for gold in texts {
        let Some(tags) = tagged.get(&gold.id) else { continue };
        let article = Article::new(gold.id.clone(), gold.text.clone())?;
        let annotation = pipeline.annotate(&mut worker, &article);
        let words = Words::new(article.text(), &annotation.tokens, &annotation.words);
        let map = OffsetMap::new(article.text(), Units::CodePoints);
        found.clear();
        found.resize(words.len(), Tag::Unknown);
        for sentence in annotation.tokens.sentences() {
            tagger.tag(&words, sentence.range(), &mut found[sentence.range()]);
        }
        for (token, &guess) in annotation.tokens.all().iter().zip(&found) {
            let label = tags.get(&map.from_byte(article.text(), token.span.start)).copied().filter(|&tag| tag != Tag::Unknown);
            if let (TokenKind::Word, Some(label)) = (token.kind, label) {
                of += 1;
                right += usize::from(label == guess);
            }
        }
    }
    Ok((right, of))
}
