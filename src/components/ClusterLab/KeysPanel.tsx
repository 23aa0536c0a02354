import { labKeys } from '../../workbook/lab/keys.ts';
import controls from './controls.module.css';
import styles from './Panels.module.css';

export function KeysPanel() {
  return (
    <>
      <p className={controls.aside}>While the focus is in the lab, and not in a field:</p>
      <table className={styles.keys}>
        <tbody>
          {labKeys.map(({ keys, words }) => (
            <tr key={words}>
              <th scope="row">
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
