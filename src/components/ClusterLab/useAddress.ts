import { useEffect } from 'react';
import type { Lab } from '../../workbook/lab/lab.ts';
import { packLink } from '../../workbook/lab/link.ts';
import { linkOf } from '../../workbook/lab/opening.ts';

/** How long the reader has to stay where they are before the address of the page leads there, in milliseconds. */
const settle = 500;

/** Keeps all that the lab shows in the address of its page. What is too long for an address stays out of it. */
export function useAddress(lab: Lab, own: boolean, on: boolean): void {
  const { futures, moment, arrival } = lab;
  useEffect(() => {
    if (!on || arrival !== null) return;
    let left = false;
    const timer = setTimeout(() => {
      packLink(linkOf(lab, own)).then(
        (hash) => !left && history.replaceState(history.state, '', hash),
        () => {},
      );
    }, settle);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [futures, moment, arrival, own, on]);
}
