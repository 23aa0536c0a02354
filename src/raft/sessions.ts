import type { StateMachine } from '../machines/index.ts';
import type { Entry, Reply, Session, Sessions } from './types.ts';

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
  const { sessions } = before;
  const place = sessions.findIndex((session) => session.client === client);
  const known = place < 0 ? undefined : replyKnown(sessions[place]!, request);
  if (known !== undefined) return { machine: before.machine, sessions, reply: known, isNew: false };
  const { state, output } = machine.apply(before.machine, command);
  const others =
    place >= 0 ? without(sessions, place) : sessions.length < maxSessions ? sessions : without(sessions, 0);
  const after = others.concat({ client, request, output });
  return { machine: state, sessions: after, reply: { kind: 'done', output }, isNew: true };
}

const without = (sessions: Sessions, place: number): Sessions => sessions.toSpliced(place, 1);

/** The answer to a request that was taken already; undefined for a new one. */
function replyKnown(latest: Session, request: number): Reply | undefined {
  if (latest.request < request) return undefined;
  if (latest.request === request) return { kind: 'done', output: latest.output };
  return {
    kind: 'refused',
    why: `Request ${request} of ${latest.client} came after its request ${latest.request}: what became of it is not kept any more.`,
  };
}
