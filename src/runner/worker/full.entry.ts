import './vitest-state.ts';
import * as fastCheck from 'fast-check';
import * as vitest from 'vitest';
import { asModule, courseBuiltins } from './builtins.ts';
import { grade } from './grade.ts';
import { listen } from './listen.ts';

listen({ ...courseBuiltins, vitest: asModule(vitest), 'fast-check': asModule(fastCheck) }, grade);
