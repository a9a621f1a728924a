'use strict';

// The small panel that tells how sure an answer is, and why. One at a time, inside `body`.
Whosaid.panel = (body, closed) => {
  const { el } = Whosaid;
  let open = null;

  const close = () => {
    open?.remove();
    open = null;
  };

  const meter = (share) => el('svg', { class: 'meter', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    el('rect', { width: share * 100, height: 8 }));

  return {
    close,
    isOpen: () => open !== null,
    contains: (node) => open !== null && open.contains(node),

    // `told` is what the panel says: badge, name, href, number, row, mention, cue; `anchor` is the element that it stands below.
    show(told, anchor, { focus }) {
      close();
      const { row } = told;
      const facts = [
        ['Kind', Whosaid.kindWords(row.kind)],
        ['Confidence', row.confidence > 0 ? [meter(row.confidence), Whosaid.percent(row.confidence)] : 'none given'],
        ['Why', row.why || 'not told'],
        ['Mention', told.mention ?? 'none of its own'],
        ['Cue', told.cue ?? 'none'],
        row.status ? ['Status', row.status === 'negated' ? 'negated: the text denies it' : row.status] : null,
      ];
      const name = told.href ? el('a', { href: told.href }, told.name) : told.name;
      open = el('div', { class: `panel ${told.voice}`, role: 'dialog', 'aria-label': `Quotation ${told.number}: ${told.name}`, tabindex: -1 },
        el('p', { class: 'panel-head' }, told.badge(), el('bdi', {}, name)),
        el('button', { class: 'button quiet panel-close', type: 'button', 'aria-label': 'Close', onclick: closed }, '✕'),
        el('dl', {}, facts.filter(Boolean).map(([term, text]) => [el('dt', {}, term), el('dd', { dir: 'auto' }, text)])));
      body.append(open);
      const [box, place] = [body.getBoundingClientRect(), anchor.getBoundingClientRect()];
      const left = Math.min(Math.max(0, place.left - box.left - 20), Math.max(0, box.width - open.offsetWidth));
      open.style.setProperty('--left', `${left}px`);
      open.style.setProperty('--top', `${place.bottom - box.top + 26}px`);
      open.scrollIntoView({ block: 'nearest' });
      if (focus) open.focus({ preventScroll: true });
    },
  };
};
