'use strict';

// Elements are made here and nowhere else: text is set as text, so that nothing of an article is ever markup.
const Whosaid = {
  el(tag, attributes, ...children) {
    const svg = ['svg', 'path', 'circle', 'rect', 'title'].includes(tag);
    const element = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, '');
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  },

  count(number, one, many) {
    return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
  },

  percent(share) {
    return `${Math.round(share * 100)}%`;
  },

  // Only such addresses become links.
  address(url) {
    return typeof url === 'string' && /^https?:\/\//i.test(url) ? url : null;
  },

  // The switch of day and night; without a choice the system's is followed.
  theme(button) {
    const root = document.documentElement;
    const store = (read) => {
      try {
        return read(window.localStorage);
      } catch {
        return null;
      }
    };
    const chosen = store((storage) => storage.getItem('whosaid-theme'));
    if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
    const isDark = () => (root.dataset.theme ?? (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
    const tell = () => {
      button.textContent = isDark() ? 'Day' : 'Night';
      button.setAttribute('aria-label', isDark() ? 'Show by day: dark on light' : 'Show by night: light on dark');
    };
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      store((storage) => storage.setItem('whosaid-theme', root.dataset.theme));
      tell();
    });
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
    tell();
  },
};
