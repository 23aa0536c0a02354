import {
  parseScenario,
  persist,
  runScenario,
  send,
  setTimer,
  shrink,
  tellStory,
  type Disk,
  type Effect,
  type Program,
  type ScenarioRun,
  type System,
  type Trace,
} from '#course/sim';
import { alone, seeds, stepsBefore } from '#suite';
import { describe, expect, it } from 'vitest';
import {
  pause,
  shipping,
  type Heard,
  type OrderEvent,
  type Parcel,
  type Said,
  type State,
} from '#exercise/events/order-shipping';

type Order = Extract<Heard, { kind: 'order' }>['found'];
type AnEffect = Effect<Heard | Said>;

const clock = 0;
const nodes = ['bus', 'orders', 'users', 'shipping'];

/** What `orders` and `users` know. */
const orders: Readonly<Record<number, Order>> = {
  7: { status: 'paid', user: 'ana' },
  8: { status: 'paid', user: 'bo' },
  9: { status: 'cancelled', user: 'ana' },
  10: { status: 'paid', user: 'cy' },
};
const addresses: Readonly<Record<string, string>> = { ana: 'Berlin', bo: 'Bonn' };

const event = (type: OrderEvent['type'], order: number, id = `${type}-${order}`): Heard => ({
  kind: 'event',
  id,
  event: { type, data: { order } },
});
const paid = (order: number, id?: string) => event('OrderPaid', order, id);
const cancelled = (order: number) => event('OrderCancelled', order);
const orderIs = (order: number, found = orders[order] ?? null): Heard => ({ kind: 'order', order, found });
const livesIn = (order: number, address: string): Heard => ({ kind: 'user', order, found: { address } });
const goneIs = (order: number): Heard => ({ kind: 'user', order, found: null });

const answerOf = (message: Said): Heard | undefined => {
  if (message.kind === 'ask-order') return orderIs(message.order);
  if (message.kind === 'publish') return { kind: 'kept', id: message.id };
  if (message.kind !== 'ask-user') return undefined;
  const address = addresses[message.user];
  return { kind: 'user', order: message.order, found: address === undefined ? null : { address } };
};
const senderOf = { event: 'bus', kept: 'bus', order: 'orders', user: 'users' } as const;

/**
 * The service at work, with its disk and all that it has done. With `crashAfter` the process ends when so many effects are carried out,
 * and starts again at once.
 */
class Service {
  state: State = shipping.init('shipping', nodes);
  disk: Disk = {};
  done: AnEffect[] = [];
  crashAfter = Infinity;

  constructor(crashAfter = Infinity) {
    this.start();
    this.crashAfter = this.done.length + crashAfter;
  }

  start(): readonly AnEffect[] {
    this.state = shipping.init('shipping', nodes);
    return this.take({ kind: 'start', clock, disk: structuredClone(this.disk) });
  }
  hear(...messages: readonly Heard[]): this {
    for (const message of messages) this.after(message);
    return this;
  }
  /** What it does when it hears this. */
  after = (message: Heard): readonly AnEffect[] =>
    this.take({ kind: 'message', clock, from: senderOf[message.kind], message });
  fire = (timer: string): readonly AnEffect[] => this.take({ kind: 'timer', clock, timer });

  /** Every question is answered, and every event kept, until nobody says anything. */
  talk(from = 0): this {
    for (let next = from; next < this.done.length && next < 200; next++) {
      const effect = this.done[next]!;
      const answer = effect.kind === 'send' ? answerOf(effect.message as Said) : undefined;
      if (answer) this.after(answer);
    }
    return this;
  }

  /** The same, and every timer fires once. */
  settle(): this {
    this.talk();
    for (const { timer } of timersOf(this.done)) this.fire(timer);
    return this.talk();
  }

  private take(input: Parameters<typeof shipping.step>[1]): readonly AnEffect[] {
    const step = shipping.step(structuredClone(this.state), input);
    this.state = step.state;
    for (const effect of step.effects) {
      if (this.done.length === this.crashAfter) {
        this.crashAfter = Infinity;
        return this.start();
      }
      this.done.push(effect);
      if (effect.kind === 'append') {
        const list = (this.disk[effect.key] ?? []) as readonly unknown[];
        this.disk = { ...this.disk, [effect.key]: [...list, effect.record] };
      }
    }
    return step.effects;
  }

