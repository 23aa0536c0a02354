export {
  bufferOf,
  bytesOf,
  ExpandableArrayBuffer,
  type Bytes,
  type DirectBuffer,
  type MutableDirectBuffer,
} from './buffer.ts';
export {
  BACK_PRESSURED,
  CLOSED,
  MOCKED_OFFER,
  NOT_CONNECTED,
  type ClientSession,
  type CloseReason,
  type Cluster,
  type ClusteredService,
  type ExclusivePublication,
  type FragmentHandler,
  type Header,
  type IdleStrategy,
  type Image,
  type Role,
  type TimeUnit,
} from './service.ts';
export { clusterSystem, membersOf, type Application, type ClusterOptions } from './cluster.ts';
export { aeronDefaults, quick, type Timings } from './timings.ts';
export { drill, type Drilled, type DrillOptions } from './drill.ts';
export { clusterPromises } from './promises.ts';
export type { ClusterMessage } from './messages.ts';
