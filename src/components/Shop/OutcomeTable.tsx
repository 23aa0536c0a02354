/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- on a phone nothing of it is displayed as a table, and some browsers take that for its meaning */
import { architectures, type ArchitectureName } from '../../events/shop/architecture.ts';
import type { Runs } from '../../workbook/shop/comparison.ts';
import { questions, type Answer } from '../../workbook/shop/questions.ts';
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
        {questions.map((question, row) => (
          <tr key={question.asks} role="row">
            <th role="rowheader" scope="row">
              {question.asks}
              <span>{question.measured}</span>
            </th>
            {architectures.map((name) => (
              <Cell
                key={name}
                name={name}
                answer={runs.get(name)?.answers[row]}
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
  readonly name: ArchitectureName;
  /** Not there as long as it runs. */
  readonly answer: Answer | undefined;
  readonly isChosen: boolean;
}

function Cell({ name, answer, isChosen }: CellProps) {
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
