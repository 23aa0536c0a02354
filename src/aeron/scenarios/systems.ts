export { systemFor } from '../setup.ts';
