'use strict';

// The line from a quotation to the mention that carries it, drawn over `body`.
Whosaid.line = (body) => {
  const { el } = Whosaid;
  const svg = el('svg', { class: 'line', 'aria-hidden': 'true' });
  body.append(svg);

  // Of the boxes of some elements, the nearest of their ends to a point.
  const boxes = (elements) => elements.flatMap((element) => [...element.getClientRects()]);
  const distance = (a, b) => Math.hypot(a.x - b.x, (a.y - b.y) * 3);

  return {
    draw(voice, quotation, mention) {
      svg.replaceChildren();
      const [from, to] = [boxes(quotation), boxes(mention)];
      if (from.length === 0 || to.length === 0) return;
      const origin = body.getBoundingClientRect();
      const place = (x, y) => ({ x: x - origin.left, y: y - origin.top });
      const [first, last, mark] = [from[0], from[from.length - 1], to[0]];
      const middle = (mark.left + mark.right) / 2;
      // From above or below, whichever side faces the mention; on one line the line sags below both.
      const isAbove = mark.bottom < first.top + first.height / 2;
      const isBelow = mark.top > last.bottom - last.height / 2;
      const edge = (box) => (isAbove ? box.top - 1 : box.bottom + 1);
      const target = place(middle, isBelow ? mark.top - 3 : mark.bottom + 3);
      const ends = [place(first.left + 8, edge(first)), place(last.right - 8, edge(last))];
      const nearest = () => ends.reduce((a, b) => (distance(b, target) < distance(a, target) ? b : a));
      const within = (box) => place(Math.min(Math.max(middle, box.left + 8), box.right - 8), edge(box));
      const isBeside = (box) => Math.abs(box.bottom - mark.bottom) < box.height / 2;
      const beside = [last, first].find(isBeside);
      const start = isAbove ? within(first) : isBelow ? within(last) : beside ? within(beside) : nearest();
      const reach = Math.hypot(start.x - target.x, start.y - target.y);
      const [bendStart, bendTarget] = isAbove ? [-reach / 2.5, reach / 2.5] : isBelow ? [reach / 2.5, -reach / 2.5] : [1, 1].map(() => Math.min(30, Math.max(12, reach / 6)));
      const path = `M${start.x} ${start.y}C${start.x} ${start.y + bendStart} ${target.x} ${target.y + bendTarget} ${target.x} ${target.y}`;
      svg.setAttribute('class', `line ${voice}`);
      svg.append(el('path', { d: path, pathLength: 1 }), el('circle', { cx: start.x, cy: start.y, r: 2.5 }), el('circle', { cx: target.x, cy: target.y, r: 3.5 }));
    },
    clear() {
      svg.replaceChildren();
    },
  };
};
