import { eventSourcing } from '../shop/event-sourcing/index.ts';

export const system = eventSourcing.system();
