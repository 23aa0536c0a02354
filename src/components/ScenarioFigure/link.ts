import { damaged, packHash, parseCargo, unpackHash } from '../../workbook/packed.ts';
import { runName } from './link-name.ts';

/** A run in the hash of a link: the title of its figure and the text of its scenario, in which seed and script stand. */
export interface SharedRun {
  readonly figure: string;
  readonly text: string;
}

const cargo = { name: runName, noun: 'run' } as const;

/** In a link a run looks like the code of a live example, with a file of this name. */
const file = '/scenario';

/** @throws Error whose message is a sentence, when the scenario is too long for a link */
export const runHash = ({ figure, text }: SharedRun): Promise<string> =>
  packHash(JSON.stringify({ example: figure, files: { [file]: text } }), cargo);

/** @throws Error whose message is a sentence, when the link is malformed, cut short, damaged, too long, or of another version */
export async function readRunHash(hash: string): Promise<SharedRun> {
  const run = parseCargo(await unpackHash(hash, cargo), cargo) as {
    readonly example?: unknown;
    readonly files?: Readonly<Record<string, unknown>> | null;
  } | null;
  const [figure, text] = [run?.example, run?.files?.[file]];
  if (typeof figure !== 'string' || typeof text !== 'string') throw damaged(cargo);
  return { figure, text };
}
