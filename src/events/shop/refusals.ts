/** Why the shop says no, in the same words under every architecture. */

/** Names are not given away again: those who were deleted keep theirs. */
export const nameIsTaken = (user: string): string => `The name ${user} is taken.`;
export const noSuchUser = (user: string): string => `There is no user ${user}.`;
export const orderExists = (order: number): string => `There is an order ${order} already.`;
export const noSuchOrder = (order: number): string => `There is no order ${order}.`;
export const paidAlready = (order: number): string => `Order ${order} is paid already.`;
