//! Accounts: *@tomliburd* is Tomasina Liburd's.

use super::nominals::NAME_WORDS;
use super::resolver::{Chains, Resolver};
use crate::span::{EntityId, MentionId};
use crate::token::TokenKind;

/// Entities among which the owner of an account is looked for.
const OWNERS: usize = 64;

impl Resolver {
    /// An account belongs to the person whose name it holds: *@tomliburd* to *Tomasina Liburd*.
    pub(super) fn link_handle(&mut self, chains: &mut Chains<'_, '_>, id: MentionId) -> EntityId {
        let words = chains.words;
        let Resolver { profiles, account, word, .. } = self;
        fold(words.str(chains.mention(id).head as usize), account);
        let longest = account.len() * SHRINKS;
        let same = (0..chains.entities.len()).rev().take(OWNERS).map(EntityId::new).find(|&e| {
            profiles[e.index()].core.range().rev().take(NAME_WORDS).filter(|&i| words.str(i).len() <= longest).any(|i| {
                if words.token(i).kind == TokenKind::Handle {
                    fold(words.str(i), word);
                    return word == account;
                }
                words.is_capitalised(i) && holds(account, words.str(i), word)
            })
        });
        match same {
            Some(entity) => {
                chains.links[id.index()] = Some(entity);
                entity
            }
            None => self.create(chains, id),
        }
    }
}

/// How much shorter a letter may be in small letters, in bytes: *K* is three as the sign of the kelvin and one as a *k*.
const SHRINKS: usize = 3;

fn fold(name: &str, into: &mut String) {
    into.clear();
    into.extend(name.chars().flat_map(char::to_lowercase));
}

/// Shortest name that is looked for in an account, in letters.
const IN_ACCOUNT: usize = 4;

/// Whether an account in small letters holds a name; `folded` is scratch.
fn holds(account: &str, name: &str, folded: &mut String) -> bool {
    if name.is_ascii() {
        let is_it = |part: &[u8]| part.eq_ignore_ascii_case(name.as_bytes());
        return name.len() >= IN_ACCOUNT && account.as_bytes().windows(name.len()).any(is_it);
    }
    fold(name, folded);
    folded.chars().count() >= IN_ACCOUNT && account.contains(folded.as_str())
}