  get parcels(): readonly Parcel[] {
    return (this.disk['shipments'] ?? []) as readonly Parcel[];
  }
  get shipped(): readonly number[] {
    return this.parcels.map(({ order }) => order);
  }
}

const said = (effects: readonly AnEffect[]) =>
  effects.flatMap((effect) =>
    effect.kind === 'send' ? [{ to: effect.to, ...(effect.message as Said) }] : [],
  );
/** All but what is said to make the bus stop. */
const asked = (effects: readonly AnEffect[]) => said(effects).filter(({ kind }) => kind !== 'acknowledge');
const acknowledged = (effects: readonly AnEffect[]) =>
  said(effects).flatMap((each) => (each.kind === 'acknowledge' ? [each.id] : []));
const published = (effects: readonly AnEffect[]) =>
  said(effects).flatMap((each) => (each.kind === 'publish' ? [each] : []));
const timersOf = (effects: readonly AnEffect[]) =>
  effects.flatMap((effect) => (effect.kind === 'setTimer' ? [effect] : []));

const askOrder = (order: number) => ({ to: 'orders', kind: 'ask-order', order });
const askUser = (order: number, user: string) => ({ to: 'users', kind: 'ask-user', user, order });
const orderShipped = (order: number): Said => ({
  kind: 'publish',
  id: `shipped-${order}`,
  event: { type: 'OrderShipped', data: { order } },
});

const onceStepsPass = stepsBefore('The whole shop runs once no test of a single step fails.');

describe('an order that is paid', () => {
  it('is asked about first, and its user next: the event says neither what it is nor where it goes', () => {
    const service = new Service();
    expect({
      'at OrderPaid': asked(service.after(paid(7))),
      'at the order': asked(service.after(orderIs(7))),
    }).toEqual({ 'at OrderPaid': [askOrder(7)], 'at the order': [askUser(7, 'ana')] });
  });

  it('goes to the address that users gives, and the bus is told', () => {
    const service = new Service().hear(paid(7), orderIs(7));
    const effects = service.after(livesIn(7, 'Berlin'));
    expect({ parcels: service.parcels, told: asked(effects) }).toEqual({
      parcels: [{ order: 7, address: 'Berlin' }],
      told: [{ to: 'bus', ...orderShipped(7) }],
    });
  });

  it('is shipped once, however often its event comes, and although a second one says the same', () => {
    const service = new Service().hear(paid(7), paid(7), orderIs(7), paid(7, 'again'));
    service.hear(livesIn(7, 'Berlin'));
    const said = service.done.length;
    service.hear(paid(7), paid(7, 'again')).talk(said).hear(paid(7)).talk(said);
    expect(service.shipped).toEqual([7]);
  });

  it('is shipped once although the answers come twice', () => {
    const service = new Service().hear(paid(7), orderIs(7), orderIs(7), livesIn(7, 'Berlin'));
    service.hear(livesIn(7, 'Berlin'), orderIs(7), livesIn(7, 'Berlin')).talk();
    service.hear(orderIs(7), livesIn(7, 'Berlin'));
    expect(service.shipped).toEqual([7]);
  });

  it('gets its own answers and no other’s, in whichever order they come', () => {
    const service = new Service().hear(paid(7), paid(8), orderIs(8), orderIs(7));
    service.hear(livesIn(8, 'Bonn'), livesIn(7, 'Berlin'));
    expect(service.parcels).toEqual([
      { order: 8, address: 'Bonn' },
      { order: 7, address: 'Berlin' },
    ]);
  });
});

