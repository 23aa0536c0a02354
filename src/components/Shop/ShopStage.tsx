import { useEffect, useMemo, useState } from 'react';
import type { Architecture } from '../../events/shop/architecture.ts';
import type { NodeId, Time, Trace, TraceEvent } from '../../sim/index.ts';
import { askedBy } from '../../workbook/shop/heard.ts';
import { storesOf } from '../../workbook/shop/stores.ts';
import { SpaceTime } from '../SpaceTime/SpaceTime.tsx';
import type { Panel } from '../stage/Tabs.tsx';
import { AskedList } from './AskedList.tsx';
import { Stores } from './Stores.tsx';
import { wordingOfShop } from './wording.ts';

interface ShopStageProps {
  readonly architecture: Architecture;
  readonly trace: Trace;
  readonly label: string;
  readonly hidden?: readonly NodeId[];
  readonly at?: Time;
  readonly find?: string;
  readonly panels?: readonly Panel[];
  /** Hears where the reader looks. */
  readonly onTime?: (time: Time | null) => void;
}

/** A run of the shop: its messages, and below them what every node keeps at the chosen moment. */
export function ShopStage({ architecture, trace, onTime, ...rest }: ShopStageProps) {
  const [selected, setSelected] = useState<number | null>(null);
  const read = useMemo(() => storesOf(architecture, trace), [architecture, trace]);
  const event = selected !== null && selected < trace.events.length ? trace.events[selected]! : null;
  const time = event?.at ?? null;
  useEffect(() => onTime?.(time), [onTime, time]);
  const upTo = event === null ? null : selected;
  const nodes = useMemo(() => read(upTo), [read, upTo]);
  const end = trace.events.at(-1)?.at ?? 0;

  return (
    <SpaceTime
      {...rest}
      trace={trace}
      wordingFor={wordingOfShop}
      onSelect={setSelected}
      first={[
        {
          name: 'Stores',
          show: () => (
            <Stores
              nodes={nodes}
              here={event ? placeOf(event) : undefined}
              when={time === null ? `At the end, ${end} ms` : `At ${time} ms`}
            />
          ),
        },
        { name: 'Answers', show: () => <AskedList asked={askedBy(trace, upTo)} /> },
      ]}
    />
  );
}

/** A message is lost where it was to arrive. */
function placeOf(event: TraceEvent): NodeId | undefined {
  if (event.kind === 'lose') return event.to;
  return 'node' in event ? event.node : undefined;
}
