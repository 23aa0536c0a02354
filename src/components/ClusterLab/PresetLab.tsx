import presets from '@generated/lockstep-lab/default/presets.json';
import { started } from '../../workbook/lab/lab.ts';
import { readScenario } from '../../workbook/lab/read-scenario.ts';
import { Lab } from './Lab.tsx';

/** The lab with a preset to begin with. */
export function PresetLab({ preset }: { readonly preset: string }) {
  const { text } = presets.find(({ id }) => id === preset) ?? presets[0]!;
  return <Lab opening={() => started(readScenario(text))} />;
}