describe('not shipped is an order', () => {
  it('of which orders says that it is cancelled, although the event says that it is paid', () => {
    expect(new Service().hear(paid(9)).talk().shipped).toEqual([]);
  });

  it('of which OrderCancelled is heard, before OrderPaid or after, until the parcel has left', () => {
    const late = new Service().hear(paid(7)).talk();
    late.hear(cancelled(7)).talk();
    expect({
      'cancelled, paid': new Service().hear(cancelled(7), paid(7)).talk().shipped,
      'paid, cancelled': new Service().hear(paid(7), cancelled(7)).talk().shipped,
      'paid, answered, cancelled': new Service().hear(paid(7), orderIs(7), cancelled(7)).talk().shipped,
      'paid, shipped, cancelled': late.shipped,
    }).toEqual({
      'cancelled, paid': [],
      'paid, cancelled': [],
      'paid, answered, cancelled': [],
      'paid, shipped, cancelled': [7],
    });
  });

  it('of which orders says so only at the second time, while users is asked', () => {
    const service = new Service().hear(paid(7), orderIs(7), orderIs(7, { status: 'cancelled', user: 'ana' }));
    expect(service.hear(livesIn(7, 'Berlin')).shipped).toEqual([]);
  });

  it('that does not exist, or whose user is gone; and nobody is asked about it any more', () => {
    const found = [99, 10].map((order) => {
      const service = new Service().hear(paid(order)).talk();
      const timer = timersOf(service.done)[0]?.timer ?? '';
      return { shipped: service.shipped, 'asked again': asked(service.fire(timer)) };
    });
    expect(found).toEqual([
      { shipped: [], 'asked again': [] },
      { shipped: [], 'asked again': [] },
    ]);
  });

  it('that nobody has paid, whatever is answered', () => {
    const service = new Service().hear(paid(7), event('OrderPlaced', 8), orderIs(8), livesIn(8, 'Bonn'));
    service.hear(orderIs(9), livesIn(9, 'Berlin'), livesIn(7, 'Berlin'));
    expect(service.shipped).toEqual([]);
  });
});

const timerOf = (service: Service) => timersOf(service.done)[0]!.timer;
const ordersIn = (effects: readonly AnEffect[]) =>
  asked(effects).flatMap((each) => {
    if (each.kind === 'publish') return [each.event.data.order];
    return 'order' in each ? [each.order] : [];
  });

describe('while nobody answers', () => {
  it('shipping asks again when the timer of the order fires, the same as before', () => {
    const service = new Service();
    const questions = [paid(7), orderIs(7)].map((message) => {
      const first = asked(service.after(message));
      const timer = timerOf(service);
      return { first, again: [asked(service.fire(timer)), asked(service.fire(timer))] };
    });
    expect(questions.map(({ again }) => again)).toEqual(questions.map(({ first }) => [first, first]));
  });

  it('it waits longer each time, as `pause` says, and begins at 0 tries with a new question', () => {
    const waits = (effects: readonly AnEffect[]) => timersOf(effects).map(({ after }) => after);
    const service = new Service();
    const first = [waits(service.after(paid(7)))];
    const timer = timerOf(service);
    for (let tries = 1; tries <= 6; tries++) first.push(waits(service.fire(timer)));
    const second = [waits(service.after(orderIs(7))), waits(service.fire(timer))];
    expect({ orders: first.flat(), users: second.flat() }).toEqual({
      orders: [0, 1, 2, 3, 4, 5, 6].map(pause),
      users: [0, 1].map(pause),
    });
  });

  it('it does not give up, and ships when the answer comes at last', () => {
    const service = new Service().hear(paid(7));
    const timer = timerOf(service);
    for (let tries = 0; tries < 60; tries++) service.fire(timer);
    const again = ordersIn(service.fire(timer));
    expect({ again, shipped: service.hear(orderIs(7), livesIn(7, 'Berlin')).shipped }).toEqual({
      again: [7],
      shipped: [7],
    });
  });

  it('another order goes its way', () => {
    const service = new Service().hear(paid(7), paid(8));
    const timers = [...new Set(timersOf(service.done).map(({ timer }) => timer))];
    const again = timers.map((timer) => ordersIn(service.fire(timer)));
    expect({ again, shipped: service.hear(orderIs(8), livesIn(8, 'Bonn')).shipped }).toEqual({
      again: [[7], [8]],
      shipped: [8],
    });
  });
});

describe('the bus', () => {
  it('has every event acknowledged, also when it comes again or says nothing to shipping', () => {
    const events = [paid(7), paid(7), event('OrderPlaced', 8), cancelled(7), cancelled(7), paid(7, 'second')];
    const service = new Service();
    expect(events.map((each) => acknowledged(service.after(each)))).toEqual([
      ['OrderPaid-7'],
      ['OrderPaid-7'],
      ['OrderPlaced-8'],
      ['OrderCancelled-7'],
      ['OrderCancelled-7'],
      ['second'],
    ]);
  });

  it('is told of a parcel until it has kept the news, and no longer', () => {
    const tooLate = [cancelled(7), orderIs(7, null), orderIs(7, orders[9]), goneIs(7)];
    const told = tooLate.map((message) => {
      const service = new Service().hear(paid(7), orderIs(7), livesIn(7, 'Berlin'), message);
      const timer = timerOf(service);
      const before = published(service.fire(timer)).length;
      service.hear({ kind: 'kept', id: 'shipped-7' });
      return [before, published(service.fire(timer)).length];
    });
    expect(told).toEqual(tooLate.map(() => [1, 0]));
  });
});

