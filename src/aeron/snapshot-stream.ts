import { bytesOf, type Bytes } from './buffer.ts';
import { handOver } from './callbacks.ts';
import { BACK_PRESSURED, type ExclusivePublication, type Image } from './service.ts';

export function imageOf(fragments: readonly Bytes[]): Image {
  let next = 0;
  return {
    poll(handler, fragmentLimit) {
      const from = next;
      while (next < fragments.length && next - from < fragmentLimit) {
        const bytes = fragments[next]!;
        next += 1;
        handOver(bytes, next, handler);
      }
      return next - from;
    },
    get isEndOfStream() {
      return next >= fragments.length;
    },
  };
}

export function publicationInto(fragments: Bytes[], isRefused: () => boolean): ExclusivePublication {
  let position = 0;
  return {
    offer(buffer, offset, length) {
      if (isRefused()) return BACK_PRESSURED;
      fragments.push(bytesOf(buffer, offset, length));
      position += length;
      return position;
    },
    get position() {
      return position;
    },
  };
}
