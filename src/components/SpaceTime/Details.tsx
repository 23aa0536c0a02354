import { useMemo } from 'react';
import { stateOf, statesAround, type Trace, type TraceEvent } from '../../sim/index.ts';
import { changesBetween, inOneLine, linesOf, shortened, unchangedFields, type Change } from './changes.ts';
import type { Plot } from './plot.ts';
import styles from './SpaceTime.module.css';

interface DetailsProps {
  readonly trace: Trace;
  readonly plot: Plot;
  readonly selected: number | null;
  readonly tell: (event: number) => string;
  readonly select: (event: number) => void;
}

/** The selected event in words: what happened, what came of it, the message, and what the node knew before and after. */
export function Details({ trace, selected, ...rest }: DetailsProps) {
  const event = selected === null ? undefined : trace.events[selected];
  if (!event || selected === null)
    return <p className={styles.hint}>Choose an event in the picture, or press Step.</p>;
  return <Chosen key={selected} {...rest} {...{ trace, selected, event }} />;
}

type ChosenProps = Omit<DetailsProps, 'selected'> & {
  readonly selected: number;
  readonly event: TraceEvent;
};

function Chosen({ trace, plot, selected, tell, select, event }: ChosenProps) {
  const moment = plot.moments[plot.momentOf[selected] ?? -1];
  const others = moment?.events.filter((each) => each !== selected) ?? [];
  const message = messageOf(plot, trace, event);
  return (
    <>
      <p className={styles.what}>
        <b>{event.at} ms</b> {tell(selected)}
      </p>
      <div className={styles.facts}>
        <StateChange trace={trace} selected={selected} event={event} />
        {message !== undefined && (
          <section>
            <p className={styles.name}>Message</p>
            <pre>{linesOf(message, 60).join('\n')}</pre>
          </section>
        )}
      </div>
      {others.length > 0 && (
        <>
          <p className={styles.name}>
            {moment?.events[0] === selected ? 'What came of it' : 'In the same step'}
          </p>
          <ul className={styles.effects}>
            {others.map((each) => (
              <li key={each}>
                <button type="button" onClick={() => select(each)}>
                  {tell(each)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function messageOf({ flights }: Plot, { events }: Trace, event: TraceEvent): unknown {
  if (event.kind === 'invoke') return event.command;
  if (event.kind === 'return') return event.reply;
  if (!('id' in event)) return undefined;
  const flight = flights.find(({ id }) => id === event.id);
  if (flight) return flight.message;
  const sent = events.find((each) => each.kind === 'send' && each.id === event.id);
  return sent?.kind === 'send' ? sent.message : undefined;
}

function StateChange({ trace, selected, event }: { trace: Trace; selected: number; event: TraceEvent }) {
  const node = whoKnows(event, trace);
  const { before, after } = useMemo(() => {
    if (node === undefined) return { before: null, after: null };
    if (!isUntouched(event)) return statesAround(trace, selected);
    const state = stateOf(trace, node, selected);
    return { before: state, after: state };
  }, [trace, selected, node, event]);
  const changes = useMemo(() => changesBetween(before, after), [before, after]);
  if (node === undefined) return null;
  return (
    <section>
      <p className={styles.name}>{titleOf(node, before, after, changes.length)}</p>
      {before !== null && after !== null && changes.length > 0 && (
        <Changes changes={changes} unchanged={unchangedFields(before, after)} />
      )}
      {after !== null &&
        (before === null ? (
          <pre>{linesOf(after).join('\n')}</pre>
        ) : (
          <Whole name={`All that ${node} knows now`} state={after} />
        ))}
      {after === null && before !== null && <Whole name={`What ${node} knew before`} state={before} />}
    </section>
  );
}

/** What is done to a node from outside, or lost before its door, is no step of its program. */
const isUntouched = ({ kind }: TraceEvent): boolean =>
  kind === 'pause' || kind === 'resume' || kind === 'lose' || kind === 'delay' || kind === 'duplicate';

function titleOf(node: string, before: unknown, after: unknown, changes: number): string {
  if (after === null) return before === null ? `${node} is down` : `${node} is down, and has lost its memory`;
  if (before === null) return `What ${node} knows now`;
  return changes === 0 ? `${node} knows what it knew before` : `What ${node} knows, before and after`;
}

/** Clients have no state, and links none. */
function whoKnows(event: TraceEvent, { nodes }: Trace): string | undefined {
  if (!('node' in event) || event.kind === 'cut' || event.kind === 'heal') return undefined;
  return nodes.includes(event.node) ? event.node : undefined;
}

const mostChanges = 40;

function Changes({ changes, unchanged }: { changes: readonly Change[]; unchanged: number }) {
  return (
    <>
      <ul className={styles.changes}>
        {changes.slice(0, mostChanges).map((change) => (
          <li key={change.path}>
            <span className={styles.path}>{change.path}</span>{' '}
            {'before' in change && <del>{shortened(inOneLine(change.before), 90)}</del>}
            {'before' in change && 'after' in change ? ' → ' : ' '}
            {'after' in change && <ins>{shortened(inOneLine(change.after), 240)}</ins>}
            {!('before' in change) && ' is new'}
            {!('after' in change) && ' is gone'}
          </li>
        ))}
      </ul>
      {changes.length > mostChanges && (
        <p className={styles.rest}>And {changes.length - mostChanges} changes more.</p>
      )}
      {unchanged > 0 && (
        <p className={styles.rest}>
          {unchanged === 1 ? 'One other field is as it was.' : `${unchanged} other fields are as they were.`}
        </p>
      )}
    </>
  );
}

function Whole({ name, state }: { name: string; state: unknown }) {
  return (
    <details className={styles.whole}>
      <summary>{name}</summary>
      <pre>{linesOf(state).join('\n')}</pre>
    </details>
  );
}
