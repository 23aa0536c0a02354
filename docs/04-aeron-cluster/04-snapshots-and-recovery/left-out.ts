import { drill } from '#course/aeron';
import { auctionProtocol } from '#course/aeron-services';
import { CountingAuction, type Flaw } from './counting-auction.ts';

const flaw: Flaw = 'leaves out'; // then 'only logs', 'offers once', 'none'

const application = {
  service: () => new CountingAuction(flaw),
  protocol: auctionProtocol,
};
const requests = [
  'bid 100 by 7',
  'bid 120 by 8',
  'bid 110 by 7',
  'bid 150 by 7',
  'bid 140 by 8',
  'bid 160 by 8',
];

// Two snapshots, a restart of each member, and a fail-over. Each offer is
// refused once before it is taken.
const { sentence, answers } = drill(application, { requests, refusals: 1 });
for (const answer of answers) console.log(answer);
console.log(sentence ?? 'The members never differed.');
