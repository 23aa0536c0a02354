export * from './buffer.ts';
export * from './service.ts';
export { clusterSystem, membersOf, type Application, type ClusterOptions } from './cluster.ts';
export { auction, AuctionService, auctionProtocol } from './services/auction.ts';
export { aeronDefaults, quick, type Timings } from './timings.ts';
export { drill, type Drilled, type DrillOptions } from './drill.ts';
export { clusterPromises } from './promises.ts';
export type { ClusterMessage, EgressMessage, EventCode, IngressMessage } from './messages.ts';
