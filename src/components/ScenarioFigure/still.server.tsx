import { renderToStaticMarkup } from 'react-dom/server';
import { framesOf } from '../ClusterStage/frames.ts';
import { openingAt } from '../ClusterStage/playhead.ts';
import { sentenceOf } from '../ClusterStage/sentences.ts';
import { StillPicture } from '../ClusterStage/StillPicture.tsx';
import { Drawing, Labels } from '../SpaceTime/Drawing.tsx';
import { excerptOf, gutter, layOut } from '../SpaceTime/layout.ts';
import { plotOf } from '../SpaceTime/plot.ts';
import { wordingOf } from '../SpaceTime/wording.ts';
import type { PictureKind } from './RunFigure.tsx';
import { runText } from './run.ts';

export interface StillOptions {
  readonly text: string;
  readonly hidden: readonly string[];
  readonly at?: number;
  readonly find?: string;
}

/** The picture for those who have no script, and for the moment before it comes: wide, and for a phone. Only the server draws it. */
export const stillOf = ({ picture, ...options }: StillOptions & { readonly picture: PictureKind }): string =>
  picture === 'cluster' ? clusterStill(options) : spaceTimeStill(options);

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

function spaceTimeStill({ text, hidden, at }: StillOptions): string {
  const { trace } = runText(text);
  const plot = plotOf(trace, hidden);
  const start = at === undefined ? 0 : (plot.moments.find((moment) => moment.at >= at)?.depth ?? 0);
  const picture = (name: 'wide' | 'narrow', width: number) => {
    const layout = layOut(plot, { width, zoom: 1 }, wordingOf(trace));
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
