import type { Page } from 'playwright-core';

/** What a finger or a phone cannot do with the page as it stands: a sentence each. */
export const troubles = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const stickingOut = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (stickingOut > 0) found.push(`${stickingOut} pixels stick out sideways`);
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const nameOf = (element: Element) =>
      `${element.tagName} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}”`;

    for (const element of document.querySelectorAll(
      'button, select, summary, input, [role="option"], .menu__link, .pagination-nav__link',
    )) {
      const target = element.matches('[type="radio"], [type="checkbox"]')
        ? element.closest('label')!
        : element;
      const { width, height, right } = target.getBoundingClientRect();
      if (!isShown(target) || right <= 0 || target.closest('.cm-editor')) continue;
      // WCAG 2.5.8: in a line of text, the line is what there is. Messages of a picture lie where they lie; a list has them, too.
      const least = target.closest('p, [role="log"], [data-marks]') ? 24 : 44;
      if (height < least || width < least) found.push(`${nameOf(target)} is ${width} × ${height} pixels`);
    }

    for (const field of document.querySelectorAll('input, select, textarea, [contenteditable="true"]')) {
      if (!isShown(field) || field.matches('[type="radio"], [type="checkbox"], [type="range"]')) continue;
      const size = parseFloat(getComputedStyle(field).fontSize);
      if (size < 16) found.push(`${nameOf(field)}, of ${size} pixels, makes a phone enlarge the page`);
    }
    return found;
  });
