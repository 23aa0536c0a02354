import { useMemo } from 'react';
import type { Selection } from './ClusterStage.tsx';
import { frameAt, type Frame, type Frames, type Playhead } from './frames.ts';
import { leaderOf } from './logs.ts';
import { MessageIcon } from './Messages.tsx';
import type { NodeFrame } from './node-frame.ts';
import { sayingOf } from './saying.ts';
import { logInWords, messageInWords, roleInWords } from './words.ts';
import styles from './list.module.css';

interface ClusterListProps {
  readonly frames: Frames;
  readonly playhead: Playhead;
  readonly selected?: Selection | null;
  readonly onSelect?: (selected: Selection | null) => void;
}

/** The same moment as tables: all that the picture shows, for those who do not see it or would rather read. */
export function ClusterList({ frames, playhead, selected = null, onSelect }: ClusterListProps) {
  const { event, time } = playhead;
  const frame = useMemo(() => frameAt(frames, { event, time }), [frames, event, time]);
  return (
    <div className={styles.list}>
      <Servers {...{ frame, selected, onSelect }} />
      <Messages {...{ frame, selected, onSelect }} />
      <Links frame={frame} />
      <Clients frame={frame} />
    </div>
  );
}

type PartProps = Pick<ClusterListProps, 'selected' | 'onSelect'> & { readonly frame: Frame };

function Servers({ frame, selected, onSelect }: PartProps) {
  const leader = leaderOf(frame.nodes);
  return (
    <div className={styles.scroll}>
      <table>
        <thead>
          <tr>
            {['Server', 'Is', 'Term', 'Voted for', 'Log', 'Committed', 'Applied', 'Timer'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {leader && <th scope="col">Match and next, says {leader.name}</th>}
          </tr>
        </thead>
        <tbody>
          {frame.nodes.map((node) => (
            <tr key={node.name}>
              <th scope="row">
                <Choice
                  words={node.name}
                  isChosen={selected?.kind === 'node' && selected.name === node.name}
                  onChoose={(chosen) => onSelect?.(chosen ? { kind: 'node', name: node.name } : null)}
                />
              </th>
              <Server node={node} />
              {leader && <td>{positionsOf(leader, node)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Server({ node }: { readonly node: NodeFrame }) {
  const { server, status, timers } = node;
  if (!server)
    return (
      <>
        <td>{roleInWords(node)}</td>
        <td colSpan={6} />
      </>
    );
  const votes = server.votes.length > 0 ? `, voted for by ${server.votes.join(', ')}` : '';
  const follows = server.leader === null || status === 'down' ? '' : ` of ${server.leader}`;
  return (
    <>
      <td>
        {roleInWords(node)}
        {follows}
        {votes}
      </td>
      <td>{server.currentTerm}</td>
      <td>{server.votedFor ?? 'nobody'}</td>
      <td>{logInWords(server)}</td>
      <td>{status === 'down' ? '' : server.commitIndex}</td>
      <td>{status === 'down' ? '' : server.lastApplied}</td>
      <td>{timers.map(({ name, left }) => `${name}, ${Math.ceil(left)} ms`).join('; ')}</td>
    </>
  );
}

const positionsOf = ({ server }: NodeFrame, { name }: NodeFrame): string => {
  const [match, next] = [server?.matchIndex?.[name], server?.nextIndex?.[name]];
  return match === undefined && next === undefined ? '' : `${match ?? '?'} and ${next ?? '?'}`;
};

function Messages({ frame, selected, onSelect }: PartProps) {
  const { flights } = frame;
  return (
    <>
      <h4>{flights.length === 0 ? 'No message is on its way' : 'Messages on their way'}</h4>
      <ul>
        {flights.slice(0, most).map(({ flight, fate, progress }) => (
          <li key={flight.number}>
            <MessageIcon kind={sayingOf(flight.message, flight.role).kind} />
            <span>
              <Choice
                words={messageInWords(flight, fate)}
                isChosen={selected?.kind === 'message' && selected.number === flight.number}
                onChoose={(chosen) => onSelect?.(chosen ? { kind: 'message', number: flight.number } : null)}
              />
              {fate === 'flies' && (
                <span className={styles.aside}> {Math.round(progress * 100)} % of the way</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {flights.length > most && <p className={styles.aside}>And {flights.length - most} more.</p>}
    </>
  );
}

const most = 60;

function Links({ frame: { cuts } }: { readonly frame: Frame }) {
  if (cuts.length === 0) return null;
  return (
    <>
      <h4>Links that are cut</h4>
      <ul>
        {cuts.map(({ from, to, since }) => (
          <li key={`${from} ${to}`}>
            from {from} to {to}, since {since} ms
          </li>
        ))}
      </ul>
    </>
  );
}

function Clients({ frame: { asked } }: { readonly frame: Frame }) {
  if (asked.length === 0) return null;
  return (
    <>
      <h4>Clients that wait</h4>
      <ul>
        {asked.map(({ client, request, command, to, since }) => (
          <li key={`${client} ${request}`}>
            {client} for an answer of {to} to “{String(command)}”, since {since} ms
          </li>
        ))}
      </ul>
    </>
  );
}

interface ChoiceProps {
  readonly words: string;
  readonly isChosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}

function Choice({ words, isChosen, onChoose }: ChoiceProps) {
  return (
    <button type="button" aria-pressed={isChosen} onClick={() => onChoose(!isChosen)}>
      {words}
    </button>
  );
}
