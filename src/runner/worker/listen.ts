import type { Job, Port } from '../protocol.ts';
import { serve, type Builtins, type Grade } from './serve.ts';

/** The frame's first message brings the job and the port on which to answer; no second message is heard. */
export function listen(builtins: Builtins, grade?: Grade): void {
  addEventListener(
    'message',
    ({ data }: MessageEvent<{ port: Port; job: Job }>) => void serve(data.port, data.job, builtins, grade),
    { once: true },
  );
}
