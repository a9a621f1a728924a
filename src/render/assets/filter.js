'use strict';

// What a reader may ask quotations for: words, a speaker, kinds, how sure they are.
Whosaid.kinds = [
  ['direct', 'Direct', 'direct speech'],
  ['mixed', 'Fragments', 'quoted fragment'],
  ['indirect', 'Indirect', 'indirect speech'],
  ['none', 'Nobody’s', 'nobody’s words'],
];

Whosaid.kindWords = (kind) => Whosaid.kinds.find(([name]) => name === kind)?.[2] ?? kind;

// Whether a quotation is asked for. `words` are its words and its speaker's name.
Whosaid.asked = (state, row, words) =>
  state.kinds.has(row.kind) &&
  (state.sure === 0 || row.confidence * 100 >= state.sure) &&
  (state.voice === '' || state.voice === String(row.voice ?? '?')) &&
  (state.words === '' || words().toLowerCase().includes(state.words));

// The controls. `has` are the kinds there are, `voices` pairs of value and name; `changed` hears of every change.
Whosaid.filters = ({ voices, has, changed }) => {
  const { el } = Whosaid;
  const state = { words: '', voice: '', kinds: new Set(has), sure: 0 };
  const count = el('span', { class: 'filters-count', role: 'status' });
  let waiting = null;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => changed(state), 120);
  };
  const words = el('input', {
    type: 'search', class: 'field', placeholder: 'Words', 'aria-label': 'Words of the quotation or its speaker',
    oninput: () => { state.words = words.value.trim().toLowerCase(); soon(); },
  });
  const voice = el('select', {
    class: 'field', 'aria-label': 'Speaker',
    onchange: () => { state.voice = voice.value; changed(state); },
  }, el('option', { value: '' }, 'All speakers'), voices.map(([value, name]) => el('option', { value }, name)));
  const sureTold = el('output', {}, 'any');
  const sure = el('input', {
    type: 'range', min: 0, max: 95, step: 5, value: 0, 'aria-label': 'Least confidence, in per cent',
    oninput: () => {
      state.sure = Number(sure.value);
      sureTold.textContent = state.sure === 0 ? 'any' : `from ${state.sure}%`;
      soon();
    },
  });
  const kinds = Whosaid.kinds.filter(([kind]) => has.includes(kind)).map(([kind, label]) => {
    const box = el('input', {
      type: 'checkbox', checked: true, value: kind,
      onchange: () => { state.kinds[box.checked ? 'add' : 'delete'](kind); changed(state); },
    });
    return el('label', {}, box, label);
  });
  const element = el('form', { class: 'filters', role: 'search', 'aria-label': 'Filter quotations', onsubmit: (event) => event.preventDefault() },
    el('fieldset', {}, el('legend', { class: 'hidden-label' }, 'Kinds'), kinds),
    el('label', {}, words), el('label', {}, voice), el('label', {}, 'Confidence', sure, sureTold), count);
  return {
    element,
    state,
    tell: (text) => { count.textContent = text; },
    choose: (value) => { voice.value = value; state.voice = value; changed(state); },
  };
};
