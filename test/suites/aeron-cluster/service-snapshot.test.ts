import {
  BACK_PRESSURED,
  bufferOf,
  bytesOf,
  CLOSED,
  drill,
  ExpandableArrayBuffer,
  NOT_CONNECTED,
  type Application,
  type Bytes,
  type Cluster,
  type ExclusivePublication,
  type Image,
} from '#course/aeron';
import { stepsBefore } from '#suite';
import { describe, expect, it } from 'vitest';
import { BoxOfficeService } from '#exercise/aeron-cluster/service-snapshot';

/** The layouts, written down once more: nothing of what is expected comes from the answer. */
function header(version: number, seatsLeft: number, nextReservationId: number, reservations: number): Bytes {
  const buffer = new ExpandableArrayBuffer();
  buffer.putInt(0, version);
  buffer.putLong(4, seatsLeft);
  buffer.putLong(12, nextReservationId);
  buffer.putInt(20, reservations);
  return bytesOf(buffer, 0, 24);
}

function reservation(id: number, seats: number, customer: string): Bytes {
  const buffer = new ExpandableArrayBuffer();
  buffer.putLong(0, id);
  buffer.putLong(8, seats);
  return bytesOf(buffer, 0, 16 + buffer.putStringAscii(16, customer));
}

/** Fragments in words, for whoever reads what a test expected. */
function tell(fragments: readonly Bytes[]): readonly string[] {
  return fragments.map((bytes, index) => {
    const buffer = bufferOf(bytes);
    const length = `${buffer.capacity} bytes`;
    try {
      return index === 0
        ? `header of ${length}: version ${buffer.getInt(0)}, ${buffer.getLong(4)} seats left, next id ${buffer.getLong(12)}, ${buffer.getInt(20)} reservations`
        : `reservation of ${length}: ${buffer.getLong(0)}, ${buffer.getLong(8)} seats for ${buffer.getStringAscii(16)}`;
    } catch {
      return `${length} that are no ${index === 0 ? 'header' : 'reservation'}: ${bytes}`;
    }
  });
}

/** A hundred seats; 1 and 3 are reserved and not paid, 2 is paid. */
const written = [header(2, 84, 4, 2), reservation(1, 4, 'ana'), reservation(3, 10, 'clara')];

/** Whoever tries 1,000 times and does not idle, would do so for ever. */
const patience = 1_000;

/** A cluster that notes what it is asked for, and how often the service idled. */
function createCluster() {
  const asked: string[] = [];
  const noted = <Result>(what: string, result: Result) => {
    asked.push(what);
    return result;
  };
  let idles = 0;
  const cluster: Cluster = {
    memberId: 0,
    role: 'FOLLOWER',
    logPosition: 640,
    time: () => 5_000,
    timeUnit: 'MILLISECONDS',
    getClientSession: () => null,
    clientSessions: () => [],
    closeClientSession: () => false,
    scheduleTimer: (id) => noted(`schedule timer ${id}`, true),
    cancelTimer: (id) => noted(`cancel timer ${id}`, true),
    offer: () => noted('offer a message', 640),
    idleStrategy: { reset: () => undefined, idle: (work = 0) => void (idles += work > 0 ? 0 : 1) },
  };
  return { cluster, asked, idles: () => idles };
}
type FakeCluster = ReturnType<typeof createCluster>;

interface ImageOptions {
  readonly offset?: number;
  /** What a poll hands over at most. */
  readonly atOnce?: number;
  /** Nothing more comes until this one has idled. */
  readonly slowFor?: FakeCluster;
  readonly lends?: boolean;
}

/** A recorded snapshot. What stands behind a fragment in the buffer is not part of it. */
function imageOf(
  fragments: readonly Bytes[],
  { offset = 0, atOnce = Infinity, slowFor, lends }: ImageOptions,
): Image {
  let next = 0;
  let idled = 0;
  let inVain = 0;
  return {
    poll(handler, fragmentLimit) {
      if (slowFor?.idles() === idled && next < fragments.length) {
        if ((inVain += 1) > patience)
          throw new Error('1,000 polls handed over nothing, and the service did not idle in between.');
        return 0;
      }
      idled = slowFor?.idles() ?? 0;
      inVain = 0;
      const coming = fragments.slice(next, next + Math.min(fragmentLimit, atOnce));
      for (const bytes of coming) {
        const length = bytes.length / 2;
        const buffer = bufferOf(`${bytes}${'00'.repeat(64)}`, offset);
        next += 1;
        handler(buffer, offset, length, { position: 64 * next });
        if (lends) for (let at = 0; at < buffer.capacity; at++) buffer.putByte(at, 0);
      }
      return coming.length;
    },
    get isEndOfStream() {
      return next >= fragments.length;
    },
  };
}

