import type { LoadContext } from '@docusaurus/types';
import { afterEach, describe, expect, it } from 'vitest';
import diskPlugin from './disk.ts';

const argv = process.argv;
afterEach(() => void (process.argv = argv));

function plugin(command: string) {
  process.argv = ['node', 'docusaurus', command];
  return diskPlugin({ baseUrl: '/base/' } as LoadContext);
}

describe('the endpoint', () => {
  it.each(['build', 'serve', 'deploy'])(
    'does not exist in docusaurus %s: no token, no middleware',
    (command) => {
      expect(plugin(command)).toEqual({ name: 'lockstep-disk' });
    },
  );

  it('has another token at every start', () => {
    const tags = () => JSON.stringify(plugin('start').injectHtmlTags!({ content: undefined }));
    const token = /"content":"([\w-]{32})"/;
    expect(token.exec(tags())![1]).not.toBe(token.exec(tags())![1]);
  });

  it('comes with an end to reading by every site: Docusaurus would let each of them have the token', () => {
    const { devServer } = plugin('start').configureWebpack!({}, false, {} as never, undefined) as {
      devServer: { headers: object };
    };
    expect(devServer.headers).toEqual([{ key: 'cross-origin-resource-policy', value: 'same-origin' }]);
    expect(plugin('start').configureWebpack!({}, true, {} as never, undefined)).toEqual({});
  });
});
