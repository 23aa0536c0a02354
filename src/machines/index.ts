export { run, type StateMachine, type Transition } from './machine.ts';
