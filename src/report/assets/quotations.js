'use strict';

// Quotations of many articles: one speaker's, or all that a filter asks for.
const Quotations = {
  STEP: 50,
  AROUND: 110,

  // A quotation in its context, with a link to its place.
  item(leaf, number, article, people, own) {
    const { el, percent } = Whosaid;
    const row = leaf.quotations[number - 1];
    const from = Math.max(0, row.start - Quotations.AROUND);
    const [cutBefore, cutAfter] = [leaf.text.slice(from, row.start), leaf.text.slice(row.end, row.end + Quotations.AROUND)];
    // Whole words, and no further than the paragraph.
    const before = leaf.partial ? '' : (from > 0 && !cutBefore.includes('\n') ? `…${cutBefore.replace(/^\S*/u, '')}` : cutBefore).split('\n').pop();
    const behind = cutAfter.split('\n')[0];
    const after = behind.length === cutAfter.length && row.end + Quotations.AROUND < leaf.text.length ? `${behind.replace(/\S*$/u, '')}…` : behind;
    const speaker = row.voice ? people[row.voice - 1] : null;
    const told = [Whosaid.kindWords(row.kind), row.confidence > 0 ? `${percent(row.confidence)} sure` : null, row.status, row.why].filter(Boolean).join(' · ');
    return el('li', {},
      el('p', { class: 'said-words' }, before, el('mark', { class: row.kind }, leaf.text.slice(row.start, row.end)), after),
      el('p', { class: 'note' }, own ? null : speaker === null ? (row.kind === 'none' ? null : 'Nobody can tell who · ')
        : [el('a', { href: Data.speakerHref(speaker) }, el('bdi', {}, Data.index.speakers[speaker].name)), ' · '],
        `${told} · `, el('a', { href: Data.articleHref(article, `?q=${number}`) }, el('bdi', {}, Data.articleName(Data.index.articles[article])))));
  },

  // A list that goes through `articles` (their numbers) as far as it must. `wanted` says of a row whether it is asked for,
  // `own` whether all are of the speaker above.
  list(articles, wanted, own = false) {
    const { el } = Whosaid;
    const list = el('ol', { class: 'said' });
    const told = el('p', { class: 'note', role: 'status' });
    const more = el('button', { type: 'button', class: 'button', hidden: true, onclick: () => run() }, 'Show more');
    let [at, skip, stopped] = [0, 0, false];
    const run = async () => {
      more.hidden = true;
      told.textContent = 'Looking …';
      let left = Quotations.STEP;
      for (let n = 0; at < articles.length && left > 0; n += 1) {
        const article = articles[at];
        const leaf = await Data.leaf(article);
        if (stopped) return;
        const { people } = Data.index.articles[article];
        const found = leaf.quotations.map((row, i) => [row, i + 1]).filter(([row]) => wanted(row, leaf, people)).slice(skip);
        const items = found.slice(0, left);
        list.append(...items.map(([, number]) => Quotations.item(leaf, number, article, people, own)));
        left -= items.length;
        [at, skip] = items.length < found.length ? [at, skip + items.length] : [at + 1, 0];
        if (n % 40 === 39) await pause();
        if (stopped) return;
      }
      told.textContent = list.children.length === 0 ? 'No such quotation.' : '';
      more.hidden = at >= articles.length;
    };
    run();
    return { elements: [list, told, more], stop: () => { stopped = true; } };
  },

  speaker(number) {
    const { el, count } = Whosaid;
    const speaker = Data.index.speakers[number];
    const articles = Data.index.articles.flatMap((article, i) => (article.people.includes(number) ? [i] : []));
    const { elements, stop } = Quotations.list(articles, (row, leaf, people) => row.kind !== 'none' && row.voice && people[row.voice - 1] === number, true);
    const about = `${count(speaker.quotations, 'quotation', 'quotations')} in ${count(speaker.articles, 'article', 'articles')}`;
    const head = el('header', { class: 'list-head' }, el('p', { class: 'overline' }, el('bdi', {}, Lists.known(speaker).join(' · ') || 'speaker')),
      el('h1', { tabindex: -1, dir: 'auto' }, speaker.name), el('p', { class: 'note' }, about));
    return { title: speaker.name, elements: [head, ...elements], stop };
  },

  all() {
    const { el } = Whosaid;
    const { speakers, articles } = Data.index;
    const place = el('div');
    let current = null;
    const show = (state) => {
      current?.stop();
      const asked = state.voice === '' || state.voice === '?' ? null : Number(state.voice);
      const numbers = articles.flatMap((article, i) => (asked === null || article.people.includes(asked) ? [i] : []));
      current = Quotations.list(numbers, (row, leaf, people) => {
        const voice = row.voice ? people[row.voice - 1] : undefined;
        return Whosaid.asked(state, { ...row, voice }, () => `${leaf.text.slice(row.start, row.end)} ${voice === undefined ? '' : speakers[voice].name}`);
      });
      place.replaceChildren(...current.elements);
    };
    const most = speakers.slice(0, 500).map((speaker, i) => [String(i), `${speaker.name} (${speaker.quotations})`]);
    const filters = Whosaid.filters({ has: Data.index.kinds, voices: [...most, ['?', 'Nobody can tell who']], changed: show });
    show(filters.state);
    const head = el('header', { class: 'list-head' }, el('h1', { tabindex: -1 }, 'Quotations'));
    return { title: 'Quotations', elements: [head, filters.element, place], stop: () => current.stop() };
  },
};
