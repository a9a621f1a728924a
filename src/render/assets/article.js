'use strict';

// Shows one annotated article: see `Leaf` for what it is told.
Whosaid.article = (root, leaf, options = {}) => {
  const { el } = Whosaid;
  const rows = leaf.quotations;
  const row = (number) => rows[number - 1];
  const words = (place) => leaf.text.slice(place[0], place[1]);
  // Colours come again after eight speakers; numbers do not.
  const voiceClass = (number) => `voice-${number ? ((number - 1) % 8) + 1 : 0}`;
  const sign = (of) => (of.kind === 'none' ? '–' : of.voice ?? '?');
  const voiceName = (of) => (of.kind === 'none' ? 'Nobody’s words' : of.voice ? leaf.voices[of.voice - 1].name : 'Nobody can tell who');
  const isUnsure = (of) => of.voice && of.confidence < 0.7;
  const href = (number) => (number && options.speakerHref ? options.speakerHref(number) : null);

  const parts = rows.map(() => ({ quoted: [], mention: [], cue: [], badge: null }));
  const badgeClass = (of) => `badge ${voiceClass(of.voice)}${isUnsure(of) ? ' unsure' : ''}`;
  const badge = (number) => {
    const of = row(number);
    const told = of.voice ? `, ${Whosaid.percent(of.confidence)} sure` : '';
    const button = el('button', {
      type: 'button', class: badgeClass(of), 'data-row': number, 'aria-expanded': 'false',
      'aria-label': `Quotation ${number}: ${voiceName(of)}, ${Whosaid.kindWords(of.kind)}${told}`,
    }, String(sign(of)));
    parts[number - 1].badge = button;
    return button;
  };

  // Mentions and cues by where they are, so that every one knows the quotations that it serves.
  const serving = (field) => rows.flatMap((of, i) => (of[field] ? [[of[field], i + 1]] : [])).sort((a, b) => a[0][0] - b[0][0]);
  const among = (list) => {
    let open = [];
    let next = 0;
    return (start, end) => {
      while (next < list.length && list[next][0][0] < end) open.push(list[next++]);
      open = open.filter(([place]) => place[1] > start);
      return open.map(([, number]) => number);
    };
  };
  const [mentionsAt, cuesAt] = [among(serving('mention')), among(serving('cue'))];

  const paragraph = ({ start, runs }, into) => {
    let at = start;
    for (const [length, number, role, closes] of runs) {
      const [from, to] = [at, at + length];
      at = to;
      const text = leaf.text.slice(from, to);
      if (number === 0 && role === 0) {
        into.append(text);
      } else {
        const classes = ['run'];
        const [mentions, cues] = [role & 1 ? mentionsAt(from, to) : [], role & 2 ? cuesAt(from, to) : []];
        const voiced = number || mentions[0] || cues[0];
        if (voiced) classes.push(voiceClass(row(voiced).voice));
        if (number) classes.push('quoted', row(number).kind);
        if (role & 1) classes.push('mention');
        if (role & 2) classes.push('cue');
        const span = el('span', { class: classes.join(' '), 'data-row': number || mentions[0] || cues[0] }, text);
        if (number) parts[number - 1].quoted.push(span);
        for (const of of mentions) parts[of - 1].mention.push(span);
        for (const of of cues) parts[of - 1].cue.push(span);
        into.append(span);
      }
      for (const of of closes) into.append(badge(of));
    }
    return into;
  };

  const heading = options.heading ?? 'h1';
  const body = el('div', { class: 'article-body' });
  const text = el('div', { class: 'article-text' });
  const head = el('header', { class: 'article-head' });
  const where = Whosaid.address(leaf.url);
  const told = [leaf.date ? leaf.date.slice(0, 10) : null, leaf.id].filter(Boolean).join(' · ');
  if (told || where) {
    head.append(el('p', { class: 'overline' }, el('bdi', {}, told), told && where ? ' · ' : null,
      where ? el('a', { href: where, rel: 'noopener noreferrer' }, 'Original') : null));
  }
  const untitled = !leaf.title && leaf.paragraphs[0]?.headline;
  leaf.paragraphs.forEach((of, i) => {
    if (i === 0 && untitled) head.append(paragraph(of, el(heading, { dir: 'auto', tabindex: -1 })));
    else text.append(paragraph(of, el('p', {})));
  });
  if (!untitled && (leaf.title || leaf.id)) head.append(el(heading, { dir: 'auto', tabindex: -1 }, leaf.title || leaf.id));
  if (leaf.partial) head.append(el('p', { class: 'note notice' }, 'The article’s text is not in this report: these are its quotations, each with its mention and cue.'));
  if (leaf.paragraphs.length === 0) text.append(el('p', { class: 'note' }, 'The article has no text.'));
  body.append(text);

  // Who said what, with a button that asks for one speaker only.
  const kindsThere = Whosaid.kinds.map(([kind]) => kind).filter((kind) => rows.some((of) => of.kind === kind));
  const counts = new Map();
  rows.filter((of) => of.kind !== 'none').forEach((of) => counts.set(of.voice ?? '?', (counts.get(of.voice ?? '?') ?? 0) + 1));
  const pressed = [];
  const voiceItem = (key, name, about, link) => {
    const button = el('button', {
      type: 'button', class: 'voices-count', 'aria-pressed': 'false', title: 'Show only these',
      'aria-label': `Show only the ${Whosaid.count(counts.get(key) ?? 0, 'quotation', 'quotations')} of: ${name}`,
      onclick: () => filters.choose(filters.state.voice === String(key) ? '' : String(key)),
    }, String(counts.get(key) ?? 0));
    pressed.push([String(key), button]);
    return el('li', { class: voiceClass(key === '?' ? 0 : key) },
      el('span', { class: `badge ${voiceClass(key === '?' ? 0 : key)}`, 'aria-hidden': 'true' }, String(key)),
      el('span', {}, el('bdi', {}, link ? el('a', { href: link }, name) : name), about ? el('span', { class: 'voices-about' }, about) : null), button);
  };
  const voices = leaf.voices.map((voice, i) => voiceItem(i + 1, voice.name, [voice.type, voice.gender, voice.id].filter(Boolean).join(', '), href(i + 1)));
  if (counts.has('?')) voices.push(voiceItem('?', 'Nobody can tell who', null, null));
  const side = el('aside', { class: 'article-side voices', 'aria-label': 'Who said what' },
    el('h2', {}, voices.length ? 'Who said what' : 'Nobody is quoted'), el('ol', {}, voices),
    rows.length === 0 ? null : el('div', { class: 'key' },
      el('p', {}, el('span', { class: 'quoted voice-1' }, 'direct words, fragments'), ' · ', el('span', { class: 'quoted indirect voice-1' }, 'indirect speech')),
      el('p', {}, el('span', { class: 'mention' }, 'mention'), ' · ', el('span', { class: 'cue' }, 'cue'), ' · ',
        el('span', { class: 'badge voice-1' }, '1'), 'speaker', ' · ', el('span', { class: 'badge unsure voice-1' }, '1'), 'less than 70% sure'),
      el('p', {}, 'Point at a quotation for its mention; press for confidence and why.')));

  const filters = Whosaid.filters({
    has: kindsThere,
    voices: [...leaf.voices.map((voice, i) => [String(i + 1), `${i + 1} ${voice.name}`]), ...(counts.has('?') ? [['?', 'Nobody can tell who']] : [])],
    changed: (state) => apply(state),
  });
  const apply = (state) => {
    hide();
    const on = rows.map((of, i) => Whosaid.asked(state, of, () => `${words([of.start, of.end])} ${voiceName(of)}`) && i >= 0);
    const serves = new Map();
    rows.forEach((of, i) => {
      const { quoted, mention, cue, badge: button } = parts[i];
      button?.classList.toggle('off', !on[i]);
      for (const span of quoted) {
        span.classList.toggle('quoted', on[i]);
        span.classList.toggle(of.kind, on[i]);
      }
      for (const [name, spans] of [['mention', mention], ['cue', cue]]) {
        for (const span of spans) serves.set(span, { ...serves.get(span), [name]: (serves.get(span)?.[name] ?? false) || on[i] });
      }
    });
    for (const [span, names] of serves) for (const [name, is] of Object.entries(names)) span.classList.toggle(name, is);
    for (const [key, button] of pressed) button.setAttribute('aria-pressed', String(key === state.voice));
    const shown = on.filter(Boolean).length;
    filters.tell(shown === rows.length ? Whosaid.count(shown, 'quotation', 'quotations') : `${shown} of ${Whosaid.count(rows.length, 'quotation', 'quotations')}`);
  };

  root.replaceChildren(head, ...(rows.length ? [filters.element] : []), el('div', { class: 'article-columns' }, body, side));
  const line = Whosaid.line(body);

  // What is pointed at, and what is open.
  let active = 0;
  let opened = 0;
  const spans = (number) => [...parts[number - 1].quoted, ...parts[number - 1].mention, ...parts[number - 1].cue];
  const dim = () => {
    if (active) spans(active).forEach((span) => span.classList.remove('active'));
    line.clear();
    active = 0;
  };
  const light = (number) => {
    if (number === active) return;
    dim();
    const { quoted, mention, badge: button } = parts[number - 1];
    if (button?.classList.contains('off')) return;
    active = number;
    spans(number).forEach((span) => span.classList.add('active'));
    line.draw(voiceClass(row(number).voice), quoted.length ? quoted : [button].filter(Boolean), mention);
  };
  const panel = Whosaid.panel(body, () => hide(true));
  const hide = (returnFocus = false) => {
    const button = opened ? parts[opened - 1].badge : null;
    button?.setAttribute('aria-expanded', 'false');
    if (returnFocus && panel.isOpen()) button?.focus();
    panel.close();
    opened = 0;
    dim();
  };
  const show = (number, focus) => {
    hide();
    const of = row(number);
    const { badge: button, quoted } = parts[number - 1];
    light(number);
    opened = number;
    button?.setAttribute('aria-expanded', 'true');
    panel.show({
      number, row: of, name: voiceName(of), href: href(of.voice), voice: voiceClass(of.voice),
      badge: () => el('span', { class: badgeClass(of), 'aria-hidden': 'true' }, String(sign(of))),
      mention: of.mention ? words(of.mention) : null, cue: of.cue ? words(of.cue) : null,
    }, button ?? quoted[0] ?? body, { focus });
  };

  const numberOf = (event) => Number(event.target.closest?.('[data-row]:not(.off)')?.dataset.row ?? 0);
  const isShown = (event) => event.target.closest('.quoted, .mention, .cue, .badge') !== null;
  const listeners = new AbortController();
  const listen = (target, name, heard) => target.addEventListener(name, heard, { signal: listeners.signal });
  const surface = [text, head];
  for (const element of surface) {
    listen(element, 'pointerover', (event) => {
      const number = isShown(event) ? numberOf(event) : 0;
      if (number) light(number);
      else if (opened) light(opened);
      else dim();
    });
    listen(element, 'pointerleave', () => (opened ? light(opened) : dim()));
    listen(element, 'focusin', (event) => numberOf(event) && light(numberOf(event)));
    listen(element, 'focusout', () => (opened ? light(opened) : dim()));
    listen(element, 'click', (event) => {
      const number = isShown(event) ? numberOf(event) : 0;
      const isKey = event.detail === 0;
      if (number && number === opened) hide(isKey);
      else if (number && String(window.getSelection()) === '') show(number, isKey);
    });
  }
  listen(document, 'keydown', (event) => {
    if (event.key === 'Escape' && panel.isOpen()) hide(true);
  });
  listen(document, 'pointerdown', (event) => {
    const inside = panel.contains(event.target) || surface.some((element) => element.contains(event.target));
    if (panel.isOpen() && !inside) hide();
  });
  listen(window, 'resize', () => {
    const [was, open] = [active, opened];
    dim();
    if (open || was) light(open || was);
  });
  apply(filters.state);

  const select = (number) => {
    if (!row(number)) return;
    const at = parts[number - 1].badge ?? parts[number - 1].quoted[0];
    at?.scrollIntoView({ block: 'center' });
    show(number, false);
    parts[number - 1].badge?.focus({ preventScroll: true });
  };
  if (options.select) select(options.select);
  return { select, close: () => listeners.abort() };
};