/** All that can happen to the service, with a crash behind so many effects. The bus delivers again what was not acknowledged. */
function crashed(effects: number): Service {
  const service = new Service(effects).hear(paid(7), cancelled(9), paid(9), paid(8)).talk();
  const known = acknowledged(service.done);
  if (!known.includes('OrderPaid-7')) service.hear(paid(7));
  if (!known.includes('OrderPaid-8')) service.hear(paid(8));
  return service.settle();
}
const moments = Array.from({ length: 26 }, (_, effects) => effects);
const wrongAfter = (isWrongNow: (service: Service) => boolean) => ({
  'wrong after a crash behind this many effects': moments.filter((effects) => isWrongNow(crashed(effects))),
});
const never = { 'wrong after a crash behind this many effects': [] };

describe('a crash, wherever it strikes,', () => {
  it('takes no paid order away whose event was acknowledged', () => {
    const lost = ({ shipped }: Service) => !shipped.includes(7) || !shipped.includes(8);
    expect(wrongAfter(lost)).toEqual(never);
  });

  it('takes no cancellation away whose event was acknowledged', () => {
    const effects = new Service().after(cancelled(8));
    const acknowledgement = effects.findIndex(({ kind }) => kind === 'send');
    const late = effects.slice(acknowledgement).filter(({ kind }) => kind === 'append');
    expect({ 'written down when it was acknowledged': late }).toEqual({
      'written down when it was acknowledged': [],
    });
  });

  it('makes no second parcel', () => {
    expect(wrongAfter(({ shipped }) => new Set(shipped).size < shipped.length)).toEqual(never);
  });

  it('leaves no parcel untold, and has none told of that has not left', () => {
    const told = (done: readonly AnEffect[]) => published(done).map(({ event }) => event.data.order);
    const untold = ({ done, shipped }: Service) => shipped.some((order) => !told(done).includes(order));
    const early = ({ done }: Service) => {
      const left = done.findIndex((effect) => effect.kind === 'append' && effect.key === 'shipments');
      return told(left < 0 ? done : done.slice(0, left)).length > 0;
    };
    expect(wrongAfter((service) => untold(service) || early(service))).toEqual(never);
  });

  it('does not have what is settled taken up again', () => {
    const service = () => new Service().hear(paid(7), paid(9), cancelled(8)).settle();
    const [before, after] = [service(), service()];
    expect(ordersIn(after.hear(paid(10)).start())).toEqual([10]);
    expect(ordersIn(after.after(paid(8)))).toEqual(ordersIn(before.after(paid(8))));
  });
});

it('leaves the state that came in as it was', () => {
  const messages = [paid(7), cancelled(8), orderIs(7), livesIn(7, 'Berlin'), answerOf(orderShipped(7))!];
  const service = new Service();
  for (const message of messages) {
    const { state } = service;
    const before = structuredClone(state);
    shipping.step(state, { kind: 'message', clock, from: senderOf[message.kind], message });
    shipping.step(state, { kind: 'timer', clock, timer: 'order-7' });
    expect(state).toEqual(before);
    service.hear(message);
  }
});

/** The guard ends an endless loop, and not a long run in which every step is short. */
declare const __lockstep: { turn(): void };
type Node = Program<unknown, Heard | Said, string>;

const watched: Node = {
  ...(shipping as Node),
  step(state, input) {
    __lockstep.turn();
    return shipping.step(state as State, input);
  },
};

/** `orders` or `users`: what it knows outlives its crashes. */
const answering: Node = {
  init: () => null,
  step(state, input) {
    const answer = input.kind === 'message' ? answerOf(input.message as Said) : undefined;
    return { state, effects: answer ? [send('shipping', answer)] : [] };
  },
};

interface Bus {
  /** Delivered again and again until they are acknowledged. */
  readonly open: readonly Extract<Heard, { kind: 'event' }>[];
  readonly kept: readonly string[];
}

