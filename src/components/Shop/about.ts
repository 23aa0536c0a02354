import type { ArchitectureName } from '../../events/shop/architecture.ts';

export const titles: Readonly<Record<ArchitectureName, string>> = {
  notification: 'Notification',
  'carried-state': 'Carried state',
  'event-sourcing': 'Event sourcing',
  'command-sourcing': 'Command sourcing',
  cqrs: 'CQRS',
};

export const inProse = (name: ArchitectureName): string =>
  name === 'cqrs' ? titles.cqrs : titles[name].toLowerCase();

/** What to look for in a run of each. */
export const about: Readonly<Record<ArchitectureName, string>> = {
  notification:
    'An event says that something has happened, and no more: order 2 is paid. Whoever needs an address or a total calls back and asks the owner.',
  'carried-state':
    'An event carries what its receivers need. Shipping and invoicing keep copies of what they have heard, and ask nobody; a copy is as old as the last event that came.',
  'event-sourcing':
    'What has happened is the record. A service decides on a command against the events of one stream, and appends new ones only if nobody else has in between; what it knows is a fold over them.',
  'command-sourcing':
    'What was asked is the record. Each request is written into a journal before it is carried out, refused ones too; running the rules over the journal gives everything else.',
  cqrs: 'Commands change one model, and questions are answered by others. Each view is made for one question, from what the write side has recorded, and is a little behind it.',
};
