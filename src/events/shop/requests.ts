import type { ShopQuery, ShopRequest } from './story.ts';

export const isQuery = (request: ShopRequest): request is ShopQuery =>
  request.kind === 'list-users' || request.kind === 'list-shipped' || request.kind === 'show-revenue';

/** Somebody asks a service for what another does. */
export const notMine = ({ kind }: ShopRequest): string =>
  `This service takes no ${kind}. Ask the one that does.`;
