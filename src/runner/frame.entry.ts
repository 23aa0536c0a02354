import { startFrame } from './frame.ts';
import type { Limits } from './protocol.ts';

addEventListener(
  'message',
  (event: MessageEvent<{ limits: Limits }>) => {
    if (event.source === parent) startFrame(event.ports[0]!, event.data.limits);
  },
  { once: true },
);
