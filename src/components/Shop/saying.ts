import type { Compared } from '../../workbook/shop/comparison.ts';
import { questions } from '../../workbook/shop/questions.ts';
import { faultChoices, type Setting } from '../../workbook/shop/setting.ts';
import { titles } from './about.ts';

/** What a reader who does not see the page hears of a change: the setting, and the first answer of the table. */
export function saying({ faults }: Setting, { run, answers }: Compared): string {
  const wrong =
    faults.length === 0 ? 'nothing goes wrong' : faults.map((id) => faultChoices[id].words).join(', ');
  return `${titles[run.architecture.name]}, ${wrong}. ${questions[0]!.asks}: ${answers[0]!.text}.`;
}
