import type { View } from './model.ts';
import styles from './History.module.css';

type HistoryProps = Pick<View, 'rows' | 'firstDifference'>;

/** Every input and what it led to. Rows still to come are there from the start, so that nothing moves. */
export function History({ rows, firstDifference }: HistoryProps) {
  return (
    <table className={styles.history}>
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">input</th>
          <th scope="col">deter&shy;ministic</th>
          <th scope="col">faulty</th>
          <th scope="col">compared</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          if (!('sound' in row)) {
            return (
              <tr key={index} data-to-come>
                <td>{index + 1}</td>
                <td>{row.input}</td>
                <td>·</td>
                <td>·</td>
                <td>to come</td>
              </tr>
            );
          }
          const equal = row.sound === row.faulty;
          const first = index + 1 === firstDifference;
          return (
            <tr key={index} data-differs={!equal || undefined}>
              <td>{index + 1}</td>
              <td>{row.input}</td>
              <td>{row.sound}</td>
              <td>{row.faulty}</td>
              <td className={equal ? styles.equal : styles.differs}>
                {equal ? '= equal' : first ? '≠ first to differ' : '≠ differ'}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
