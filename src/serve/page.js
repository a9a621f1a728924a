// The page at `/`: takes a text, asks the server, shows the answer. Text becomes part of the page as text only.
'use strict';

(() => {
  const byId = (id) => document.getElementById(id);
  const [form, text, notice, article] = ['form', 'text', 'notice', 'article'].map(byId);
  const example = [
    '“We waited for nine hours,” said Mara Kessel, a baker from Hull. “Nobody told us anything.”',
    'The harbour master, Odo Brandt, called the delay “regrettable”. He said the quay would stay closed until Monday.',
    '“The waves were four metres high.”',
  ].join('\n\n');
  let view = null;
  let asked = 0;

  Whosaid.theme(byId('theme'));

  function tell(message) {
    notice.textContent = message;
    notice.hidden = message === '';
  }

  // Asks for what stands in the field; of several questions only the last is answered.
  async function ask() {
    const question = ++asked;
    tell('Reading …');
    let leaf = null;
    let message = '';
    try {
      const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
      const response = await fetch('/page/leaf', { method: 'POST', headers, body: text.value });
      const answer = await response.json();
      if (response.ok) leaf = answer;
      else message = `${answer.title}: ${answer.detail}`;
    } catch {
      message = 'The server does not answer.';
    }
    if (question !== asked) return;
    tell(message);
    if (view) view.close();
    view = null;
    article.replaceChildren();
    if (!leaf) return;
    if (leaf.quotations.length === 0) tell('No quotation found.');
    view = Whosaid.article(article, leaf, { heading: null });
  }

  async function open(file) {
    if (!file) return;
    try {
      text.value = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      tell(`${file.name} is not UTF-8; convert it first.`);
      return;
    }
    await ask();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    ask();
  });
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) ask();
  });
  byId('example').addEventListener('click', () => {
    text.value = example;
    ask();
  });
  byId('file').addEventListener('change', (event) => open(event.target.files[0]));
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    form.classList.add('dropping');
  });
  document.addEventListener('dragleave', () => form.classList.remove('dropping'));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('dropping');
    const dropped = event.dataTransfer.getData('text/plain');
    if (event.dataTransfer.files.length > 0) open(event.dataTransfer.files[0]);
    else if (dropped) {
      text.value = dropped;
      ask();
    }
  });
})();
