import { commandSourcing } from '../shop/command-sourcing/index.ts';

export const system = commandSourcing.system();
