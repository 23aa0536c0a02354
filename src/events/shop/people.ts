import type { ClientOptions } from '../../sim/index.ts';
import type { ShopReply } from './story.ts';

/** How the people of the story behave: whoever hears nothing asks again, where only that node can answer. */
export const people: ClientOptions<ShopReply> = { retryAfter: 200, insists: true, tries: 60 };
