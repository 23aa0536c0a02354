import { pageTurns } from '../../workbook/lab/engine.ts';
import { architectureNamed, allShops } from '../../events/shop/shops.ts';
import { compare, type Compared, type Inputs } from '../../workbook/shop/comparison.ts';
import type { Ask, Told } from '../../workbook/shop/protocol.ts';
import type { Setting } from '../../workbook/shop/setting.ts';

type Tell = (compared: Compared) => void;

/** Runs all shops under a setting. What is asked later is asked instead. */
export interface Runner {
  run(inputs: Inputs, first: Setting['architecture'], tell: Tell): void;
  close(): void;
}

/** Five runs take longer than a page may be kept waiting: they are made beside it, or, where no worker starts, in turns of its own. */
export function createRunner(): Runner {
  let worker: Worker;
  try {
    worker = new Worker(new URL('../../workbook/shop/worker.entry.ts', import.meta.url));
  } catch {
    return inThePage();
  }
  let [number, hear]: [number, Tell] = [0, () => {}];
  let inPage: Runner | undefined;
  worker.onmessage = ({ data }: MessageEvent<Told>) => {
    const { name, answers, run } = data;
    if (data.number === number) hear({ run: { ...run, architecture: architectureNamed(name)! }, answers });
  };
  return {
    run(inputs, first, tell) {
      number += 1;
      hear = tell;
      if (inPage) return inPage.run(inputs, first, tell);
      // Also a worker whose script does not load is there at first.
      worker.onerror = () => (inPage ??= inThePage()).run(inputs, first, tell);
      worker.postMessage({ number, inputs, first } satisfies Ask);
    },
    close() {
      worker.terminate();
      inPage?.close();
    },
  };
}

function inThePage(): Runner {
  let close = () => {};
  return {
    run(inputs, first, tell) {
      close();
      close = compare(allShops, inputs, first, tell, pageTurns());
    },
    close: () => close(),
  };
}
