import './vitest-state.ts';
import * as vitest from 'vitest';
import { fastCheckSettings } from '../../grading/host.ts';
import * as suite from '../../grading/suite.ts';
import { asModule, courseBuiltins, type Builtins } from './builtins.ts';

/** What a suite may import. */
export const testBuiltins: Builtins = {
  ...courseBuiltins,
  '#suite': () => asModule(suite),
  vitest: () => asModule(vitest),
  'fast-check': async () => {
    const fastCheck = await import('fast-check');
    fastCheck.configureGlobal(fastCheckSettings);
    return asModule(fastCheck);
  },
};
