import { courseBuiltins } from './builtins.ts';
import { listen } from './listen.ts';

listen(courseBuiltins);
