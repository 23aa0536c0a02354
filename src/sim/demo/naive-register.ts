import { persist, reply, send } from '../effects.ts';
import type { SequentialModel } from '../linearizability/check.ts';
import { linearizable } from '../linearizability/promise.ts';
import type { NodeId, Program } from '../program.ts';
import type { System } from '../scenario/run.ts';

/**
 * A register on a primary and a backup, as it is often first written. The primary answers a write before the backup has it, and
 * each answers reads from what it knows. Whoever reads at the backup, or after the primary's disk is gone, finds the hole.
 */
export type RegisterCommand =
  | { readonly kind: 'put'; readonly key: string; readonly value: number }
  | { readonly kind: 'get'; readonly key: string };

export type RegisterReply = number | null | 'ok';

export interface Copy {
  readonly kind: 'copy';
  readonly key: string;
  readonly value: number;
}

export interface RegisterState {
  readonly backup: NodeId | null;
  readonly values: Readonly<Record<string, number>>;
}

export const naiveRegister: Program<RegisterState, Copy, RegisterCommand, RegisterReply> = {
  init: (self, nodes) => ({ backup: self === nodes[0] ? (nodes[1] ?? null) : null, values: {} }),

  step(state, input) {
    switch (input.kind) {
      case 'start':
        return {
          state: { ...state, values: (input.disk['values'] ?? {}) as RegisterState['values'] },
          effects: [],
        };
      case 'message': {
        const values = { ...state.values, [input.message.key]: input.message.value };
        return { state: { ...state, values }, effects: [persist('values', values)] };
      }
      case 'request': {
        const { command } = input;
        if (command.kind === 'get')
          return { state, effects: [reply(input, state.values[command.key] ?? null)] };
        const { key, value } = command;
        const values = { ...state.values, [key]: value };
        const copy = state.backup === null ? [] : [send(state.backup, { kind: 'copy', key, value } as const)];
        return {
          state: { ...state, values },
          effects: [persist('values', values, { sync: false }), reply(input, 'ok'), ...copy],
        };
      }
      case 'timer':
        return { state, effects: [] };
    }
  },
};

/** The register as its clients were promised it: one, and always the same. */
const model: SequentialModel<Readonly<Record<string, number>>, RegisterCommand, RegisterReply> = {
  machine: {
    initial: {},
    apply: (values, command) =>
      command.kind === 'get'
        ? { state: values, output: values[command.key] ?? null }
        : { state: { ...values, [command.key]: command.value }, output: 'ok' },
  },
  keyOf: ({ key }) => key,
};

export const system: System<RegisterState, Copy, RegisterCommand, RegisterReply> = {
  nodes: ['primary', 'backup'],
  program: () => naiveRegister,
  readCommand(words) {
    const [, key, value] = /^(?:get|put) (\w+)(?: (\d+))?$/.exec(words) ?? [];
    if (key !== undefined && words.startsWith('get') && value === undefined) return { kind: 'get', key };
    if (key !== undefined && words.startsWith('put') && value !== undefined)
      return { kind: 'put', key, value: Number(value) };
    throw new Error('Write: put x 5, or: get x');
  },
  inTheEnd: linearizable(model),
};
