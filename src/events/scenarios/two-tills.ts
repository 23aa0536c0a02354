import { twoTills } from '../shop/two-writers/system.ts';

export const system = twoTills(true);