/** A service that has been started from such a snapshot. */
function restored(fragments: readonly Bytes[], options: ImageOptions = {}, fake = createCluster()) {
  const service = new BoxOfficeService();
  service.onStart(fake.cluster, imageOf(fragments, options));
  return service;
}

const summary = ({ office }: BoxOfficeService) => ({
  'seats left': office.seatsLeft,
  'next id': office.nextReservationId,
  reservations: Object.fromEntries(office.reservations),
});

/** A service that has gone through all of that, and its cluster. */
function atWork(fake = createCluster()) {
  const service = new BoxOfficeService();
  service.onStart(fake.cluster, null);
  service.office.reserve('ana', 4);
  service.office.reserve('bo', 2);
  service.office.reserve('clara', 10);
  service.office.pay(2);
  return service;
}

function snapshotOf(service: BoxOfficeService): readonly Bytes[] {
  const fragments: Bytes[] = [];
  service.onTakeSnapshot({
    offer: (buffer, offset, length) => fragments.push(bytesOf(buffer, offset, length)),
    get position() {
      return fragments.length;
    },
  });
  return fragments;
}

const noError = 'No SnapshotError came.';
/** What was thrown, or that nothing was. */
function sentenceOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Error && error.name === 'SnapshotError') return error.message;
    throw error;
  }
  return noError;
}

const onceStepsPass = stepsBefore('Members are drilled once no test of a single service fails.');

describe('a snapshot', () => {
  it('begins with a header: version, seats left, next id, and how many reservations follow', () => {
    expect(tell(snapshotOf(atWork()).slice(0, 1))).toEqual(tell(written.slice(0, 1)));
  });

  it('goes on with a fragment for each reservation that is not paid, in the order of the map', () => {
    expect(tell(snapshotOf(atWork())).slice(1)).toEqual(tell(written).slice(1));
  });

  it('that is taken again is the same: nothing is left over from the one before', () => {
    const service = atWork();
    const first = tell(snapshotOf(service));
    expect(tell(snapshotOf(service))).toEqual(first);
  });

  it('of an office without reservations is a header, and whole', () => {
    const service = new BoxOfficeService();
    service.onStart(createCluster().cluster, null);
    expect({
      written: tell(snapshotOf(service)),
      loaded: sentenceOf(() => restored([header(2, 40, 9, 0)])),
    }).toEqual({
      written: tell([header(2, 100, 1, 0)]),
      loaded: noError,
    });
  });

  it('is offered again, the same fragment, for as long as the publication is back-pressured', () => {
    const fake = createCluster();
    const fragments: Bytes[] = [];
    let idledBefore = 0;
    let refused = 0;
    // Each fragment is taken once the service has idled fifty times.
    const publication: ExclusivePublication = {
      offer(buffer, offset, length) {
        if (fake.idles() - idledBefore < 50) {
          if ((refused += 1) > patience)
            throw new Error('1,000 offers were refused, and the service did not idle in between.');
          return BACK_PRESSURED;
        }
        idledBefore = fake.idles();
        return fragments.push(bytesOf(buffer, offset, length));
      },
      position: 0,
    };
    atWork(fake).onTakeSnapshot(publication);
    expect(tell(fragments)).toEqual(tell(snapshotOf(atWork())));
  });

  it('is given up with a SnapshotError when the publication is closed or not connected', () => {
    const endBy = (reason: number) => {
      const service = atWork();
      let offers = 0;
      // The header is taken, and what comes next is not.
      const publication: ExclusivePublication = {
        offer: () => ((offers += 1) === 1 || offers > patience ? offers : reason),
        position: 0,
      };
      const sentence = sentenceOf(() => service.onTakeSnapshot(publication));
      if (offers > patience) return 'It was offered 1,000 times.';
      return sentence === noError ? noError : 'given up';
    };
    expect({ CLOSED: endBy(CLOSED), NOT_CONNECTED: endBy(NOT_CONNECTED) }).toEqual({
      CLOSED: 'given up',
      NOT_CONNECTED: 'given up',
    });
  });
});

