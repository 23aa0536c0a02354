import { renderToStaticMarkup } from 'react-dom/server';
import { framesOf } from '../ClusterStage/frames.ts';
import { openingAt } from '../ClusterStage/playhead.ts';
import { sentenceOf } from '../ClusterStage/sentences.ts';
import { StillPicture } from '../ClusterStage/StillPicture.tsx';
import { Drawing, Labels } from '../SpaceTime/Drawing.tsx';
import { excerptOf, gutter, layOut, type Wording } from '../SpaceTime/layout.ts';
import { plotOf } from '../SpaceTime/plot.ts';
import { wordingOf } from '../SpaceTime/wording.ts';
import { runShop } from '../../events/shop/run.ts';
import type { Trace } from '../../sim/index.ts';
import { architectureNamed, allShops } from '../../events/shop/shops.ts';
import { comparedBy } from '../../workbook/shop/comparison.ts';
import { opening } from '../../workbook/shop/setting.ts';
import { storesOf } from '../../workbook/shop/stores.ts';
import { OutcomeTable } from '../Shop/OutcomeTable.tsx';
import { runShopText } from '../Shop/run-shop-text.ts';
import { Stores } from '../Shop/Stores.tsx';
import { wordingOfShop } from '../Shop/wording.ts';
import type { PictureKind } from './RunFigure.tsx';
import { runText } from './run.ts';

export interface StillOptions {
  readonly text: string;
  readonly hidden: readonly string[];
  readonly at?: number;
  readonly find?: string;
}

/** The picture for those who have no script, and for the moment before it comes: wide, and for a phone. Only the server draws it. */
export function stillOf(still: Still): string {
  switch (still.picture) {
    case 'cluster':
      return clusterStill(still);
    case 'space-time':
      return spaceTimeStill(runText(still.text).trace, still);
    case 'shop':
      return shopStill(still);
    case 'architectures':
      return comparisonStill();
  }
}

type Still = (StillOptions & { readonly picture: PictureKind }) | { readonly picture: 'architectures' };

const widths = { wide: 758, narrow: 356 } as const;

function clusterStill({ text, at, find }: StillOptions): string {
  const frames = framesOf(runText(text).trace);
  const playhead = openingAt(frames, at, find, (event) => sentenceOf(frames, event));
  return Object.entries(widths)
    .map(([name, width]) =>
      renderToStaticMarkup(<StillPicture {...{ frames, playhead, width }} data-width={name} />),
    )
    .join('');
}

/** Below the diagram: what is kept at the time at which the figure opens. */
function shopStill({ text, hidden, at, ...rest }: StillOptions): string {
  const { system, trace } = runShopText(text);
  const drawn = spaceTimeStill(trace, { text, hidden, at, ...rest }, wordingOfShop(trace));
  const first = at === undefined ? -1 : trace.events.findIndex((event) => event.at >= at);
  const nodes = storesOf(architectureNamed(system)!, trace)(first === -1 ? null : first);
  return drawn + renderToStaticMarkup(<Stores nodes={nodes} here={undefined} when={`At ${at ?? 0} ms`} />);
}

/** Those who have no script get the answers all the same: they are computed when the page is built. */
function comparisonStill(): string {
  const runs = new Map(allShops.map((shop) => [shop.name, comparedBy(runShop(shop))]));
  return renderToStaticMarkup(
    <OutcomeTable runs={runs} architecture={opening.architecture} isStale={false} />,
  );
}

function spaceTimeStill(
  trace: Trace,
  { hidden, at }: StillOptions,
  wording: Wording = wordingOf(trace),
): string {
  const plot = plotOf(trace, hidden);
  const start = at === undefined ? 0 : (plot.moments.find((moment) => moment.at >= at)?.depth ?? 0);
  const picture = (name: 'wide' | 'narrow', width: number) => {
    const layout = layOut(plot, { width, zoom: 1 }, wording);
    const top = Math.max(0, (start / Math.max(1, plot.depth)) * layout.height - 200);
    const excerpt = excerptOf(layout, top, top + shownHeight);
    return renderToStaticMarkup(
      <svg
        aria-hidden
        data-width={name}
        width={layout.width}
        height={shownHeight + headHeight}
        viewBox={`0 ${top - headHeight} ${layout.width} ${shownHeight + headHeight}`}
      >
        <Drawing excerpt={excerpt} width={layout.width} lit={null} />
        <Labels excerpt={excerpt} lit={null} />
        {excerpt.ticks.map(({ at, y }) => (
          <text key={at} x={gutter - 16} y={y + 4} textAnchor="end" fontSize={11.5} fill="var(--ls-ink-soft)">
            {at} ms
          </text>
        ))}
        <rect
          x={0}
          y={top - headHeight}
          width={layout.width}
          height={headHeight}
          fill="var(--ls-paper-raised)"
        />
        {layout.columns.map(({ name, x }, index) => (
          <text
            key={name}
            x={x}
            y={top - (index % 2 === 0 ? 10 : 26)}
            textAnchor="middle"
            fontSize={13}
            fontWeight={600}
            fill="var(--ls-ink)"
          >
            {name}
          </text>
        ))}
      </svg>,
    );
  };
  return picture('wide', widths.wide) + picture('narrow', widths.narrow);
}

const shownHeight = 480;
const headHeight = 44;
