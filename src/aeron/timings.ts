import type { Time } from '../sim/index.ts';

/** How long members wait, in milliseconds. The names are those of Aeron's `ConsensusModule.Context`. */
export interface Timings {
  /** How long a member that has started waits for all others before a majority will do. */
  readonly startupCanvassTimeout: Time;
  /** How long a follower hears nothing of its leader, or a leader nothing of a majority, before it holds an election. */
  readonly leaderHeartbeatTimeout: Time;
  readonly leaderHeartbeatInterval: Time;
  /** How long a ballot lasts. Nominations are put off by up to half of it, at random. */
  readonly electionTimeout: Time;
  /** How often a member that canvasses says where its log ends. */
  readonly electionStatusInterval: Time;
  /** How long a client may be silent before its session is closed. */
  readonly sessionTimeout: Time;
}

/** Aeron's own. */
export const aeronDefaults: Timings = {
  startupCanvassTimeout: 60_000,
  leaderHeartbeatTimeout: 10_000,
  leaderHeartbeatInterval: 200,
  electionTimeout: 1_000,
  electionStatusInterval: 100,
  sessionTimeout: 10_000,
};

/** A tenth and less, so that a picture of a fail-over fits on a page. */
export const quick: Timings = {
  startupCanvassTimeout: 1_000,
  leaderHeartbeatTimeout: 500,
  leaderHeartbeatInterval: 100,
  electionTimeout: 100,
  electionStatusInterval: 50,
  sessionTimeout: 1_000,
};
