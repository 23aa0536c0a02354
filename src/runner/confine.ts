/**
 * Takes away what learner code must not reach, so that a use of it fails with a clear "is not defined".
 * In the page the frame's opaque origin and its content security policy are what really forbid; this is for the message.
 */
const forbidden = [
  'BroadcastChannel', 'EventSource', 'SharedWorker', 'WebSocket', 'WebSocketStream', 'WebTransport', 'Worker', 'XMLHttpRequest',
  'caches', 'close', 'fetch', 'importScripts', 'indexedDB', 'localStorage', 'postMessage', 'sessionStorage',
] as const; // prettier-ignore

export function confine(scope: object): void {
  for (let object: object | null = scope; object; object = Object.getPrototypeOf(object)) {
    for (const name of forbidden) Reflect.deleteProperty(object, name);
  }
}
