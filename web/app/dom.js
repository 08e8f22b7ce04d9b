/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, unknown>} Attributes */

/**
 * An element. Text is only ever text: nothing here reads markup. An attribute that is a function
 * is a listener (`onclick`); one that is `true` is there without a value; one that is `false` or
 * nothing is not there.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  fill(element, ...children);
  return element;
}

/**
 * Puts these in the place of what an element has.
 *
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== false));
}

let made = 0;

/** An id that no other element has. */
export function freshId() {
  made += 1;
  return `id-${made}`;
}

/**
 * Says something in passing, to eyes and ears.
 *
 * @param {string} text
 */
export function announce(text) {
  const status = document.getElementById('status');
  if (!status) return;
  status.textContent = text;
  status.classList.add('shown');
  clearTimeout(fading);
  fading = setTimeout(() => {
    status.classList.remove('shown');
    status.textContent = '';
  }, 6000);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let fading;
