/** The way to the dev server's files, as its HTML gives it to the page. */
export interface Door {
  readonly token: string;
  /** Tells this folder of exercises from another one, such as a second clone served at the same address. */
  readonly place: string;
  /** The site's base path, with a slash at both ends. */
  readonly base: string;
}

export const doorName = 'lockstep-disk';

/**
 * Undefined on a built site, whose HTML has no such door, and on a page that a neighbour opened over the network, to whom
 * the server would not answer.
 */
export function findDoor(page: Document = document, { hostname } = location): Door | undefined {
  const { content, dataset } = page.querySelector<HTMLMetaElement>(`meta[name="${doorName}"]`) ?? {};
  if (!content || !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)) return undefined;
  return { token: content, place: dataset?.['place'] ?? '', base: dataset?.['base'] ?? '/' };
}

/** The door of the dev server that runs now, which may have been started after the page was loaded. */
export async function findDoorAnew({ base }: Door): Promise<Door | undefined> {
  const html = await fetch(base).then((response) => response.text());
  return findDoor(new DOMParser().parseFromString(html, 'text/html'));
}
