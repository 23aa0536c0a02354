/** The write model: rows that are overwritten. There are no events anywhere. */
export type Users = Readonly<
  Record<string, { readonly address: string; readonly deleted: boolean }>
>;

/** The next rows, or why there are none. */
export function moved(
  users: Users,
  user: string,
  address: string,
): Users | string {
  const row = users[user];
  if (!row || row.deleted) return `There is no user ${user}.`;
  return { ...users, [user]: { ...row, address } };
}

/** The read model: what the page shows, in the shape in which it shows it. */
export const directoryOf = (users: Users): string =>
  Object.entries(users)
    .flatMap(([user, row]) => (row.deleted ? [] : [`${user} ${row.address}`]))
    .join(', ');
