// The page at `/`: takes a text, asks the server, shows the answer. Text becomes part of the page as text only.
'use strict';

(() => {
  const byId = (id) => document.getElementById(id);
  const [form, text, notice, article] = ['form', 'text', 'notice', 'article'].map(byId);
  const example = [
    'Harbour shut for nine hours',
    '“We waited for nine hours,” said Mara Kessel, a baker from Hull. “Nobody told us anything.”',
    'The harbour master, Odo Brandt, called the delay “regrettable”. He said the quay would stay closed until Monday.',
    '“The waves were four metres high.”',
  ].join('\n\n');
  let view = null;
  let asked = 0;

  Whosaid.theme(byId('theme'));

  function tell(message, failed = false) {
    notice.textContent = message;
    notice.classList.toggle('failed', failed);
  }

  // What the server makes of a text: what the page shows, or a message that says why there is none.
  async function read(body) {
    let response = null;
    try {
      response = await fetch('/page/leaf', { method: 'POST', headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body });
      const answer = await response.json();
      return response.ok ? { leaf: answer } : { message: `${answer.title}: ${answer.detail}` };
    } catch {
      return { message: response ? `The server answers with ${response.status}.` : 'The server does not answer.' };
    }
  }

  // Asks for what stands in the field; of several questions only the last is answered.
  async function ask() {
    const question = ++asked;
    tell('Reading …');
    const { leaf, message } = await read(text.value);
    if (question !== asked) return;
    view?.close();
    view = null;
    article.replaceChildren();
    if (!leaf) {
      tell(message, true);
      return;
    }
    const said = leaf.quotations.filter((row) => row.kind !== 'none').length;
    tell(said === 0 ? 'Nobody is quoted.' : `${Whosaid.count(said, 'quotation', 'quotations')} found.`);
    view = Whosaid.article(article, leaf, { heading: 'h2' });
    article.scrollIntoView({ block: 'nearest' });
  }

  async function open(file) {
    if (!file) return;
    try {
      text.value = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      tell(`${file.name} is not UTF-8; convert it first.`, true);
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
