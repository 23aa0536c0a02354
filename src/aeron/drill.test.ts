import { describe, expect, it } from 'vitest';
import type { Application } from './cluster.ts';
import { drill } from './drill.ts';
import type { ClientSession, Cluster, ClusteredService, ExclusivePublication, Image } from './service.ts';
import { ExpandableArrayBuffer, type DirectBuffer } from './buffer.ts';
import { auction, auctionProtocol, AuctionService } from './services/auction.ts';

const requests = [100, 90, 120, 130, 130, 110, 150, 160].map(
  (price, index) => `bid ${price} by ${index % 3}`,
);
const drilled = (service: () => ClusteredService, more = {}) =>
  drill({ service, protocol: auctionProtocol }, { requests, ...more });
/** An auction with something wrong in it. */
const spoilt = (spoil: (service: AuctionService) => Partial<ClusteredService>): Application['service'] => {
  return () => {
    const service = new AuctionService();
    return Object.assign(service, spoil(service));
  };
};

describe('a drill', () => {
  it.each([1, 2, 3, 4, 5, 6])('finds nothing in an auction that is as it should be (seed %i)', (seed) => {
    const { sentence, answers } = drill(auction, { requests, seed, refusals: seed % 3 });
    expect(sentence).toBeNull();
    expect(answers).toHaveLength(requests.length);
    expect(answers.at(-1)).toBe('accepted, best is 160 by 1');
  });

  it('finds a service that reads the clock', () => {
    const service = spoilt((it) => {
      const { onSessionMessage } = AuctionService.prototype;
      return {
        onSessionMessage(...values: Parameters<ClusteredService['onSessionMessage']>) {
          onSessionMessage.apply(it, values);
          Object.assign(it, { lastBidAt: Date.now() });
        },
      };
    });
    expect(drilled(service).sentence).toMatch(
      /^Member \d differs from member \d at log position \d+, after “.*”: lastBidAt is \d+ on member \d, and \d+ on member \d\. Both went/,
    );
  });

  it('finds a service that draws lots', () => {
    const service = spoilt((it) => ({
      onSessionOpen: () => Object.assign(it, { ticket: Math.floor(1_000_000 * Math.random()) }),
    }));
    expect(drilled(service).sentence).toMatch(/after SessionOpenEvent: ticket is/);
  });

  it('finds a service that decides by its role', () => {
    const service = spoilt((it) => {
      let cluster: Cluster;
      return {
        onStart: (given: Cluster, image: Image | null) => {
          cluster = given;
          AuctionService.prototype.onStart.call(it, given, image);
        },
        onNewLeadershipTermEvent: () => Object.assign(it, { wasLeader: cluster.role === 'LEADER' }),
      };
    });
    expect(drilled(service).sentence).toMatch(/wasLeader is (true|false)/);
    expect(drilled(service, { local: ['wasLeader'] }).sentence).toBeNull();
  });

  it('finds state that is not in the snapshot, and names the snapshot', () => {
    const service = spoilt((it) => {
      const { onSessionMessage } = AuctionService.prototype;
      return {
        onSessionMessage(...values: Parameters<ClusteredService['onSessionMessage']>) {
          onSessionMessage.apply(it, values);
          const { bids = 0 } = it as { bids?: number };
          Object.assign(it, { bids: bids + 1 });
        },
      };
    });
    expect(drilled(service).sentence).toMatch(
      /bids is .*Member \d had been restarted, from the snapshot at position \d+ and the log\./,
    );
  });

  it('finds a snapshot that is read and not put into place', () => {
    const service = spoilt((it) => ({
      onStart: (cluster: Cluster, image: Image | null) => {
        AuctionService.prototype.onStart.call(it, cluster, null);
        while (image && !image.isEndOfStream) image.poll(() => undefined, 1);
      },
    }));
    expect(drilled(service).sentence).toMatch(/auction\.bestPrice is \d+ on member \d, and \d+ on member \d/);
  });

  it('finds an offer whose refusal nobody looked at, by what is missing', () => {
    const service = spoilt(() => ({
      onTakeSnapshot: (publication: ExclusivePublication) => {
        const buffer = new ExpandableArrayBuffer();
        publication.offer(buffer, 0, 16);
      },
    }));
    expect(drilled(service, { refusals: 1 }).sentence).toMatch(/The snapshot is empty/);
  });

  it.each([
    'onStart',
    'onSessionOpen',
    'onSessionMessage',
    'onTakeSnapshot',
    'onRoleChange',
    'onNewLeadershipTermEvent',
  ] as const)('says which member, callback and position it was when a service throws in %s', (callback) => {
    const service = spoilt(() => ({
      [callback]: () => {
        throw new Error('the file is missing');
      },
    }));
    expect(drilled(service).sentence).toMatch(
      new RegExp(`The service of member \\d threw in ${callback} at log position \\d+: the file is missing`),
    );
  });

  it('refuses to let a service act where it is not told anything by the log', () => {
    const service = spoilt((it) => ({
      onStart: (cluster: Cluster, image: Image | null) => {
        AuctionService.prototype.onStart.call(it, cluster, image);
        cluster.scheduleTimer(1, 100);
      },
    }));
    expect(drilled(service).sentence).toMatch(/scheduling timers is not allowed from onStart/);
  });

  it('hands messages over at an offset: who reads from 0 reads something else', () => {
    const service = spoilt((it) => ({
      onSessionMessage: (
        session: ClientSession | null,
        timestamp: number,
        buffer: DirectBuffer,
        _offset: number,
        length: number,
        header: never,
      ) => AuctionService.prototype.onSessionMessage.call(it, session, timestamp, buffer, 0, length, header),
    }));
    expect(drilled(service).answers).not.toContain('accepted, best is 160 by 1');
  });
});
