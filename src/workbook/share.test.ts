import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShareHash } from './share-name.ts';
import { openIn, readShareHash, shareHash } from './share.ts';

const code = {
  example: 'A bank that pays twice',
  files: { '/example.ts': 'console.log("Grüße, 世界 👋");\n', '/account.ts': 'export const a = 1;\n' },
};
const hashOf = (text: string) => `#code=1.${deflateSync(text).toString('base64url')}`;

describe('a share link', () => {
  it('gives back what was shared, character by character', async () => {
    const hash = await shareHash(code);
    expect(isShareHash(hash)).toBe(true);
    expect(await readShareHash(hash)).toEqual(code);
  });

  it('gives back any files', async () => {
    const anyCode = fc.record({
      example: fc.string({ unit: 'grapheme' }),
      files: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), { minKeys: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(anyCode, async (code) => {
        expect(await readShareHash(await shareHash(code))).toEqual({ ...code, files: { ...code.files } });
      }),
      { numRuns: 50 },
    );
  });

  it('needs no character that a mail program or a chat would end a link at', async () => {
    expect(await shareHash(code)).toMatch(/^#code=1\.[\w-]+$/);
  });

  it('is refused with a sentence wherever it is cut short', async () => {
    const hash = await shareHash(code);
    for (let length = '#code='.length; length < hash.length; length++)
      await expect(readShareHash(hash.slice(0, length)), `cut to ${length}`).rejects.toThrow(
        /damaged or cut short/,
      );
  });

  it('is refused when a character in it has changed', async () => {
    const hash = await shareHash(code);
    for (let at = '#code=1.'.length; at < hash.length - 1; at++) {
      const other = hash[at] === 'A' ? 'B' : 'A';
      await expect(readShareHash(hash.slice(0, at) + other + hash.slice(at + 1)), `at ${at}`).rejects.toThrow(
        /damaged or cut short/,
      );
    }
  });

  it.each([
    ['nothing', '#code='],
    ['no version', '#code=abc'],
    ['characters of no base64url', '#code=1.ab%20cd'],
    ['what is not deflated', `#code=1.${Buffer.from('hello').toString('base64url')}`],
    ['what is not JSON', hashOf('{"example":')],
    ['null', hashOf('null')],
    ['no example', hashOf('{"files":{"/a.ts":"x"}}')],
    ['no files', hashOf('{"example":"a","files":{}}')],
    ['a list for files', hashOf('{"example":"a","files":["x"]}')],
    ['a number for a file', hashOf('{"example":"a","files":{"/a.ts":1}}')],
    ['what is not UTF-8', `#code=1.${deflateSync(Buffer.from([0xff, 0xfe])).toString('base64url')}`],
  ])('is refused when it holds %s', async (_what, hash) => {
    await expect(readShareHash(hash)).rejects.toThrow(/damaged or cut short/);
  });

  it('of a newer edition says so', async () => {
    await expect(readShareHash('#code=2.abc')).rejects.toThrow(/newer edition/);
  });

  it('is refused when it is too long', async () => {
    await expect(readShareHash(`#code=1.${'A'.repeat(20_000)}`)).rejects.toThrow(/longer than 16,000/);
  });

  it('is refused when few bytes stand for a gigabyte', async () => {
    const bomb = hashOf(JSON.stringify({ example: 'a', files: { '/a.ts': ' '.repeat(5_000_000) } }));
    expect(bomb.length).toBeLessThan(16_000);
    await expect(readShareHash(bomb)).rejects.toThrow(/longer than 200,000/);
  });

  it('is not made of code that is too long for one', async () => {
    const noise = Array.from({ length: 5_000 }, (_, index) =>
      Math.imul(index, 2_654_435_761).toString(36),
    ).join('');
    await expect(shareHash({ example: 'a', files: { '/a.ts': noise } })).rejects.toThrow(
      /too long for a link.*Open it as a file/,
    );
    await expect(shareHash({ example: 'a', files: { '/a.ts': ' '.repeat(300_000) } })).rejects.toThrow(
      /too long for a link/,
    );
  });
});

describe('opening a share link in a lesson', () => {
  const examples = new Map([[code.example, { '/example.ts': 'first', '/account.ts': 'second' }]]);

  it('lays the shared files over the lesson’s own', () => {
    expect(openIn(examples, { ...code, files: { '/account.ts': 'theirs' } })).toEqual({
      '/example.ts': 'first',
      '/account.ts': 'theirs',
    });
  });

  it('names the example that the lesson does not have', () => {
    expect(() => openIn(examples, { ...code, example: 'Another' })).toThrow(
      /called “Another”.*this lesson has none/,
    );
  });

  it.each(['/other.ts', 'constructor', '__proto__'])(
    'names the file %s that the example does not have',
    (path) => {
      const files = JSON.parse(`{"${path}":"x"}`) as Record<string, string>;
      expect(() => openIn(examples, { ...code, files })).toThrow(/has a file .*has none/);
    },
  );
});
