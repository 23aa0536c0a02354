import { readShareHash, shareHash } from '../../workbook/share.ts';
import { shareName } from '../../workbook/share-name.ts';
import { runName } from './link-name.ts';

/**
 * A run in the hash of a link: the title of its figure and the text of its scenario, in which seed and script stand. Packed as
 * the code of a live example is (src/workbook/share.ts), under a name of its own.
 */
export interface SharedRun {
  readonly figure: string;
  readonly text: string;
}

const file = '/scenario';

/** @throws Error whose message is a sentence, when the scenario is too long for a link */
export async function runHash({ figure, text }: SharedRun): Promise<string> {
  const hash = await inWordsOfRuns(shareHash({ example: figure, files: { [file]: text } }));
  return runName + hash.slice(shareName.length);
}

/** @throws Error whose message is a sentence, when the link is malformed, cut short, damaged, too long, or of another version */
export async function readRunHash(hash: string): Promise<SharedRun> {
  const { example, files } = await inWordsOfRuns(readShareHash(shareName + hash.slice(runName.length)));
  const text = files[file];
  if (text === undefined)
    throw new Error('The run in this link was not opened: the link holds no scenario. Ask for it again.');
  return { figure: example, text };
}

async function inWordsOfRuns<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw new Error(
      (error as Error).message
        .replace('The code in this link', 'The run in this link')
        .replace('This code is', 'This scenario is')
        .replace('the code has', 'the scenario has')
        .replace(' Open it as a file, and send that.', ''),
      { cause: error },
    );
  }
}