describe('a service that starts from a snapshot', () => {
  it('has the seats that were left, and no other number of them', () => {
    expect(restored(written).office.seatsLeft).toBe(84);
  });

  it('gives the next reservation an id that none has had', () => {
    const { office } = restored([header(2, 90, 7, 1), reservation(2, 4, 'ana')]);
    expect(office.reserve('dora', 1)).toBe(7);
  });

  it('knows what the pending timers mean: when one fires, the seats of its reservation are free again', () => {
    const service = restored(written);
    const before = service.office.seatsLeft;
    const pending = Object.fromEntries(service.office.reservations);
    service.onTimerEvent(3);
    expect({
      pending,
      'after timer 3': Object.fromEntries(service.office.reservations),
      'seats that it frees': service.office.seatsLeft - before,
    }).toEqual({
      pending: { 1: { customer: 'ana', seats: 4 }, 3: { customer: 'clara', seats: 10 } },
      'after timer 3': { 1: { customer: 'ana', seats: 4 } },
      'seats that it frees': 10,
    });
  });

  it('asks for no timer: those that are pending are in the snapshot of the consensus module', () => {
    const fake = createCluster();
    restored(written, {}, fake);
    expect(fake.asked).toEqual([]);
  });

  it('polls until the end of the image: a poll that hands over few fragments, or none yet, is not the end', () => {
    const slowFor = createCluster();
    expect(summary(restored(written, { atOnce: 1, slowFor }, slowFor))).toEqual(summary(restored(written)));
  });

  it('reads a fragment at its offset', () => {
    expect(summary(restored(written, { offset: 32 }))).toEqual(summary(restored(written)));
  });

  it('keeps nothing of a buffer that was lent to it', () => {
    expect(summary(restored(written, { lends: true }))).toEqual(summary(restored(written)));
  });
});

describe('a SnapshotError refuses', () => {
  const expectRefused = (fragments: readonly Bytes[]) => {
    if (sentenceOf(() => restored(fragments)) !== noError) return;
    const image = fragments.length === 0 ? ['(nothing)'] : tell(fragments);
    expect.fail(`The service has started, with no SnapshotError, from this snapshot:\n${image.join('\n')}`);
  };

  it('a snapshot of another version, with a sentence that names both', () => {
    // The next version has one more int in its header.
    const others = { 1: header(1, 84, 4, 0), 3: `${header(3, 84, 4, 0)}05000000` };
    const found = Object.entries(others).map(([version, fragment]) => {
      const sentence = sentenceOf(() => restored([fragment]));
      const both = new RegExp(`\\b(${version}\\b.*\\b2|2\\b.*\\b${version})\\b`);
      return both.test(sentence) ? `names ${version} and 2` : sentence;
    });
    expect(found).toEqual(['names 1 and 2', 'names 3 and 2']);
  });

  it('an image with nothing in it', () => {
    expectRefused([]);
  });

  it('a snapshot that ends before its last reservation', () => {
    expectRefused(written.slice(0, 2));
    expectRefused(written.slice(0, 1));
  });

  it('a snapshot that goes on behind its last reservation', () => {
    expectRefused([...written, reservation(4, 1, 'dora')]);
  });

  it('a header that is shorter or longer than its layout', () => {
    expectRefused([header(2, 84, 4, 0).slice(0, 2 * 20)]);
    expectRefused([`${header(2, 84, 4, 0)}00000000`]);
  });

  it('a reservation that is shorter or longer than its layout', () => {
    const [first, ana] = [header(2, 84, 4, 1), reservation(1, 4, 'ana')];
    for (const bytes of [8, 18, 22]) expectRefused([first, ana.slice(0, 2 * bytes)]);
    expectRefused([first, `${ana}00`]);
  });
});

/** Requests in words: `reserve 4 for ana`, `pay 1`. */
const protocol: Application['protocol'] = {
  encode(words, requestId, buffer) {
    const [, seats, customer] = /^reserve (\d+) for (\w+)$/.exec(words) ?? [];
    buffer.putLong(0, requestId);
    buffer.putByte(8, seats === undefined ? 2 : 1);
    buffer.putLong(9, Number(seats ?? words.replace('pay ', '')));
    return 17 + buffer.putStringAscii(17, customer ?? '');
  },
  decode: (buffer) => ({
    correlationId: buffer.getLong(0),
    words: `${buffer.getLong(8)}, and ${buffer.getLong(16)} seats are left`,
  }),
};

describe('three members that are restarted from their snapshots', () => {
  it('agree at every position of the log', ({ skip }) => {
    onceStepsPass({ skip });
    const requests = ['ana', 'bo', 'clara', 'dora', 'eve', 'finn', 'gil', 'hana'].flatMap(
      (customer, index) => [
        `reserve ${index + 1} for ${customer}`,
        ...(index % 3 === 1 ? [`pay ${index}`] : []),
      ],
    );
    const sentences = [0, 2].map((refusals) => {
      const application = { service: () => new BoxOfficeService(), protocol };
      return drill(application, { requests, refusals }).sentence;
    });
    expect(sentences).toEqual([null, null]);
  });
});
