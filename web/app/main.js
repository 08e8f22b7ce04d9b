import { createClient } from '../client.js';
import { accountView } from './account.js';
import { announce, fill, h } from './dom.js';
import { forgotView, resetView, takeTold, verifiedView } from './mailed.js';
import { signInView, signUpView } from './sign-in.js';
import { tasksView } from './tasks.js';
import { tokenView } from './token.js';
import { say } from './words.js';

/**
 * What a view is given.
 *
 * @typedef {object} App
 * @property {import('../client.js').Client} client
 * @property {import('../client.js').User} user who is signed in
 * @property {string} sessionId the one of this browser
 * @property {AbortSignal} signal the view is gone
 */

/** @typedef {{ title: string, content: Element[] }} View */

/** @type {Record<string, { name: string, view: (app: App) => View }>} */
const VIEWS = {
  '#/': { name: 'Tasks', view: tasksView },
  '#/account': { name: 'Account', view: accountView },
  '#/token': { name: 'Token', view: tokenView },
};

/** What is there for whoever is not signed in, and may be there for others too. */
/** @type {Record<string, () => View>} */
const OPEN = {
  '#/forgot': () => forgotView(client),
  '#/reset': () => resetView(client, told),
  '#/verified': () => verifiedView(told, session !== null),
};

const told = takeTold();
const client = createClient();
const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const nav = /** @type {HTMLElement} */ (document.getElementById('nav'));
const barEnd = /** @type {HTMLElement} */ (document.getElementById('bar-end'));

/** @type {Awaited<ReturnType<typeof client.getSession>>} */
let session = null;
let known = false;
let leaving = new AbortController();
let askedAt = 0;

/** Asks the server who is signed in, and shows what they may see. */
async function load() {
  askedAt = performance.now();
  try {
    const found = await client.getSession();
    const same = known && found?.user.id === session?.user.id;
    session = found;
    if (same) return;
    known = true;
    show();
  } catch (error) {
    if (!known) fail(error);
  }
}

/** Shows the view that the address names. */
function show() {
  leaving.abort();
  leaving = new AbortController();
  const { hash } = location;
  const place = OPEN[hash] || (session && VIEWS[hash]) ? hash : '#/';
  const { title, content } = (OPEN[place] ?? own(place))();
  document.title = `${title} · Ownly`;
  frame(place);
  fill(main, ...content);
  window.scrollTo(0, 0);
}

/**
 * What is there for who is signed in, or for who is not.
 *
 * @param {string} place
 * @returns {() => View}
 */
function own(place) {
  if (!session) return () => (location.hash === '#/sign-up' ? signUpView : signInView)(client);
  const { user, session: { id } } = session;
  const { view } = VIEWS[place] ?? { view: tasksView };
  return () => view({ client, user, sessionId: id, signal: leaving.signal });
}

/** @param {string} place */
function frame(place) {
  const links = Object.entries(VIEWS).map(([href, { name }]) =>
    h('a', { href, 'aria-current': href === place ? 'page' : null }, name));
  fill(nav, ...(session ? links : []));
  document.body.classList.toggle('signed-in', session !== null);
  fill(barEnd, session && h('button', { type: 'button', class: 'quiet', onclick: signOut }, 'Sign out'));
}

async function signOut() {
  try {
    await client.signOut();
  } catch (error) {
    announce(`You are still signed in. ${say(error)}`);
  }
}

/** @param {unknown} error */
function fail(error) {
  const again = () => {
    fill(main, h('div', { class: 'boot' }, h('p', {}, 'Loading…')));
    void load();
  };
  fill(
    main,
    h('div', { class: 'notice' },
      h('h1', {}, 'This did not work'),
      h('p', { role: 'alert' }, say(error)),
      h('button', { type: 'button', class: 'primary', onclick: again }, 'Try again')),
  );
}

client.onChange((change) => {
  if (change === 'signed-out') {
    session = null;
    known = true;
    history.replaceState(null, '', '#/');
    show();
    main.focus({ preventScroll: true });
    announce('You are signed out.');
  } else if (change === 'signed-in') {
    known = false;
    session = null;
    // What the user before has on the screen is not for this one.
    leaving.abort();
    fill(main, h('div', { class: 'boot' }, h('p', {}, 'Loading…')));
    void load().then(() => main.focus({ preventScroll: true }));
  } else {
    void load();
  }
});

window.addEventListener('hashchange', () => {
  if (!known) return;
  show();
  main.focus({ preventScroll: true });
});

// The address says which view it is, so the link may not change it.
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  main.focus({ preventScroll: true });
});

// A session may have ended while nobody looked.
const look = () => {
  if (known && document.visibilityState === 'visible' && performance.now() - askedAt > 30_000) void load();
};
document.addEventListener('visibilitychange', look);
window.addEventListener('online', look);
window.addEventListener('pageshow', (event) => {
  if (event.persisted) void load();
});

void load();
