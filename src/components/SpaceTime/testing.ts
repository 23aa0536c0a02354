import { note, reply, sendAll, type Program, type System } from '../../sim/index.ts';

interface State {
  readonly role: 'leader' | 'follower';
  readonly taken: readonly string[];
}

/** n1 passes on what it is asked to n2 and n3, who take it. */
export const relay: System<State, string, string, string> = {
  nodes: ['n1', 'n2', 'n3'],
  program: (node): Program<State, string, string, string> => ({
    init: () => ({ role: node === 'n1' ? 'leader' : 'follower', taken: [] }),
    step(state, input) {
      const take = (command: string): State => ({ ...state, taken: [...state.taken, command] });
      if (input.kind === 'request')
        return {
          state: take(input.command),
          effects: [...sendAll(['n2', 'n3'], input.command), reply(input, 'done')],
        };
      if (input.kind === 'message' && input.message !== 'ping')
        return { state: take(input.message), effects: [note(`took ${input.message}`)] };
      return { state, effects: [] };
    },
  }),
  readCommand: (words) => words,
};
