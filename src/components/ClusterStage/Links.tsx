import { memo } from 'react';
import type { Cut } from './facts.ts';
import { cutWay } from './flights.ts';
import { laneOf, pointOn, type Stage } from './layout.ts';
import styles from './drawing.module.css';

interface LinksProps {
  readonly stage: Stage;
  readonly cuts: readonly Cut[];
}

/** Who can speak with whom: a line between each two nodes, and a fence where nothing passes. */
export const Links = memo(
  function Links({ stage, cuts }: LinksProps) {
    const cut = new Set(cuts.map(({ from, to }) => `${from} ${to}`));
    const isCut = (from: string, to: string) => cut.has(`${from} ${to}`) && cut.has(`${to} ${from}`);
    return (
      <>
        {stage.nodes.flatMap((one, index) =>
          stage.nodes
            .slice(index + 1)
            .map((other) => (
              <line
                key={`${one.name} ${other.name}`}
                className={isCut(one.name, other.name) ? styles.severed : styles.link}
                x1={one.x}
                y1={one.y}
                x2={other.x}
                y2={other.y}
              />
            )),
        )}
        {cuts.map(({ from, to }) => (
          <Fence key={`${from} ${to}`} {...{ stage, from, to }} oneWay={!isCut(from, to)} />
        ))}
      </>
    );
  },
  (before, now) =>
    before.stage === now.stage &&
    before.cuts.length === now.cuts.length &&
    before.cuts.every((cut, index) => cut === now.cuts[index]),
);

/** A bar across the side of the link that is cut; where only one side is, an arrow says which. */
function Fence({ stage, from, to, oneWay }: { stage: Stage; from: string; to: string; oneWay: boolean }) {
  const lane = laneOf(stage, from, to);
  if (!lane) return null;
  const { ux, uy } = lane;
  const { x, y } = pointOn(lane, cutWay);
  const half = 7;
  return (
    <>
      {oneWay && (
        <path
          className={styles.barred}
          d={`M${x - ux * 26} ${y - uy * 26}L${x - ux * 5} ${y - uy * 5}m${-ux * 6 - uy * 4} ${-uy * 6 + ux * 4}l${ux * 6 + uy * 4} ${uy * 6 - ux * 4}l${-ux * 6 + uy * 4} ${-uy * 6 - ux * 4}`}
        />
      )}
      <path
        className={styles.fence}
        d={`M${x - uy * half} ${y + ux * half}L${x + uy * half} ${y - ux * half}`}
      />
    </>
  );
}
