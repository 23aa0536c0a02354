import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation } from '@docusaurus/router';
import { isShareHash } from '../../workbook/share-name.ts';
import { arrive, examplesHere } from './inbox.ts';

const Notice = lazy(() =>
  import(/* webpackChunkName: "lockstep-share" */ './Notice.tsx').then(({ Notice }) => ({ default: Notice })),
);

/** Hands the code of a share link to its example, or says why there is none to hand over. It runs nothing. */
export function OpenShared() {
  const here = useLocation();
  const [trouble, setTrouble] = useState<string>();

  useEffect(() => {
    const { pathname, hash } = here;
    setTrouble(undefined);
    if (!isShareHash(hash)) return arrive({ kind: 'none' });
    arrive({ kind: 'opening' });
    let left = false;
    open(hash).then(
      (code) => !left && arrive({ kind: 'arrived', pathname, ...code }),
      (error: Error) => {
        if (left) return;
        arrive({ kind: 'none' });
        setTrouble(error.message);
      },
    );
    return () => {
      left = true;
      arrive({ kind: 'none' }); // or it would come again with the page, long after the link
    };
  }, [here]); // the same link, opened again, is another location

  if (trouble === undefined) return null;
  return (
    <Suspense>
      <Notice onClose={() => setTrouble(undefined)}>{trouble}</Notice>
    </Suspense>
  );
}

async function open(hash: string) {
  const { readShareHash, openIn } = await import(
    /* webpackChunkName: "lockstep-share" */ '../../workbook/share.ts'
  ).catch(() => {
    throw new Error(
      'The code in this link was not opened: a part of this page did not load. Check the connection, and reload.',
    );
  });
  const code = await readShareHash(hash);
  return { example: code.example, files: openIn(examplesHere, code) };
}
