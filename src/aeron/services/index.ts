export { auction, auctionProtocol } from './auction.ts';
export { echo } from './echo.ts';
export { timedAuction } from './timed-auction.ts';
