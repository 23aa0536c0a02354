/** What lies behind the picture, in a chunk of its own: it comes when a reader asks for it. */
export { ClusterDetails } from './ClusterDetails.tsx';
export { ClusterKey } from './ClusterKey.tsx';
export { ClusterList } from './ClusterList.tsx';
export { Story } from './Story.tsx';
