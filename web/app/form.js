import { freshId, h } from './dom.js';
import { say } from './words.js';

/**
 * A labelled control.
 *
 * @param {string} label
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} control
 * @param {string} [hint]
 */
export function field(label, control, hint) {
  control.id ||= freshId();
  const note = hint ? h('p', { class: 'hint', id: freshId() }, hint) : null;
  if (note) control.setAttribute('aria-describedby', note.id);
  return h('div', { class: 'field' }, h('label', { for: control.id }, label), control, note);
}

/**
 * A box to tick, with its words beside it.
 *
 * @param {string} label
 * @param {HTMLInputElement} input
 */
export function tick(label, input) {
  return h('label', { class: 'tick' }, input, h('span', {}, label));
}

/**
 * A form that does something, says so while it does, and says why if it could not. Whatever
 * happens, focus stays and what was written stays.
 *
 * @param {object} parts
 * @param {string} parts.submit what its button says
 * @param {string} [parts.kind] the button's classes
 * @param {string} [parts.className]
 * @param {string} [parts.label] what the form is called, where several are near each other
 * @param {import('./dom.js').Child[]} parts.fields
 * @param {import('./dom.js').Child[]} [parts.beside] what stands beside the button
 * @param {() => Promise<unknown>} parts.action
 */
export function form({ submit, kind = 'primary', className = 'stack', label, fields, beside = [], action }) {
  const button = h('button', { class: kind, type: 'submit' }, submit);
  const error = h('p', { class: 'error', role: 'alert' });
  let busy = false;

  /** @param {Event} event */
  async function onsubmit(event) {
    event.preventDefault();
    if (busy) return;
    busy = true;
    error.textContent = '';
    // Not `disabled`, which would take the focus away.
    button.setAttribute('aria-disabled', 'true');
    try {
      await action();
    } catch (cause) {
      error.textContent = say(cause);
    } finally {
      busy = false;
      button.removeAttribute('aria-disabled');
    }
  }

  // `post`: should the listener ever be missing, no password gets into a URL.
  return h(
    'form',
    { class: className, method: 'post', 'aria-label': label, onsubmit },
    ...fields,
    h('div', { class: 'actions' }, button, ...beside),
    error,
  );
}

/**
 * A button that does something, with its error in a place of its own.
 *
 * @param {string} text
 * @param {Element} error
 * @param {() => Promise<unknown>} action
 * @param {import('./dom.js').Attributes} [attributes]
 */
export function doing(text, error, action, attributes = {}) {
  const button = h('button', { type: 'button', ...attributes, onclick }, text);
  async function onclick() {
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    error.textContent = '';
    try {
      await action();
    } catch (cause) {
      error.textContent = say(cause);
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }
  return button;
}

/**
 * Asks before something that cannot be undone.
 *
 * @param {string} question
 * @param {string} yes
 * @returns {Promise<boolean>}
 */
export function confirm(question, yes) {
  return new Promise((resolve) => {
    const id = freshId();
    const dialog = h(
      'dialog',
      { 'aria-labelledby': id, class: 'confirm' },
      h('p', { id }, question),
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'button', class: 'danger', onclick: () => dialog.close('yes') }, yes),
        h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
