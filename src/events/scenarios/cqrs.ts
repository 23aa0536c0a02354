import { cqrsSystem } from '../shop/cqrs/index.ts';

export const system = cqrsSystem({ spare: true });
