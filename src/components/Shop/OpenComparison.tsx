import { useMemo } from 'react';
import { readShopHash } from '../../workbook/shop/link.ts';
import { opening, type Setting } from '../../workbook/shop/setting.ts';
import { Comparison } from './Comparison.tsx';

/** The comparison as a link says, or, without one, as the lesson does. */
export function OpenComparison({ hash }: { readonly hash: string }) {
  const { setting, notice } = useMemo(() => read(hash), [hash]);
  return <Comparison key={hash} opening={setting} {...(notice !== undefined && { notice })} />;
}

function read(hash: string): { readonly setting: Setting; readonly notice?: string } {
  if (hash === '') return { setting: opening };
  try {
    return { setting: readShopHash(hash) };
  } catch (error) {
    return { setting: opening, notice: (error as Error).message };
  }
}
