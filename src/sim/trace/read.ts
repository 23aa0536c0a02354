import { traceVersion, type Trace } from './trace.ts';

/** Takes a trace that comes from elsewhere: a file, another program. @throws TypeError with a sentence when it is none that this code knows */
export function readTrace(data: unknown): Trace {
  const what = flawOfTrace(data);
  if (what !== undefined) throw new TypeError(what);
  return data as Trace;
}

function flawOfTrace(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('version' in data) || !('events' in data))
    return 'This is not a trace: a trace is an object with a version and a list of events.';
  const { version } = data;
  if (version !== traceVersion) {
    return `This trace has version ${JSON.stringify(version)}, and only version ${traceVersion} can be read here. Make it again by running its seed and script.`;
  }
  const { events, nodes, clients } = data as Partial<Trace>;
  if (!Array.isArray(nodes) || !Array.isArray(clients))
    return 'This trace does not name its nodes and clients.';
  if (!Array.isArray(events)) return 'The events of this trace are not a list.';
  const bad = events.findIndex(
    (event: unknown) =>
      typeof event !== 'object' ||
      event === null ||
      !('kind' in event && 'at' in event && typeof event.at === 'number'),
  );
  return bad < 0 ? undefined : `Event ${bad} of this trace has no kind or no time.`;
}

/** Is this a trace, of whatever version? */
export const isTrace = (data: unknown): boolean =>
  typeof data === 'object' &&
  data !== null &&
  'version' in data &&
  'events' in data &&
  'nodes' in data &&
  'seed' in data;
