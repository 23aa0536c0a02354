import siteConfig from '@generated/docusaurus.config';
import { cachePrefix, takeOver } from './edition.ts';

/**
 * Brings the service worker once the page has nothing left to load, and tells the reader of a new edition. Nothing here
 * reloads a page unless the reader asks for it.
 */
const { baseUrl } = siteConfig;
const script = `${baseUrl}sw.js`;
const hour = 3_600_000;

if (process.env.NODE_ENV === 'production' && typeof window !== 'undefined' && 'serviceWorker' in navigator) {
  const whenIdle = () => setTimeout(() => void keep(navigator.serviceWorker).catch(() => {}), 1_000);
  if (document.readyState === 'complete') whenIdle();
  else addEventListener('load', whenIdle, { once: true });
}

async function keep(workers: ServiceWorkerContainer) {
  // The first worker of all takes the page over as well, and brings nothing new.
  let isNews = workers.controller !== null;
  let reloads = false;
  workers.addEventListener('controllerchange', () => {
    if (reloads) location.reload();
    else if (isNews) void tell(() => location.reload());
    isNews = true;
  });

  // A worker that has removed itself meanwhile is not called back.
  if (workers.controller && !(await workers.getRegistration())) return;
  const registration = await workers.register(script, { updateViaCache: 'none' });
  const tellIfWaiting = () => {
    const { waiting } = registration;
    if (!waiting || !workers.controller) return;
    void tell(() => {
      reloads = true;
      waiting.postMessage(takeOver);
      // It may wait for the old worker to finish something. Whoever pressed Reload does not.
      setTimeout(() => location.reload(), 2_000);
    });
  };
  tellIfWaiting();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', tellIfWaiting);
  });

  let lastLook = 0;
  const look = () => {
    if (!workers.controller || document.hidden || Date.now() - lastLook < hour) return;
    lastLook = Date.now();
    // Without a network nobody can tell whether the worker is gone: it stays.
    registration.update().catch(() => leaveIfGone(registration).catch(() => {}));
  };
  look();
  document.addEventListener('visibilitychange', look);
}

const tell = async (reload: () => void) =>
  (await import(/* webpackChunkName: "lockstep-edition" */ './notice.ts')).tellOfNewEdition(reload);

/** A host that has no worker any more, or another site at its address: what was kept must not outlive it. */
async function leaveIfGone(registration: ServiceWorkerRegistration) {
  const answer = await fetch(script, { cache: 'no-store' });
  const isScript = answer.ok && /javascript/.test(answer.headers.get('content-type') ?? '');
  if (isScript || answer.status >= 500) return;
  await registration.unregister();
  for (const name of await caches.keys()) {
    if (name.startsWith(cachePrefix) && name.endsWith(registration.scope)) await caches.delete(name);
  }
}
