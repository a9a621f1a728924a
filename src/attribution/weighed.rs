//! A model's decision taken apart: each option's share, and the weights that made it.

use super::feature::{Feature, Template};
use super::model::Model;
use super::odds::power;
use super::sheet::Sheet;
use crate::span::EntityId;

/// A weight that moves an option away from the middle of all options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What the article shows, in words.
    pub words: String,
    /// By how much, in 256ths of a bit of log-odds, for it (above 0) or against it.
    pub weight: i32,
}

/// Reasons shown on either side.
const SHOWN: usize = 4;
/// What moves an option by less than a quarter of a bit is not shown.
const LEAST: i32 = Model::BIT / 4;

/// The share of an entity among the options of a sheet, in per cent, and the reasons for and against its best option, the
/// weightiest first; `None` if the entity is no option.
pub(super) fn weighed(model: &Model, sheet: &Sheet, entity: EntityId) -> Option<(u8, Vec<Reason>)> {
    let choices = sheet.choices();
    let scores: Vec<i32> = (0..choices.len()).map(|i| model.sum(sheet.features(i))).collect();
    let highest = scores.iter().copied().max()?;
    let share = |of: &dyn Fn(usize) -> bool| -> u64 {
        scores.iter().enumerate().filter(|&(i, _)| of(i)).map(|(_, score)| power(highest.saturating_sub(*score))).sum()
    };
    let best = (0..choices.len()).filter(|&i| choices[i].entity == entity).max_by_key(|&i| (scores[i], std::cmp::Reverse(i)))?;
    let (ours, all) = (share(&|i| choices[i].entity == entity), share(&|_| true));
    let per_cent = u8::try_from((200 * ours + all) / (2 * all.max(1))).unwrap_or(100);
    Some((per_cent, reasons(model, sheet, best)))
}

fn reasons(model: &Model, sheet: &Sheet, best: usize) -> Vec<Reason> {
    let options = i32::try_from(sheet.choices().len()).unwrap_or(i32::MAX);
    let of_template = |features: &[Feature], template: Template| -> i32 {
        features.iter().filter(|f| f.template() == template).map(|&f| model.sum(&[f])).sum()
    };
    let mut reasons: Vec<Reason> = Vec::new();
    for &feature in sheet.features(best) {
        let template = feature.template();
        let middle: i32 = (0..sheet.choices().len()).map(|i| of_template(sheet.features(i), template)).sum::<i32>() / options.max(1);
        let weight = model.sum(&[feature]) - middle;
        if weight.abs() >= LEAST {
            reasons.push(Reason { words: feature.words(), weight });
        }
    }
    reasons.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.words.cmp(&b.words)));
    let against = reasons.iter().filter(|r| r.weight < 0).count();
    let end = reasons.len() - against;
    // The strongest of either side.
    let (first, last) = (end.min(SHOWN), reasons.len() - against.min(SHOWN));
    reasons.drain(first..last);
    reasons
}
