import { architectures, type ArchitectureName, type FaultSwitch } from '../../events/shop/architecture.ts';
import type { Time } from '../../sim/index.ts';

/** Everything that the reader has set: a run is the same whenever its setting is. */
export interface Setting {
  readonly architecture: ArchitectureName;
  readonly faults: readonly FaultId[];
  readonly seed: number;
  /** Where the reader looks; null for the end of the run. */
  readonly at: Time | null;
}

export interface FaultChoice {
  readonly words: string;
  /** When, and how much. */
  readonly about: string;
  readonly does: FaultSwitch;
}

/** How long the network misbehaves: until every request of the story has been made. */
const storyEnd = 1500;

/** What can be switched on, placed where the standard story has something to lose. */
export const faultChoices = {
  'orders-down': {
    words: 'orders is down',
    about: 'from 480 to 690 ms: a payment is taken, and nobody answers for it',
    does: { kind: 'down', node: 'orders', from: 480, until: 690 },
  },
  'users-down': {
    words: 'users is down',
    about: 'from 440 to 850 ms: nobody tells an address',
    does: { kind: 'down', node: 'users', from: 440, until: 850 },
  },
  'shipping-down': {
    words: 'shipping is down',
    about: 'from 690 to 1000 ms: orders are paid, and none is packed',
    does: { kind: 'down', node: 'shipping', from: 690, until: 1000 },
  },
  cut: {
    words: 'users is cut off',
    about: 'from 705 to 1000 ms: it runs, and no service hears from it',
    does: { kind: 'cut', node: 'users', from: 705, until: 1000 },
  },
  loss: {
    words: 'messages get lost',
    about: 'one in ten, until 1500 ms',
    does: { kind: 'network', loss: 0.1, until: storyEnd },
  },
  duplicates: {
    words: 'messages repeat',
    about: 'one in five, until 1500 ms',
    does: { kind: 'network', duplication: 0.2, until: storyEnd },
  },
  reordering: {
    words: 'messages overtake',
    about: 'one in four makes a detour, until 1500 ms',
    does: { kind: 'network', reordering: 0.25, until: storyEnd },
  },
} as const satisfies Readonly<Record<string, FaultChoice>>;

export type FaultId = keyof typeof faultChoices;
export const faultIds = Object.keys(faultChoices) as readonly FaultId[];

/** The first payment is on its way to those who are to act on it. */
export const opening: Setting = { architecture: 'notification', faults: [], seed: 1, at: 487 };

export const toggle = (setting: Setting, fault: FaultId): Setting => {
  const isOn = setting.faults.includes(fault);
  return {
    ...setting,
    faults: faultIds.filter((id) => (id === fault ? !isOn : setting.faults.includes(id))),
  };
};

/** One record for the network: each of its settings would put the others back to nothing. */
export function switchesOf(faults: readonly FaultId[]): readonly FaultSwitch[] {
  const all = faults.map((id): FaultSwitch => faultChoices[id].does);
  const network = all.filter((each) => each.kind === 'network');
  const rest = all.filter((each) => each.kind !== 'network');
  return network.length === 0 ? rest : [...rest, Object.assign({}, ...network) as FaultSwitch];
}

export const isArchitecture = (name: string): name is ArchitectureName =>
  (architectures as readonly string[]).includes(name);
export const isFault = (name: string): name is FaultId => Object.hasOwn(faultChoices, name);
