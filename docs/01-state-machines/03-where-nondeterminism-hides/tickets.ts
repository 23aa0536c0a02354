export interface World {
  now(): number;
  dice(): number;
}

export interface Tickets {
  readonly open: Readonly<Record<string, number>>; // id → time
  readonly next: string;
}

/** A queue of tickets. It asks the world three times, and not once aloud. */
export function apply(tickets: Tickets, who: string, world: World): Tickets {
  const id = `${who}-${Math.floor(world.dice() * 100)}`; // dice
  const open = { ...tickets.open, [id]: world.now() }; // clock
  const oldest = Object.entries(open).sort(([, a], [, b]) => a - b)[0]!;
  return { open, next: oldest[0] };
}
