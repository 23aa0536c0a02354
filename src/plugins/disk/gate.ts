import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { tokenHeader } from '../../workbook/disk.ts';
import { Refusal } from './refusal.ts';

/**
 * Lets through what the course's own page asks on this machine, and nobody else. Each check stands for an attack on a
 * dev server: a neighbour on the network; a name that its owner points at 127.0.0.1 (DNS rebinding); another site in the
 * same browser; another program that has not read the page.
 *
 * @throws Refusal 403, and 401 where only the token is wrong
 */
export function letOnlyThePageIn({ socket, headers, method }: IncomingMessage, token: string): void {
  if (!isLoopback(socket.remoteAddress)) {
    throw new Refusal(403, 'Exercise files are open to this machine only, not to the network.');
  }
  const host = headers.host ?? '';
  if (!isLoopbackHost(host)) {
    throw new Refusal(
      403,
      `Exercise files are not served under the name "${host}". Open the page at http://localhost or http://127.0.0.1.`,
    );
  }
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const foreign =
    (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) ||
    (site !== undefined && site !== 'same-origin') ||
    // A browser puts an origin on every request that writes.
    (method !== 'GET' && origin === undefined);
  if (foreign) throw new Refusal(403, 'Exercise files are open to the page of this dev server only.');
  if (!sameToken(headers[tokenHeader], token)) {
    throw new Refusal(
      401,
      'This page does not belong to the dev server that runs now. Reload the page; what you wrote is kept.',
    );
  }
}

const isLoopback = (address = '') => /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(address);

const isLoopbackHost = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host);

function sameToken(given: string | string[] | undefined, token: string): boolean {
  const [a, b] = [Buffer.from(String(given)), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
