import type { NodeId } from '../program.ts';
import type { Time } from '../time.ts';
import type { Trace, TraceEvent } from './trace.ts';

/** A stretch of time in which something was not well. `until` is null when the run ends first. */
export type TraceSpan = { readonly from: Time; readonly until: Time | null } & (
  | { readonly kind: 'down' | 'paused'; readonly node: NodeId }
  | { readonly kind: 'cut'; readonly sender: NodeId; readonly receiver: NodeId }
);

/** Every stretch in which a node was down or paused, or one direction of a link was cut, in the order in which they begin. */
export function spansOf({ events }: Trace): readonly TraceSpan[] {
  const spans: TraceSpan[] = [];
  const open = new Map<string, number>();

  const begin = (key: string, span: TraceSpan) => open.set(key, spans.push(span) - 1);
  const end = (key: string, until: Time) => {
    const index = open.get(key);
    if (index === undefined) return;
    spans[index] = { ...spans[index]!, until };
    open.delete(key);
  };
  for (const event of events) {
    const { at } = event;
    if (event.kind === 'cut')
      begin(linkOf(event), { kind: 'cut', sender: event.node, receiver: event.to, from: at, until: null });
    if (event.kind === 'heal') end(linkOf(event), at);
    if (event.kind === 'pause')
      begin(event.node, { kind: 'paused', node: event.node, from: at, until: null });
    if (event.kind === 'resume' || event.kind === 'start') end(event.node, at);
    if (event.kind === 'crash' || event.kind === 'stop') {
      end(event.node, at);
      begin(event.node, { kind: 'down', node: event.node, from: at, until: null });
    }
  }
  return spans;
}

const linkOf = ({ node, to }: TraceEvent & { readonly kind: 'cut' | 'heal' }): string => `${node} -> ${to}`;
