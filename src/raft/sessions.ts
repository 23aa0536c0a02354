import type { StateMachine } from '../machines/index.ts';
import type { NodeId } from '../sim/index.ts';
import type { Entry, Reply, Sessions } from './types.ts';

/** What all servers have in common once they have applied the same entries. */
export interface Replicated<State> {
  readonly machine: State;
  readonly sessions: Sessions;
}

export interface Taken<State> extends Replicated<State> {
  readonly reply: Reply;
  /** False when the request had been taken before: the machine did not see it again. */
  readonly isNew: boolean;
}

/**
 * Takes a request once, however often it stands in the log (§8). A client that heard nothing asks again, perhaps another leader, and
 * the first one may have stored the request before it died. The answers are part of the replicated state: the next leader knows
 * them, too.
 *
 * A table without a bound would grow for ever. The client whose last request is oldest goes first. All servers see the same
 * order of requests, and so drop the same client at the same entry; a clock would not do that.
 */
export function takeOnce<State, Command>(
  machine: StateMachine<State, Command, unknown>,
  before: Replicated<State>,
  { client, request, command }: Entry<Command> & { readonly kind: 'command' },
  maxSessions: number,
): Taken<State> {
  const known = replyKnown(before.sessions, client, request);
  if (known !== undefined)
    return { machine: before.machine, sessions: before.sessions, reply: known, isNew: false };
  const { state, output } = machine.apply(before.machine, command);
  const others = before.sessions.filter((session) => session.client !== client);
  const kept = others.length < maxSessions ? others : others.slice(others.length - maxSessions + 1);
  const sessions = [...kept, { client, request, output }];
  return { machine: state, sessions, reply: { kind: 'done', output }, isNew: true };
}

/** The answer to a request that was taken already; undefined for a new one. */
export function replyKnown(sessions: Sessions, client: NodeId, request: number): Reply | undefined {
  const session = sessions.find((each) => each.client === client);
  if (session === undefined || session.request < request) return undefined;
  if (session.request === request) return { kind: 'done', output: session.output };
  return {
    kind: 'refused',
    why: `Request ${request} of ${client} came after its request ${session.request}: what became of it is not kept any more.`,
  };
}
