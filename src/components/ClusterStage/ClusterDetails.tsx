import { useMemo, type ReactNode } from 'react';
import { describe } from '../../sim/describe.ts';
import { wordsOf } from '../../raft/observed.ts';
import type { Selection } from './ClusterStage.tsx';
import { frameAt, nodeOf, type Frames, type Playhead } from './frames.ts';
import type { NodeFrame, ServerFrame } from './node-frame.ts';
import { allInWords, sayingOf } from './saying.ts';
import { roleInWords } from './words.ts';
import styles from './list.module.css';

interface ClusterDetailsProps {
  readonly frames: Frames;
  readonly playhead: Playhead;
  readonly selected: Selection | null;
}

/** All that is known of what the reader has chosen. */
export function ClusterDetails({ frames, playhead, selected }: ClusterDetailsProps) {
  const { event, time } = playhead;
  const frame = useMemo(() => frameAt(frames, { event, time }), [frames, event, time]);
  if (selected?.kind === 'node') {
    const node = nodeOf(frame, selected.name);
    if (node) return <Node node={node} />;
  }
  const flight = selected?.kind === 'message' ? frames.index.flights[selected.number] : undefined;
  if (!flight)
    return <p className={styles.aside}>Choose a server or a message, in the picture or in the list.</p>;
  const { id, from, to, message, role, request, sentAt, copy, end } = flight;
  const saying = sayingOf(message, role);
  const ended =
    end === null
      ? 'not within this run'
      : `${end.at} ms${end.lost === null ? '' : `, lost: ${{ loss: 'by chance or by order', cut: 'the link is cut', down: `${to} is down` }[end.lost]}`}`;
  return (
    <div className={styles.details}>
      <p className={styles.title}>
        {from} to {to}: {allInWords(saying)}
      </p>
      <Facts
        facts={[
          ['sent at', `${sentAt} ms`],
          ['ends at', ended],
          ['message', `#${id}${copy ? ', a copy made by the network' : ''}`],
          ...(request > 0 ? [['request', String(request)] as const] : []),
          ...fieldsOf(message),
        ]}
      />
    </div>
  );
}

const fieldsOf = (message: unknown): readonly (readonly [string, string])[] =>
  typeof message === 'object' && message !== null
    ? Object.entries(message).map(([key, value]) => [key, describe(value, 240)] as const)
    : [['says', describe(message, 240)]];

function Node({ node }: { readonly node: NodeFrame }) {
  const { name, server, state, timers, status } = node;
  return (
    <div className={styles.details}>
      <p className={styles.title}>
        {name}: {roleInWords(node)}
        {status === 'down' && server && '. What it knew last:'}
      </p>
      {server ? (
        <>
          <Facts
            facts={[
              ['currentTerm', String(server.currentTerm)],
              ['votedFor', server.votedFor ?? 'nobody'],
              ...roleFacts(server),
              ['commitIndex', String(server.commitIndex)],
              ['lastApplied', String(server.lastApplied)],
              ...(server.members ? [['members', server.members.join(' ')] as const] : []),
              ...timers.map(
                ({ name, setAt, due }) => [`${name} timer`, `set at ${setAt} ms, due at ${due} ms`] as const,
              ),
              ...(server.machine === undefined ? [] : [['machine', describe(server.machine, 240)] as const]),
            ]}
          />
          <Log server={server} />
        </>
      ) : (
        <Facts facts={fieldsOf(state)} />
      )}
    </div>
  );
}

function roleFacts({ role, leader, votes, nextIndex, matchIndex }: ServerFrame) {
  const facts: (readonly [string, string])[] = [];
  if (role === 'follower') facts.push(['leader', leader ?? 'not known']);
  if (votes.length > 0) facts.push(['votes', votes.join(' ')]);
  const each = (record: Readonly<Record<string, number>>) =>
    Object.entries(record)
      .map(([name, index]) => `${name} ${index}`)
      .join(', ');
  if (nextIndex) facts.push(['nextIndex', each(nextIndex)]);
  if (matchIndex) facts.push(['matchIndex', each(matchIndex)]);
  return facts;
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The latest entries, the last first: those before are committed, or will soon be. */
function Log({ server: { log, commitIndex, lastApplied } }: { readonly server: ServerFrame }) {
  const { after, entries } = log;
  const from = Math.max(0, entries.length - shown);
  const how = (index: number) =>
    index <= lastApplied ? 'applied' : index <= commitIndex ? 'committed' : 'not committed';
  return (
    <>
      <ol className={styles.entries} aria-label="Log, the last entry first">
        {entries
          .slice(from)
          .map((entry, at) => ({ entry, index: after.index + from + at + 1 }))
          .reverse()
          .map(({ entry, index }) => (
            <li key={index}>
              <b>{index}</b> term {entry.term}: {wordsOf(entry)} <i>{how(index)}</i>
            </li>
          ))}
      </ol>
      {from > 0 && <p className={styles.aside}>And {from} entries before.</p>}
      {after.index > 0 && (
        <p className={styles.aside}>
          All up to entry {after.index}, of term {after.term}, is in a snapshot.
        </p>
      )}
    </>
  );
}

const shown = 40;
