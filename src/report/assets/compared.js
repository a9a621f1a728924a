'use strict';

// The labelled sample beside what was read.
const Comparison = {
  item(row) {
    const { el, percent } = Whosaid;
    const wrong = row.miss !== undefined;
    const labelled = row.kind === 'none' ? 'nobody’s words' : row.speakers.join('; ') || 'nobody can tell';
    const sure = !row.predicted || row.confidence === undefined ? null : `${percent(row.confidence)} sure`;
    const details = (parts) => el('span', { class: 'note' }, ` ${parts.filter(Boolean).join(' · ')}`);
    const name = Data.index.articles[row.article];
    return el('li', {},
      el('p', { class: `verdict${wrong ? ' wrong' : ''}` }, wrong ? `✕ ${row.miss}` : '✓ the same'),
      el('p', { class: 'said-words' }, row.before, el('mark', { class: row.kind }, row.marked), row.after),
      el('dl', { class: 'beside' },
        el('div', {}, el('dt', {}, 'Labelled'), el('dd', {}, el('bdi', {}, labelled), details([row.kind === 'none' ? null : Whosaid.kindWords(row.kind), row.mention ? `mention: ${row.mention}` : null]))),
        el('div', { class: wrong ? 'wrong' : null }, el('dt', {}, 'Read'), el('dd', {}, el('bdi', {}, row.predicted ?? 'no speaker'), details([sure, row.why])))),
      el('p', { class: 'note' }, name ? el('a', { href: Data.articleHref(row.article, `?at=${row.at}`) }, el('bdi', {}, Data.articleName(name))) : el('bdi', {}, row.id)));
  },

  view() {
    const { el, count } = Whosaid;
    const rows = Data.compared();
    const { sample } = Data.index;
    const score = (value) => (value === null ? '–' : value.toFixed(3));
    const classes = [...new Set(rows.map((row) => row.miss ?? 'the same'))];
    const of = (name) => rows.filter((row) => (row.miss ?? 'the same') === name);
    const list = el('ol', { class: 'said' });
    const more = el('button', { type: 'button', class: 'button', onclick: () => grow() }, 'Show more');
    let [found, shown] = [rows, 0];
    const grow = () => {
      list.append(...found.slice(shown, shown + Quotations.STEP).map(Comparison.item));
      shown += Quotations.STEP;
      more.hidden = shown >= found.length;
    };
    const choice = el('select', {
      class: 'field', 'aria-label': 'What went wrong',
      onchange: () => {
        found = choice.value === '' ? rows : of(choice.value);
        shown = 0;
        list.replaceChildren();
        grow();
      },
    }, el('option', { value: '' }, `All ${rows.length}, disagreement first`), classes.map((name) => el('option', { value: name }, `${name} (${of(name).length})`)));
    grow();
    const figures = [['right of the labelled spans', `${sample.right} / ${sample.spans}`], ['precision', score(sample.precision)], ['recall', score(sample.recall)], ['speaker F1', score(sample.f1)]];
    return {
      title: 'Errors',
      elements: [
        el('header', { class: 'list-head' }, el('h1', { tabindex: -1 }, 'Labelled and read'),
          el('p', { class: 'note' }, `${count(sample.articles, 'labelled article', 'labelled articles')}. A labelled quotation stands beside the one that shares most of it, as whosaid eval counts.`)),
        el('dl', { class: 'scores' }, figures.map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, value)))),
        el('div', { class: 'list-tools' }, choice), list, more,
      ],
    };
  },
};
