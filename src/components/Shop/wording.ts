import type { Trace } from '../../sim/index.ts';
import { messageInWords, requestInWords } from '../../workbook/shop/message-words.ts';
import type { Wording } from '../SpaceTime/layout.ts';
import { wordingOf } from '../SpaceTime/wording.ts';

/** What is written into the diagram of a shop: events by their names, requests as a scenario says them. */
export function wordingOfShop(trace: Trace): Wording {
  const plain = wordingOf(trace);
  return {
    ofFlight: (flight) => messageInWords(flight.message) ?? plain.ofFlight(flight),
    ofMoment(moment) {
      const first = trace.events[moment.events[0]!]!;
      const asked = first.kind === 'invoke' ? requestInWords(first.command) : undefined;
      return asked === undefined ? plain.ofMoment(moment) : { text: asked, kind: 'command' };
    },
  };
}
