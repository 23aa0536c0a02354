import { conclude, testVerdict } from '../grading/conclude.ts';
import type { Ending, JournalEntry } from '../grading/journal.ts';
import { limits } from '../grading/limits.ts';
import { concludeVerdict, type Verdict } from '../grading/verdict.ts';
import type {
  FrameCommand,
  FrameMessage,
  Job,
  KillReason,
  Order,
  RuntimeKind,
  RuntimePart,
} from './protocol.ts';
import type { GradeHandle, GradeRequest, OnTest, RunEnd, RunEvent, RunHandle, RunRequest } from './runner.ts';
import { createFrame, findFrame, frameLoaded } from './frame-element.ts';
import { seconds } from './guard.ts';

/** Brings the text of a script: `frame` and `compiler` for the hidden frame, `core` and `full` for workers. */
export type LoadRuntime = (part: 'frame' | RuntimePart) => Promise<string>;

export function createRunner(load: LoadRuntime) {
  const listeners = new Map<number, (message: FrameMessage) => void>();
  const provided = new Map<RuntimePart, Promise<void>>();
  const there = new Set<RuntimePart>();
  let connecting: Promise<MessagePort> | undefined;
  let port: MessagePort | undefined;
  let lastId = 0;

  const connect = () =>
    (connecting ??= openFrame(load, ({ id, message }) => listeners.get(id)?.(message)).then(
      (opened) => (port = opened),
    ));
  // At once where that is possible: a keystroke's run begins while the editor still draws the key.
  const command = (message: FrameCommand) =>
    port ? port.postMessage(message) : void connect().then((port) => port.postMessage(message));

  function provide(part: RuntimePart): Promise<void> {
    let ready = provided.get(part);
    if (!ready) {
      ready = Promise.all([load(part), connect()]).then(([source]) => {
        command({ command: 'provide', part, source });
        there.add(part);
      });
      ready.catch(() => provided.delete(part)); // offline before the first visit: the next attempt may succeed
      provided.set(part, ready);
    }
    return ready;
  }

  const provideAll = (...parts: readonly RuntimePart[]) => Promise.all(parts.map(provide));

  function start(kind: RuntimeKind, job: Job | Order, listener: (message: FrameMessage) => void): () => void {
    const id = ++lastId;
    let over = false;
    const hear = (message: FrameMessage) => {
      if (over) return;
      over = ['finished', 'failed', 'refused', 'killed'].includes(message.say);
      if (over) listeners.delete(id);
      listener(message);
    };
    listeners.set(id, hear);
    const parts: RuntimePart[] = 'program' in job ? [kind] : [kind, 'compiler'];
    const go = () => (over ? undefined : command({ command: 'start', id, kind, job }));
    if (parts.every((part) => there.has(part))) go();
    else {
      provideAll(...parts).then(go, (error: unknown) => hear({ say: 'failed', failure: loadFailure(error) }));
    }
    return () => {
      if (!over) command({ command: 'stop', id });
      hear({ say: 'killed', why: 'stopped' });
    };
  }

  return {
    /** Loads what is needed and keeps a worker warm, so that the next run starts at once. */
    warmUp(kind: 'run' | 'grade'): void {
      // What a lesson shows was compiled when the site was built; the compiler can wait for the first edit.
      (kind === 'run' ? provideAll('core') : provideAll('full', 'compiler')).catch(() => {});
    },

    run({ files, entry, program }: RunRequest, onEvent: (event: RunEvent) => void): RunHandle {
      const kind = Object.values(files).some((code) => /from\s*['"](vitest|fast-check)['"]/.test(code))
        ? 'full'
        : 'core';
      const ended = (end: RunEnd) => {
        onEvent({ kind: 'ended', end });
        provide('compiler').catch(() => {}); // whoever has seen it run may change it next
      };
      const job = program ? { do: 'run' as const, files, program } : { do: 'run' as const, files, entry };
      const stop = start(kind, job, (message) => {
        switch (message.say) {
          case 'console':
            return onEvent({ kind: 'console', entries: message.entries, dropped: message.dropped });
          case 'trace':
            return onEvent({ kind: 'trace', trace: message.trace });
          case 'cleared':
            return onEvent({ kind: 'cleared' });
          case 'finished':
            return ended({ how: 'finished', ms: message.ms });
          case 'failed':
            return ended({ how: 'failed', failure: message.failure });
          case 'killed':
            return ended(
              message.why === 'stopped'
                ? { how: 'stopped' }
                : { how: 'failed', failure: killed(message.why) },
            );
        }
      });
      return { stop };
    },

    grade(request: GradeRequest, onTest: OnTest): GradeHandle {
      const { exercise, answer } = request;
      const journal: JournalEntry[] = [];
      let stop = () => {};
      const verdict = new Promise<Verdict>((resolve) => {
        const close = (ending: Ending) => resolve(conclude(exercise, answer, journal, ending));
        stop = start('full', { do: 'grade', ...request }, (message) => {
          switch (message.say) {
            case 'journal':
              journal.push(message.entry);
              if (message.entry.at === 'end')
                onTest(testVerdict(message.entry.test, message.entry.result, answer));
              return;
            case 'refused':
            case 'failed':
              return resolve(concludeVerdict(exercise, [], message.failure));
            case 'finished':
              return close('completed');
            case 'killed':
              return close(message.why);
          }
        });
      });
      return { verdict, stop: () => stop() };
    },
  };
}

async function openFrame(
  load: LoadRuntime,
  onMessage: (envelope: { id: number; message: FrameMessage }) => void,
): Promise<MessagePort> {
  const frame = findFrame() ?? createFrame(await load('frame'));
  await frameLoaded(frame);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => onMessage(data);
  frame.contentWindow!.postMessage({ limits }, '*', [port2]);
  return port1;
}

function killed(why: Exclude<KillReason, 'stopped'>) {
  switch (why) {
    case 'blocked':
      return {
        kind: 'timed-out' as const,
        name: 'TimeoutError',
        message: `Nothing came back for ${seconds(limits.blocked)}: one piece of it ran without a pause, such as recursion between promises or an enormous array. The run was ended.`,
      };
    case 'overran':
      return {
        kind: 'timed-out' as const,
        name: 'TimeoutError',
        message: `The run took more than ${seconds(limits.total)} and was ended.`,
      };
    case 'crashed':
      return {
        kind: 'out-of-memory' as const,
        name: 'OutOfMemoryError',
        message: 'The run asked for more memory than it may have and had to be ended.',
      };
  }
}

function loadFailure(error: unknown) {
  const reason = error instanceof Error ? ` (${error.message})` : '';
  return {
    kind: 'threw' as const,
    name: 'LoadError',
    message: `The runner could not be loaded${reason}. Your code is kept; check the connection and run again.`,
  };
}
