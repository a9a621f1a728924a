'use strict';

// What the page holds. Articles are parsed one by one, when they are asked for.
const Data = {
  index: JSON.parse(document.getElementById('index').textContent),

  // The articles' data stand behind the script: while the page still loads, the last may be on their way.
  async leaf(number) {
    const element = () => document.getElementById(`article-${number}`);
    if (!element()?.nextSibling && document.readyState === 'loading') {
      await new Promise((done) => document.addEventListener('DOMContentLoaded', done, { once: true }));
    }
    return JSON.parse(element().textContent);
  },

  compared() {
    return JSON.parse(document.getElementById('compared').textContent || '[]');
  },

  articleName: (article) => article.name ?? article.id,
  articleHref: (number, query = '') => `#/article/${number}${query}`,
  speakerHref: (number) => `#/speaker/${number}`,
};

// Lets the page breathe between two pieces of work.
const pause = () => new Promise((done) => { setTimeout(done, 0); });
