import type { NodeId } from '../../../sim/index.ts';
import type { Projection } from '../../projection.ts';
import { take, type Following, type Took } from '../feed/follower.ts';
import type { Facts } from '../feed/messages.ts';
import type { AnyRow, Copy, TablesMessage } from './messages.ts';
import type { RowChanged } from './rows.ts';
import { read } from './views.ts';

type Told = Facts<RowChanged<AnyRow>> | Copy;

export const told = (message: TablesMessage): message is Told =>
  message.kind === 'facts' || message.kind === 'copy';

/** Takes changes, or all rows in place of the changes that led to them. Who follows a table is told of rows of that table. */
export function listen<View, Row extends AnyRow>(
  state: Following<View>,
  projection: Projection<View, RowChanged<Row>>,
  source: NodeId,
  message: Told,
): Took<View, RowChanged<Row>> {
  if (message.kind === 'facts') return take(state, projection, source, message as Facts<RowChanged<Row>>);
  const { rows, position } = message as Copy<Row>;
  const outcome = read(projection, rows);
  const isNews = outcome.kind === 'caught-up' && position > state.sources[source]!.checkpoint;
  const copied = { view: outcome.projected.view, checkpoint: position };
  const sources = isNews ? { ...state.sources, [source]: copied } : state.sources;
  const heard = { sources, heard: [...state.heard, source] };
  return { ...take(heard, projection, source, { kind: 'facts', events: [] }), outcome };
}
