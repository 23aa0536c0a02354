import type { Prepared } from './prepare.ts';
import type {
  FrameCommand,
  FrameMessage,
  Job,
  KillReason,
  Limits,
  Order,
  RuntimeKind,
  WorkerMessage,
} from './protocol.ts';

/**
 * Runs inside `<iframe sandbox="allow-scripts">`: an opaque origin without storage, under a policy without network.
 * It compiles, starts a fresh worker for every run, keeps one warm, and ends those that give no sign of life.
 */
export function startFrame(parent: MessagePort, limits: Limits): void {
  let prepare: ((job: Job) => Prepared) | undefined;
  const sources: Partial<Record<RuntimeKind, string>> = {};
  const spares: Partial<Record<RuntimeKind, Worker>> = {};
  const runs = new Map<number, { kind: RuntimeKind; worker: Worker; startedAt: number; seenAt: number }>();
  const tell = (id: number, message: FrameMessage) => parent.postMessage({ id, message });

  function spawn(kind: RuntimeKind): Worker {
    return new Worker(sources[kind]!);
  }

  function keepSpare(kind: RuntimeKind) {
    spares[kind] ??= spawn(kind);
  }

  function start({ id, kind, job }: Extract<FrameCommand, { command: 'start' }>) {
    if ('program' in job) return give(id, kind, job);
    const prepared = prepare!(job);
    if ('order' in prepared) give(id, kind, prepared.order);
    else tell(id, prepared.answer);
  }

  function give(id: number, kind: RuntimeKind, order: Order) {
    const worker = spares[kind] ?? spawn(kind);
    delete spares[kind];
    const { port1, port2 } = new MessageChannel();
    const now = performance.now();
    runs.set(id, { kind, worker, startedAt: now, seenAt: now });
    port1.onmessage = ({ data }: MessageEvent<WorkerMessage>) => hear(id, data);
    worker.onerror = (event) => {
      event.preventDefault();
      end(id, 'crashed');
    };
    worker.postMessage({ port: port2, order }, [port2]);
    // Not at once: starting the next worker would take the processor from the one that someone is waiting for.
    setTimeout(keepSpare, 300, kind);
  }

  function hear(id: number, message: WorkerMessage) {
    const run = runs.get(id);
    if (!run) return;
    run.seenAt = performance.now();
    if (message.say !== 'alive') tell(id, message);
    if (message.say === 'finished' || message.say === 'failed') close(id);
  }

  function close(id: number): boolean {
    const run = runs.get(id);
    if (!run) return false;
    run.worker.terminate();
    setTimeout(keepSpare, 0, run.kind);
    return runs.delete(id);
  }

  function end(id: number, why: KillReason) {
    if (close(id)) tell(id, { say: 'killed', why });
  }

  // A frame that the browser put to sleep must not blame its workers for the silence.
  let lastTick = performance.now();
  setInterval(() => {
    const now = performance.now();
    const slept = now - lastTick > 1_000;
    lastTick = now;
    for (const [id, run] of runs) {
      if (slept) run.seenAt = now;
      else if (now - run.seenAt > limits.blocked) end(id, 'blocked');
      else if (now - run.startedAt > limits.total) end(id, 'overran');
    }
  }, 100);

  parent.onmessage = ({ data }: MessageEvent<FrameCommand>) => {
    switch (data.command) {
      case 'provide':
        if (data.part === 'compiler') {
          prepare = (globalThis.eval as (source: string) => typeof prepare)(data.source);
        } else {
          sources[data.part] = URL.createObjectURL(new Blob([data.source], { type: 'text/javascript' }));
          keepSpare(data.part);
        }
        return;
      case 'start':
        return start(data);
      case 'stop':
        return end(data.id, 'stopped');
    }
  };
}
