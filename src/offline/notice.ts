import styles from './notice.module.css';

let shown: HTMLElement | undefined;

/** Says once, and quietly, that a new edition is there. It interrupts nobody and goes away on request. */
export function tellOfNewEdition(reload: () => void): void {
  shown?.remove();
  const aside = element('aside', { className: styles.notice! });
  aside.setAttribute('aria-label', 'New edition');
  const text = element('p', {});
  text.setAttribute('role', 'status');
  const close = () => aside.remove();
  aside.append(
    text,
    element('button', { type: 'button', textContent: 'Reload', className: styles.primary!, onclick: reload }),
    element('button', { type: 'button', textContent: 'Later', onclick: close }),
  );
  document.body.append(aside);
  shown = aside;
  // A live region speaks of what changes in it, not of what it came with.
  setTimeout(() => (text.textContent = 'New edition available.'), 100);
}

const element = <Tag extends 'aside' | 'p' | 'button'>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
) => Object.assign(document.createElement(tag), properties);
