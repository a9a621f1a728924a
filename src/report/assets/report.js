'use strict';

// Which view the address asks for: #/articles, #/article/3?q=2, #/speaker/0 and so on.
(() => {
  const { el } = Whosaid;
  const [overview, view] = [document.getElementById('overview'), document.getElementById('view')];
  let leave = () => {};
  let turn = 0;

  const article = async (number, query) => {
    const leaf = await Data.leaf(number);
    const { people } = Data.index.articles[number];
    const at = query.has('at') ? Number(query.get('at')) : null;
    const holds = (row) => row.start <= at && at < row.end;
    const select = at === null ? Number(query.get('q') ?? 0) : leaf.quotations.findIndex(holds) + 1;
    return {
      title: Data.articleName(Data.index.articles[number]),
      place: (into) => {
        const before = number > 0 ? el('a', { href: Data.articleHref(number - 1) }, '← Previous') : null;
        const next = number + 1 < Data.index.articles.length ? el('a', { href: Data.articleHref(number + 1) }, 'Next →') : null;
        const root = el('article');
        into.replaceChildren(root, el('nav', { class: 'note list-tools', 'aria-label': 'Articles' }, before, next));
        const shown = Whosaid.article(root, leaf, { speakerHref: (voice) => Data.speakerHref(people[voice - 1]), select });
        return () => shown.close();
      },
      keeps: select > 0,
    };
  };

  const views = {
    articles: () => ({ title: 'Articles', elements: Lists.articles() }),
    speakers: () => ({ title: 'Speakers', elements: Lists.speakers() }),
    quotations: () => Quotations.all(),
    errors: () => (Data.index.sample ? Comparison.view() : null),
    speaker: (number) => (Data.index.speakers[number] ? Quotations.speaker(number) : null),
    article: (number, query) => (Data.index.articles[number] ? article(number, query) : null),
  };

  const missing = () => ({
    title: 'Not here',
    elements: [el('h1', { tabindex: -1 }, 'Not in this report'), el('p', {}, el('a', { href: '#/' }, 'To the overview'))],
  });

  const show = async (moved) => {
    turn += 1;
    const mine = turn;
    const [path, query] = window.location.hash.replace(/^#\/?/, '').split('?');
    const [name, number] = path.split('/');
    leave();
    leave = () => {};
    const isOverview = name === '';
    const made = isOverview ? null : await ((Object.hasOwn(views, name) && views[name](Number(number), new URLSearchParams(query))) || missing());
    if (mine !== turn) {
      made?.stop?.();
      return;
    }
    overview.hidden = !isOverview;
    view.hidden = isOverview;
    if (isOverview) view.replaceChildren();
    else if (made.place) leave = made.place(view);
    else {
      view.replaceChildren(...made.elements);
      leave = made.stop ?? leave;
    }
    document.title = isOverview ? Data.index.title : `${made.title} – ${Data.index.title}`;
    const current = { '': 'overview', article: 'articles', speaker: 'speakers' }[name] ?? name;
    for (const link of document.querySelectorAll('[data-view]')) {
      if (link.dataset.view === current) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    if (moved && !made?.keeps) {
      window.scrollTo(0, 0);
      (isOverview ? overview : view).querySelector('h1')?.focus({ preventScroll: true });
    }
  };

  Whosaid.theme(document.getElementById('theme'));
  window.addEventListener('hashchange', () => show(true));
  show(false);
})();
