import clsx from 'clsx';
import presets from '@generated/lockstep-lab/default/presets.json';
import { useEffect, useState } from 'react';
import { started, type Lab as State } from '../../workbook/lab/lab.ts';
import { readLink } from '../../workbook/lab/link.ts';
import { openLink } from '../../workbook/lab/opening.ts';
import { readScenario } from '../../workbook/lab/read-scenario.ts';
import { Lab } from './Lab.tsx';
import type { Source } from './LabPage.tsx';
import { readOwn } from './readOwn.ts';
import controls from './controls.module.css';
import styles from './Lab.module.css';

export interface OpenLabProps {
  readonly source: Source;
}

interface Opened {
  readonly source: Source;
  readonly opening: () => State;
  readonly own: boolean;
  /** Why it is not what the link said. */
  readonly notice?: string;
}

/** The lab with what a preset or a link says. */
export function OpenLab({ source }: OpenLabProps) {
  const [opened, setOpened] = useState<Opened>();
  const [edition, setEdition] = useState(0);
  useEffect(() => {
    let left = false;
    openSource(source).then((found) => {
      if (left) return;
      setOpened(found);
      setEdition((edition) => edition + 1);
    });
    return () => void (left = true);
  }, [source]);
  if (!opened) return null;
  return (
    <>
      {opened.notice !== undefined && (
        <p className={clsx(controls.controls, styles.notice)} role="status">
          {opened.notice}
        </p>
      )}
      <Lab key={edition} opening={opened.opening} own={opened.own} page />
    </>
  );
}

async function openSource(source: Source): Promise<Opened> {
  if (source.kind === 'preset') return { source, ...preset(source.id) };
  try {
    const link = await readLink(source.hash);
    const lab = openLink(link);
    const own = link.own === true && readOwn() !== undefined;
    const notice = link.own === true && !own ? notStored : undefined;
    return { source, opening: () => lab, own, ...(notice !== undefined && { notice }) };
  } catch (error) {
    const { message } = error as Error;
    const notice = message.startsWith('The run in this link')
      ? message
      : `The run in this link was not opened: ${message}`;
    return { source, ...preset(presets[0]!.id), notice };
  }
}

const notStored =
  'This run was made with a node of somebody’s own, and none is stored on this device. Here it runs with the course’s.';

function preset(id: string): Pick<Opened, 'opening' | 'own'> {
  const { text } = presets.find((each) => each.id === id)!;
  return { opening: () => started(readScenario(text)), own: false };
}
