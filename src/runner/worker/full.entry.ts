import { testBuiltins } from './test-builtins.ts';
import { grade } from './grade.ts';
import { listen } from './listen.ts';

listen(testBuiltins, grade);
