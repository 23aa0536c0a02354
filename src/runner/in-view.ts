export function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top < innerHeight && bottom > 0;
}

/** Whether the page, as the server drew it, shows something that will run or grade code. */
export const willInView = (kind?: 'run' | 'grade'): boolean =>
  [...document.querySelectorAll(kind ? `[data-will="${kind}"]` : '[data-will]')].some(isInView);
