// Fills the page with what this server says about itself. Without JavaScript the page still reads well.

const PRINTED = 'http://localhost:8080';
const here = new URL('.', location.href).href.replace(/\/$/, '');

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function link(href, text) {
  return element('a', { href }, text);
}

async function json(address) {
  const answer = await fetch(address, { headers: { Accept: 'application/json' } });
  return answer.json(); // health answers 503 with a body when something is down
}

function scope(described) {
  const parameters = described.parameters.length ? `, chosen by ${described.parameters.join(', ')}` : '';
  return element('li', {},
    element('strong', {}, described.name), ': ',
    described.tables.join(', '), parameters, '. ',
    link(described.metadata, '$metadata'));
}

function service(described) {
  const links = element('p', {}, link(described.syncscopes, '$syncscopes'));
  if (described.diag) {
    links.append(' · ', link(described.diag, '$diag'));
  }
  return element('article', { className: 'service' },
    element('h3', {}, described.name), links,
    element('ul', {}, ...described.scopes.map(scope)));
}

async function showServices() {
  const place = document.getElementById('services');
  try {
    const { services } = await json('sync/services.json');
    place.replaceChildren(...services.map(service));
  } catch {
    place.textContent = 'The list of services could not be read; is the server still starting?';
  }
}

async function showHealth() {
  const place = document.getElementById('health');
  try {
    const { status, checks } = await json('health');
    const failed = checks.filter(check => check.status !== 'UP').map(check => check.name);
    place.className = status === 'UP' ? 'ok' : 'bad';
    place.textContent = status === 'UP' ? 'Up' : `Down: ${failed.join(', ')}`;
  } catch {
    place.className = 'bad';
    place.textContent = 'unknown';
  }
}

function copyButton(code) {
  const button = element('button', { type: 'button', className: 'copy' }, 'Copy');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  return button;
}

for (const code of document.querySelectorAll('pre > code')) {
  code.textContent = code.textContent.replaceAll(PRINTED, here);
  if (navigator.clipboard) {
    const block = element('div', { className: 'block' });
    code.parentElement.replaceWith(block);
    block.append(copyButton(code), element('pre', { tabIndex: 0 }, code));
  }
}

showServices();
showHealth();
