import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLanguage, type LanguageWorker } from './language.ts';
import type { Asked } from './protocol.ts';

interface Opened extends LanguageWorker {
  readonly asked: Asked[];
  ended: boolean;
}

const opened: Opened[] = [];
const open = () => {
  const worker: Opened = {
    asked: [],
    ended: false,
    onmessage: null,
    onerror: null,
    postMessage: (message) => worker.asked.push(message),
    terminate: () => void (worker.ended = true),
  };
  opened.push(worker);
  return worker;
};
const reply = (worker: Opened, index: number, text: string) =>
  worker.onmessage!({
    data: { say: 'answer', id: worker.asked[index]!.id, answer: { [text]: [] } },
  });
const about = (text: string) => ({ files: { '/a.ts': text } });
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  opened.length = 0;
  vi.useRealTimers();
});

describe('the language worker of a page', () => {
  it('is opened once, by the first that needs it', async () => {
    const language = createLanguage(open);
    expect(opened).toHaveLength(0);
    language.warmUp();
    void language.ask('diagnose', about('1'));
    void language.ask('diagnose', about('2'));
    expect(opened).toHaveLength(1);
  });

  it('answers each question with its own answer, in whatever order they come', async () => {
    const language = createLanguage(open);
    const [one, two] = [language.ask('diagnose', about('1')), language.ask('diagnose', about('2'))];
    reply(opened[0]!, 1, 'two');
    reply(opened[0]!, 0, 'one');
    expect([await one, await two]).toEqual([{ one: [] }, { two: [] }]);
  });

  it('is asked no question that a newer one has overtaken', async () => {
    const language = createLanguage(open);
    const diagnose = language.inTurn('diagnose');
    const [first, second, third] = ['1', '2', '3'].map((text) => diagnose(about(text)));
    await settled();
    reply(opened[0]!, 0, 'first');
    await settled();
    expect(opened[0]!.asked.map(({ question }) => question.files)).toEqual([
      { '/a.ts': '1' },
      { '/a.ts': '3' },
    ]);
    reply(opened[0]!, 1, 'third');
    expect([await first, await second, await third]).toEqual([{ first: [] }, undefined, { third: [] }]);
  });

  it('goes on after an answer that failed', async () => {
    const language = createLanguage(open);
    const diagnose = language.inTurn('diagnose');
    const first = diagnose(about('1')).catch((error: Error) => error.message);
    await settled();
    opened[0]!.onmessage!({ data: { say: 'failed', id: opened[0]!.asked[0]!.id, message: 'Error: no' } });
    expect(await first).toBe('The type checker failed: Error: no');
    void diagnose(about('2'));
    await settled();
    expect(opened[0]!.asked).toHaveLength(2);
  });

  it('says so when it cannot be loaded, and is opened again by the next question', async () => {
    const language = createLanguage(open);
    const first = language.ask('diagnose', about('1'));
    opened[0]!.onerror!({});
    await expect(first).rejects.toThrow('The type checker could not be loaded. Check the connection.');
    const second = language.ask('diagnose', about('1'));
    reply(opened[1]!, 0, 'second');
    expect(await second).toEqual({ second: [] });
  });

  it('is ended when it has been silent for too long over a question, but never for loading slowly', async () => {
    const language = createLanguage(open, 1_000);
    const asked = language.ask('diagnose', about('1')).catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened[0]!.ended).toBe(false);
    opened[0]!.onmessage!({ data: { say: 'ready' } });
    await vi.advanceTimersByTimeAsync(999);
    expect(opened[0]!.ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await asked).toBe('The type checker gave no answer and was ended.');
    expect(opened[0]!.ended).toBe(true);
  });

  it('is not ended while it rests', async () => {
    const language = createLanguage(open, 1_000);
    void language.ask('diagnose', about('1'));
    opened[0]!.onmessage!({ data: { say: 'ready' } });
    reply(opened[0]!, 0, 'one');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened[0]!.ended).toBe(false);
  });
});
