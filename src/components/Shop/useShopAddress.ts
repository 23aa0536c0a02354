import { useEffect } from 'react';
import { shopHash } from '../../workbook/shop/link.ts';
import type { Setting } from '../../workbook/shop/setting.ts';

/** How long the reader has to stay where they are before the address of the page leads there, in milliseconds. */
const settle = 500;

/** Keeps the setting in the address of the page, once the reader has changed it. */
export function useShopAddress(setting: Setting, on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => history.replaceState(history.state, '', shopHash(setting)), settle);
    return () => clearTimeout(timer);
  }, [setting, on]);
}
