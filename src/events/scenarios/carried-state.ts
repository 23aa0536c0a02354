import { carriedState } from '../shop/carried-state/index.ts';

export const system = carriedState.system();
