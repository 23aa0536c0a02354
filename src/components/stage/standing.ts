/** What a node is to the others, as far as its state says so. */
export type Standing = 'leader' | 'follower' | 'candidate';

const standings: Readonly<Record<string, Standing>> = {
  leader: 'leader',
  active: 'leader',
  primary: 'leader',
  follower: 'follower',
  standby: 'follower',
  backup: 'follower',
  candidate: 'candidate',
};

/** Many states name the role of their node: `{ role: 'leader' }` or `{ role: { kind: 'leader' } }`. */
export function standingOf(state: unknown): Standing | null {
  const role = fieldOf(state, 'role');
  const name = typeof role === 'string' ? role : fieldOf(role, 'kind');
  return typeof name === 'string' && Object.hasOwn(standings, name) ? standings[name]! : null;
}

const fieldOf = (data: unknown, key: string): unknown =>
  typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[key] : undefined;
