import type { DomainEvent, Projection } from '#course/events';

export type UserEvent =
  | DomainEvent<'UserCreated', { user: string; address: string }>
  | DomainEvent<'UserMoved', { user: string; address: string }>
  | DomainEvent<'UserDeleted', { user: string; by: string }>;

type Of<Value> = Readonly<Record<string, Value>>;

/** Who lives where: what the page “list users” shows. */
export const directory: Projection<Of<string>, UserEvent> = {
  initialView: () => ({}),
  project(view, { event: { type, data } }) {
    if (type === 'UserDeleted') return without(view, data.user);
    return { ...view, [data.user]: data.address };
  },
};

/** Who has been deleted, and by whom: for support. */
export const deletions: Projection<Of<string>, UserEvent> = {
  initialView: () => ({}),
  project(view, { event: { type, data } }) {
    return type === 'UserDeleted' ? { ...view, [data.user]: data.by } : view;
  },
};

/** How often each has moved: for the carriers. Nobody needed it until today. */
export const moves: Projection<Of<number>, UserEvent> = {
  initialView: () => ({}),
  project(view, { event: { type, data } }) {
    if (type !== 'UserMoved') return view;
    return { ...view, [data.user]: (view[data.user] ?? 0) + 1 };
  },
};

const without = <Value>(view: Of<Value>, user: string): Of<Value> =>
  Object.fromEntries(Object.entries(view).filter(([name]) => name !== user));
