import type { Order, Port } from '../protocol.ts';
import type { Builtins } from './builtins.ts';
import { serve, type Grade } from './serve.ts';

/** The frame's first message brings the order and the port on which to answer; no second message is heard. */
export function listen(builtins: Builtins, grade?: Grade): void {
  addEventListener(
    'message',
    ({ data }: MessageEvent<{ port: Port; order: Order }>) =>
      void serve(data.port, data.order, builtins, grade),
    { once: true },
  );
}
