'use strict';

// Lists that show a hundred rows and more on demand.
const Lists = {
  STEP: 100,

  // `rows` are all there are; `words` gives the text in which to look for words, `item` the element of one.
  searchable({ heading, about, rows, words, item, hint }) {
    const { el } = Whosaid;
    const list = el('ol', { class: 'rows' });
    const told = el('span', { class: 'note', role: 'status' });
    const more = el('button', { type: 'button', class: 'button more', onclick: () => grow() }, 'Show more');
    let [found, shown] = [rows, 0];
    const grow = () => {
      list.append(...found.slice(shown, shown + Lists.STEP).map(item));
      shown = Math.min(found.length, shown + Lists.STEP);
      more.hidden = shown >= found.length;
    };
    const field = el('input', {
      type: 'search', class: 'field', placeholder: hint, 'aria-label': hint,
      oninput: () => {
        const asked = field.value.trim().toLowerCase();
        found = asked === '' ? rows : rows.filter((row) => words(row).toLowerCase().includes(asked));
        shown = 0;
        list.replaceChildren();
        told.textContent = found.length === rows.length ? '' : `${found.length.toLocaleString('en')} of ${rows.length.toLocaleString('en')}`;
        grow();
      },
    });
    grow();
    return [
      el('header', { class: 'list-head' }, el('h1', { tabindex: -1 }, heading), about ? el('p', { class: 'note' }, about) : null),
      el('div', { class: 'list-tools' }, field, told), list, more,
    ];
  },

  articles() {
    const { el, count } = Whosaid;
    const { articles } = Data.index;
    return Lists.searchable({
      heading: 'Articles', hint: 'Title, id or date',
      about: count(articles.length, 'article', 'articles'),
      rows: articles.map((article, number) => ({ article, number })),
      words: ({ article }) => `${article.name ?? ''} ${article.id} ${article.date ?? ''}`,
      item: ({ article, number }) => el('li', {},
        el('a', { href: Data.articleHref(number), dir: 'auto' }, Data.articleName(article)), el('b', { title: 'Quotations' }, String(article.quotations)),
        el('span', { class: 'note' }, el('bdi', {}, [article.date, article.name ? article.id : null].filter(Boolean).join(' · ')))),
    });
  },

  speakers() {
    const { el, count } = Whosaid;
    const { speakers } = Data.index;
    return Lists.searchable({
      heading: 'Speakers', hint: 'Name, id or type',
      about: `${count(speakers.length, 'speaker', 'speakers')}, the most quoted first`,
      rows: speakers.map((speaker, number) => ({ speaker, number })),
      words: ({ speaker }) => `${speaker.name} ${speaker.id ?? ''} ${speaker.type ?? ''}`,
      item: ({ speaker, number }) => el('li', {},
        el('a', { href: Data.speakerHref(number), dir: 'auto' }, speaker.name), el('b', { title: 'Quotations' }, speaker.quotations.toLocaleString('en')),
        el('span', { class: 'note' }, el('bdi', {}, [...Lists.known(speaker), count(speaker.articles, 'article', 'articles')].join(' · ')))),
    });
  },

  known: (speaker) => [speaker.type, speaker.gender, speaker.id].filter(Boolean),
};
