import {
  allShops,
  deployFix,
  rebuildPast,
  runShop,
  tell,
} from '#course/events';

// Change the story. It is put to all five shops.
const story = tell(
  [50, 'ana', 'create ana in Berlin, DE'],
  [60, 'bob', 'create bob in Lyon, FR'],
  [200, 'bob', 'order 2: chair for 100.00 by bob'],
  [260, 'zoe', 'order 4: vase for 15.00 by zoe'],
  [300, 'ana', 'move ana to Bonn'],
  [450, 'bob', 'pay 2'],
  [900, 'admin', 'delete bob by an administrator'],
);
const asOf = 280; // ms

for (const shop of allShops) {
  const run = runShop(shop, { story });
  const { stores, deletions } = run.outcome;
  const owners = stores.filter(({ node }) => /^(users|orders)$/.test(node));
  const kept = owners.map(({ node, stores: [own] }) => {
    const what = own!.kind === 'table' ? 'rows' : own!.kind;
    return `${own!.rows.length} ${what} at ${node}`;
  });
  console.log(`${shop.name}: ${kept.join(', ')}`);

  for (const { user, by, toldBy } of deletions)
    console.log(`  who deleted ${user}: ${toldBy.length > 0 ? by : 'unknown'}`);

  const past = rebuildPast(run, asOf);
  const then = past.kind === 'rebuilt' ? past.users.join('; ') : 'overwritten';
  console.log(`  users at ${asOf} ms: ${then}`);

  const fix = deployFix(run, { gate: false });
  if (fix.kind === 'nothing-to-replay') console.log('  release 2: no replay');
  else {
    const changed = fix.history.filter(({ differs }) => differs).length;
    const of = fix.history.length;
    console.log(`  release 2 changes ${changed} of ${of} entries`);
    for (const sentence of fix.contradictions) console.warn(`  ${sentence}`);
  }
}
