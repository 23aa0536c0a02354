// Stands at the address of the service worker wherever a build has not put a real one: `npm start`, and a site that has
// given up reading offline. It removes what an earlier worker has kept, and itself.
addEventListener('install', () => skipWaiting());
addEventListener('message', () => skipWaiting());
addEventListener('activate', (event) => {
  const leave = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith('lockstep') && name.endsWith(registration.scope)) await caches.delete(name);
    }
    await registration.unregister();
  };
  event.waitUntil(leave());
});
