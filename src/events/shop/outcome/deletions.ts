import type { NodeStores } from '../outcome.ts';
import type { DeletedBy } from '../story.ts';
import type { RequestOutcome } from './requests.ts';

/** A user who is deleted, and who wanted that. */
export interface DeletionOutcome {
  readonly user: string;
  readonly by: DeletedBy;
  /** The stores that can still tell: `users: events`. None where the cause is lost. */
  readonly toldBy: readonly string[];
}

/** A store can tell who deleted a user when a row of it names both. */
export const deletionsOf = (
  requests: readonly RequestOutcome[],
  nodes: readonly NodeStores[],
): DeletionOutcome[] =>
  requests.flatMap(({ request, reply }) => {
    if (request.kind !== 'delete-user' || reply?.kind !== 'done') return [];
    const { user, by } = request;
    const names = new RegExp(`\\b${user}\\b.*\\b${by}\\b`);
    const toldBy = nodes.flatMap(({ node, stores }) =>
      stores.filter(({ rows }) => rows.some((row) => names.test(row))).map(({ name }) => `${node}: ${name}`),
    );
    return [{ user, by, toldBy }];
  });
