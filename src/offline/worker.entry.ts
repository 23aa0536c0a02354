import { clientsClaim, setCacheNameDetails } from 'workbox-core';
import { matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { cachePrefix, takeOver, type Edition } from './edition.ts';

/**
 * The service worker: keeps one edition of the site whole, and answers from it. A new edition waits until a reader asks
 * for it, so that no page ever meets the scripts of another edition.
 */
declare const EDITION: Edition;
declare const self: {
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
};

const { scope } = self.registration;
const late = {
  name: `${cachePrefix}-late-${scope}`,
  urls: new Set(EDITION.late.map((path) => scope + path)),
};

setCacheNameDetails({ prefix: cachePrefix });
clientsClaim(); // The first visit may go offline before it ever reloads.

precacheAndRoute([...EDITION.ahead], {
  ignoreURLParametersMatching: [/./],
  directoryIndex: null as unknown as string,
  cleanURLs: false,
  // A lesson's address without its last slash, which a host would redirect.
  urlManipulation: ({ url }) => [new URL(`${url.origin}${url.pathname}/`)],
});

registerRoute(({ url }) => late.urls.has(url.href), new CacheFirst({ cacheName: late.name }));

// A page that this edition does not know may belong to the next one. Only without a network is it lost.
registerRoute(
  ({ request }) => request.mode === 'navigate',
  ({ request }) =>
    fetch(request).catch(async () => (await matchPrecache(`${scope}404.html`)) ?? Response.error()),
);

addEventListener('message', ({ data }) => {
  if (data === takeOver) void self.skipWaiting();
});

addEventListener('activate', (event) => {
  const forget = async () => {
    const cache = await caches.open(late.name);
    for (const request of await cache.keys()) if (!late.urls.has(request.url)) await cache.delete(request);
  };
  (event as Event & { waitUntil(promise: Promise<unknown>): void }).waitUntil(forget());
});