/** Everything that it knows is on its disk. */
const bus: Program<Bus, Heard | Said, string> = {
  init: () => ({ open: [], kept: [] }),
  step({ open, kept }, input) {
    const be = (state: Bus, ...then: AnEffect[]) => ({ state, effects: [persist('bus', state), ...then] });
    const deliver = [...open.map((each) => send('shipping', each)), setTimer('deliver', 150)];
    if (input.kind === 'start')
      return be((input.disk['bus'] ?? { open, kept }) as Bus, setTimer('deliver', 150));
    if (input.kind === 'timer') return { state: { open, kept }, effects: deliver };
    if (input.kind === 'request') {
      const [type, order] = input.command.split(' ');
      const news = event(type as OrderEvent['type'], Number(order));
      return be({ open: [...open, news as Bus['open'][number]], kept }, send('shipping', news));
    }
    const message = input.message as Said;
    if (message.kind === 'acknowledge') return be({ open: open.filter(({ id }) => id !== message.id), kept });
    if (message.kind !== 'publish') return { state: { open, kept }, effects: [] };
    return be({ open, kept: [...new Set([...kept, message.id])] }, send('shipping', answerOf(message)!));
  },
};

const shop: System<unknown, Heard | Said, string> = {
  nodes,
  program: (node) => (node === 'shipping' ? watched : node === 'bus' ? (bus as Node) : answering),
  clients: { retryAfter: 300, tries: 1 },
  inTheEnd: wrongParcel,
};

const storm = parseScenario(
  `at 10ms client shop sends OrderPaid 7 to bus
   at 20ms crash shipping after effect 1
   at 30ms client shop sends OrderCancelled 9 to bus
   at 40ms client shop sends OrderPaid 9 to bus
   at 60ms client shop sends OrderPaid 8 to bus
   at 60ms loss 20%
   at 60ms duplication 30%
   at 60ms reordering 30%
   at 150ms restart shipping
   at 155ms crash shipping after effect 2
   at 195ms restart shipping
   at 200ms crashes every 300ms for 50ms to 500ms until 5s
   at 400ms crash shipping after append
   at 500ms restart shipping
   at 900ms crash shipping after append
   at 1000ms restart shipping
   at 5s loss 0%
   at 7s restart shipping
   until 12s`,
  shop,
);

const parcelsOf = ({ events }: Trace): readonly Parcel[] =>
  events.flatMap((each) =>
    each.kind === 'write' && each.node === 'shipping' && each.key === 'shipments'
      ? [each.value as Parcel]
      : [],
  );

/** What must never be, whatever happens. */
function wrongParcel(trace: Trace): string | undefined {
  const due: Readonly<Record<number, string>> = { 7: 'Berlin', 8: 'Bonn' };
  const parcels = parcelsOf(trace);
  const stray = parcels.find(({ order, address }) => due[order] !== address);
  if (stray) return `a parcel of order ${stray.order} went to ${stray.address}.`;
  const again = parcels.find(({ order }, at) => parcels.findIndex((each) => each.order === order) < at);
  return again && `order ${again.order} has been shipped twice.`;
}

/** What must be, when all faults have been over for long. */
function lacking({ trace, world }: ScenarioRun): string | undefined {
  const shipped = parcelsOf(trace).map(({ order }) => order);
  const { kept } = world.state('bus') as Bus;
  const order = [7, 8].find((each) => !shipped.includes(each) || !kept.includes(`shipped-${each}`));
  if (order === undefined) return undefined;
  const what = shipped.includes(order) ? 'been shipped, and the bus does not know' : 'not been shipped';
  return `order ${order} was paid, and has ${what}, 5 seconds after the last fault.`;
}

describe('in a shop where messages get lost, come twice and overtake, and everything crashes,', () => {
  const underSeeds = (title: string, hold: (seed: number) => void) =>
    it(title, { timeout: 10_000 }, async ({ skip }) => {
      onceStepsPass({ skip });
      for (const seed of seeds(20)) {
        hold(seed);
        await new Promise((done) => setTimeout(done));
      }
    });

  underSeeds('no order is shipped twice, none that was cancelled, and none to a wrong address', (seed) => {
    const shrunk = shrink(shop, { ...storm, seed }, { runs: 300 });
    if (shrunk) expect.fail(tellStory(shrunk));
  });

  underSeeds('every paid order is shipped and told in the end', (seed) => {
    const sentence = lacking(runScenario(shop, { ...storm, seed }));
    if (sentence !== undefined)
      expect.fail(`With seed ${seed}: ${sentence}\n${alone('events/order-shipping', seed)}`);
  });
});
