// Written in this order; listed in another.
const byNumber = { b: 1, 10: 2, a: 3, 9: 4 };
console.log('object ', Object.keys(byNumber).join(' '));
console.log(
  'map    ',
  [
    ...new Map([
      ['b', 1],
      ['10', 2],
    ]).keys(),
  ].join(' '),
);

// Added in another order, three numbers have another sum.
console.log('sums   ', 0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1);

// A comparator that contradicts itself gives whatever the algorithm does.
const cards = [3, 1, 2];
console.log('no sort', [...cards].sort(() => 1).join(' '));

// Sorted as text, which is what sort does when nobody says otherwise.
console.log('sort   ', [100, 10, 9].sort().join(' '));
