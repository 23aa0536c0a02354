import { useEffect, useId, useState } from 'react';
import type { Files } from '../../runner/runner.ts';
import { shareHash } from '../../workbook/share.ts';
import { saveAsFile } from '../saveAsFile.ts';
import { asOneFile } from './asOneFile.ts';
import styles from './Share.module.css';

interface ShareProps {
  readonly as: 'link' | 'file';
  readonly title: string;
  readonly files: Files;
}

interface Said {
  readonly sentence: string;
  /** Shown in a field, where the browser does not let the page copy it. */
  readonly link?: string;
}

/** Gives the code out of the page once, as it was asked for, and says what came of it. */
export function Share({ as, title, files }: ShareProps) {
  const [said, setSaid] = useState<Said>();
  const field = useId();

  useEffect(() => {
    let left = false;
    const giveOut = as === 'link' ? copyLink(title, files) : save(title, files);
    void giveOut
      .catch((error: Error) => ({ sentence: error.message }))
      .then((said) => !left && setSaid(said));
    return () => void (left = true);
  }, [as, title, files]);

  return (
    <div className={styles.share}>
      <p role="status">{said?.sentence}</p>
      {said?.link !== undefined && (
        <p>
          <label htmlFor={field}>Link to this code</label>
          <input id={field} readOnly value={said.link} onFocus={({ target }) => target.select()} />
        </p>
      )}
    </div>
  );
}

async function copyLink(example: string, files: Files): Promise<Said> {
  const { origin, pathname } = location;
  const link = origin + pathname + (await shareHash({ example, files }));
  try {
    await navigator.clipboard.writeText(link);
    return {
      sentence: 'The link is copied. Whoever opens it sees this code, and it runs when they press Run.',
    };
  } catch {
    return { sentence: 'This browser does not let the page copy. Copy the link from the field.', link };
  }
}

async function save(title: string, files: Files): Promise<Said> {
  const name = saveAsFile(asOneFile(title, files));
  const names = Object.keys(files).map((path) => path.slice(1));
  return {
    sentence: names.length === 1 ? `Saved as ${name}.` : `Saved as ${name}, with ${names.join(', ')}.`,
  };
}
