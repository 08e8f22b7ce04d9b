import { announce, fill, h } from './dom.js';
import { doing } from './form.js';
import { moment, say } from './words.js';

/**
 * The token that the data API is called with, looked into.
 *
 * @param {import('./main.js').App} app
 * @returns {import('./main.js').View}
 */
export function tokenView({ client, signal }) {
  const left = h('strong', { class: 'left', role: 'timer', 'aria-live': 'off' }, '…');
  const gauge = h('progress', { 'aria-label': 'Time left', max: 1, value: 0 });
  const claims = h('dl', { class: 'claims' });
  const header = h('dl', { class: 'claims' });
  const error = h('p', { class: 'error', role: 'alert' });

  const renew = doing('Renew now', error, async () => {
    await client.renew();
    show();
    announce('There is a new token.');
  }, { class: 'primary' });
  const copy = doing('Copy token', error, async () => {
    await navigator.clipboard.writeText(await client.token());
    announce('The token is copied. Whoever has it is you, until it ends.');
  });

  function show() {
    const token = client.inspect();
    if (!token) return;
    fill(header, ...pairs(token.header));
    fill(claims, ...pairs(token.claims));
    count();
  }

  function count() {
    const token = client.inspect();
    const { iat, exp } = token?.claims ?? {};
    left.textContent = token ? `${Math.floor(token.secondsLeft)} s left` : 'no token';
    gauge.max = Math.max(1, (exp ?? 0) - (iat ?? 0));
    gauge.value = token?.secondsLeft ?? 0;
  }

  client.token().then(show, (cause) => {
    if (!signal.aborted) error.textContent = say(cause);
  });
  const clock = setInterval(count, 1000);
  signal.addEventListener('abort', () => clearInterval(clock));

  return {
    title: 'Token',
    content: [
      h('h1', {}, 'Token'),
      h('p', { class: 'lead' },
        'The data API knows you by this token alone. It is kept in this tab’s memory and is renewed before it ends. ',
        h('a', { href: '/docs/' }, 'Try the API'), ' with it.'),
      h('section', { class: 'card' },
        h('p', { class: 'gauge' }, left, gauge),
        h('div', { class: 'actions' }, renew, 'clipboard' in navigator && copy),
        error),
      h('section', { class: 'card' }, h('h2', {}, 'Claims'), claims),
      h('section', { class: 'card' }, h('h2', {}, 'Header'), header),
    ],
  };
}

/** @param {import('../client.js').Claims} claims */
function pairs(claims) {
  return Object.entries(claims).map(([name, value]) => {
    const time = ['iat', 'exp', 'nbf'].includes(name) && typeof value === 'number';
    const note = time ? h('span', { class: 'hint' }, moment(new Date(value * 1000).toISOString())) : null;
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return h('div', {}, h('dt', {}, name), h('dd', {}, shown, note));
  });
}
