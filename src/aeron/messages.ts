import type { Log, Payload } from './log.ts';

/** What members say to one another: names and fields of Aeron's consensus protocol, the sender's id aside, which the network tells. */
export type ConsensusMessage =
  | {
      readonly kind: 'CanvassPosition';
      readonly logLeadershipTermId: number;
      readonly logPosition: number;
      readonly leadershipTermId: number;
    }
  | {
      readonly kind: 'RequestVote';
      readonly logLeadershipTermId: number;
      readonly logPosition: number;
      readonly candidateTermId: number;
    }
  | {
      readonly kind: 'Vote';
      readonly candidateTermId: number;
      readonly logLeadershipTermId: number;
      readonly logPosition: number;
      readonly vote: boolean;
    }
  | {
      readonly kind: 'NewLeadershipTerm';
      /** Of the receiver, as the leader knows it. */
      readonly logLeadershipTermId: number;
      /** The first term behind it in the leader's recording log, and where that begins: the receiver's log may go no further. */
      readonly nextLeadershipTermId: number;
      readonly nextTermBaseLogPosition: number;
      readonly leadershipTermId: number;
      readonly termBaseLogPosition: number;
      /** Where the leader's log ends. */
      readonly logPosition: number;
      readonly commitPosition: number;
    }
  | { readonly kind: 'AppendPosition'; readonly leadershipTermId: number; readonly logPosition: number }
  | { readonly kind: 'CommitPosition'; readonly leadershipTermId: number; readonly logPosition: number }
  | { readonly kind: 'CatchupPosition'; readonly leadershipTermId: number; readonly logPosition: number }
  /**
   * A piece of the log, from the position `from` on. In Aeron it is no message of this protocol: the leader publishes the log, archives
   * record it, and the media driver sees to what is lost.
   */
  | {
      readonly kind: 'Log';
      readonly leadershipTermId: number;
      readonly from: number;
      readonly entries: Log;
    }
  /** To the leader's archive: send me a piece of your log. */
  | {
      readonly kind: 'ReplicateLog';
      readonly leadershipTermId: number;
      readonly from: number;
      readonly stopPosition: number;
    };

/** From a client to a member. */
export type IngressMessage =
  | { readonly kind: 'SessionConnectRequest'; readonly correlationId: number }
  | {
      readonly kind: 'SessionMessage';
      readonly clusterSessionId: number;
      readonly leadershipTermId: number;
      readonly payload: Payload;
    }
  | {
      readonly kind: 'SessionKeepAlive';
      readonly clusterSessionId: number;
      readonly leadershipTermId: number;
    }
  | {
      readonly kind: 'SessionCloseRequest';
      readonly clusterSessionId: number;
      readonly leadershipTermId: number;
    };

export type EventCode = 'OK' | 'ERROR' | 'REDIRECT' | 'AUTHENTICATION_REJECTED' | 'CLOSED';

/** From a member to a client. */
export type EgressMessage =
  | {
      readonly kind: 'SessionEvent';
      readonly code: EventCode;
      readonly clusterSessionId: number;
      readonly correlationId: number;
      readonly leadershipTermId: number;
      readonly leaderMemberId: number;
      readonly detail: string;
    }
  | {
      readonly kind: 'NewLeaderEvent';
      readonly clusterSessionId: number;
      readonly leadershipTermId: number;
      readonly leaderMemberId: number;
    }
  /** What a service has offered to the session. */
  | {
      readonly kind: 'SessionEgress';
      readonly clusterSessionId: number;
      readonly timestamp: number;
      readonly payload: Payload;
    };

export type ClusterMessage = ConsensusMessage | IngressMessage | EgressMessage;

export type Message<Kind extends ClusterMessage['kind']> = Extract<ClusterMessage, { readonly kind: Kind }>;
