import { Highlight } from 'prism-react-renderer';
import styles from './code.module.css';

/** Code as the server sends it: highlighted, numbered, line for line where the editor will put it. */
export function StaticCode({ code, label }: { code: string; label: string }) {
  return (
    <Highlight code={code.replace(/\n$/, '')} language="typescript" theme={{ plain: {}, styles: [] }}>
      {({ tokens, getTokenProps }) => (
        // The code scrolls sideways on a phone, so the keyboard must be able to reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles.code} tabIndex={0} role="group" aria-label={label}>
          <code>
            {tokens.map((line, number) => (
              <span key={number} className={styles.line}>
                {line.map((token, index) => (
                  <span {...getTokenProps({ token })} key={index} />
                ))}
                {'\n'}
              </span>
            ))}
          </code>
        </pre>
      )}
    </Highlight>
  );
}

const LINE_HEIGHT = 22;
const PADDING = 16;
const MAX_LINES = 30;

/** The height of an editor for this code, in pixels: fixed from the first paint, so that nothing moves when it arrives. */
export const codeHeight = (code: string, spareLines = 0) =>
  Math.min(MAX_LINES, Math.max(6, code.trimEnd().split('\n').length + spareLines)) * LINE_HEIGHT +
  2 * PADDING;
