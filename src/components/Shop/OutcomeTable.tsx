import { architectures, type ArchitectureName } from '../../events/shop/architecture.ts';
import type { ShopRun } from '../../events/shop/run.ts';
import type { Runs } from '../../workbook/shop/comparison.ts';
import { questions, type Question } from '../../workbook/shop/questions.ts';
import { titles } from './about.ts';
import styles from './OutcomeTable.module.css';

interface OutcomeTableProps {
  readonly runs: Runs;
  /** The one that is looked at. */
  readonly architecture: ArchitectureName;
  /** Of a setting that is no longer in force: the new runs are on their way. */
  readonly isStale: boolean;
  readonly onChoose?: (architecture: ArchitectureName) => void;
}

/**
 * What came of the story under each architecture. On a phone every question is a block of its own; the roles say in both shapes that this
 * is a table.
 */
export function OutcomeTable({ runs, architecture, isStale, onChoose }: OutcomeTableProps) {
  return (
    <table className={styles.table} role="table" aria-busy={isStale} data-stale={isStale || undefined}>
      <caption>What came of it. Every cell is measured in the run of its column.</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            Question
          </th>
          {architectures.map((name) => (
            <th key={name} role="columnheader" scope="col" data-chosen={name === architecture || undefined}>
              {onChoose ? (
                <button type="button" aria-pressed={name === architecture} onClick={() => onChoose(name)}>
                  {titles[name]}
                </button>
              ) : (
                titles[name]
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {questions.map((question) => (
          <tr key={question.asks} role="row">
            <th role="rowheader" scope="row">
              {question.asks}
              <span>{question.measured}</span>
            </th>
            {architectures.map((name) => (
              <Cell
                key={name}
                {...{ question, name }}
                run={runs.get(name)}
                isChosen={name === architecture}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps {
  readonly question: Question;
  readonly name: ArchitectureName;
  readonly run: ShopRun | undefined;
  readonly isChosen: boolean;
}

function Cell({ question, name, run, isChosen }: CellProps) {
  const answer = run && (run.failure ? broken : question.answer(run));
  return (
    <td
      role="cell"
      data-title={titles[name]}
      data-bad={answer?.isBad || undefined}
      data-chosen={isChosen || undefined}
    >
      {answer?.isBad && <i aria-hidden>✗ </i>}
      {answer?.text ?? '…'}
      {answer?.detail !== undefined && <span>{answer.detail}</span>}
    </td>
  );
}

const broken = { text: 'the run broke off', detail: undefined, isBad: true };
