import type { ArchitectureName } from '../../events/shop/architecture.ts';
import type { ShopRun } from '../../events/shop/run.ts';
import type { Compared, Inputs } from './comparison.ts';

/** What the page asks of the worker that runs the shops. */
export interface Ask {
  readonly number: number;
  readonly inputs: Inputs;
  /** Which run is wanted first. */
  readonly first: ArchitectureName;
}

/** One run of what was asked under that number. */
export interface Told extends Pick<Compared, 'answers'> {
  readonly number: number;
  readonly name: ArchitectureName;
  readonly run: Omit<ShopRun, 'architecture'>;
}
