/**
 * The built-ins that grader and answer share. An answer that replaces `Array.prototype.includes` could turn a wrong
 * result into a right one, or break the grader in ways no message could explain; so a change is found, undone, named.
 *
 * `Date` and `Math` are left out: suites replace their functions on purpose.
 */
const names = [
  'Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Promise', 'Map', 'Set', 'WeakMap',
  'WeakSet', 'RegExp', 'Error', 'TypeError', 'RangeError', 'JSON', 'Reflect', 'ArrayBuffer', 'Uint8Array',
] as const; // prettier-ignore

/** V8's own switches on `Error`, which libraries turn. */
const ignored = new Set<PropertyKey>(['stackTraceLimit', 'prepareStackTrace', 'captureStackTrace']);

type Snapshot = readonly { path: string; object: object; properties: Map<PropertyKey, PropertyDescriptor> }[];

/** @returns a function that undoes every change since and returns the path of the first, such as `Array.prototype.map` */
export function watchIntrinsics(): () => string | undefined {
  const { defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys } = { ...reflect };
  const snapshot: Snapshot = names.flatMap((name) => {
    const object = globalThis[name as 'Object'] as unknown as { prototype?: object };
    const targets = [{ path: name as string, object: object as object }];
    if (object.prototype) targets.push({ path: `${name}.prototype`, object: object.prototype });
    return targets.map(({ path, object }) => ({ path, object, properties: describe(object) }));
  });

  function describe(object: object) {
    const properties = new Map<PropertyKey, PropertyDescriptor>();
    for (const key of ownKeys(object)) {
      if (!ignored.has(key)) properties.set(key, getOwnPropertyDescriptor(object, key)!);
    }
    return properties;
  }

  return () => {
    let changed: string | undefined;
    for (const { path, object, properties } of snapshot) {
      const keys = ownKeys(object);
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i]!;
        if (ignored.has(key) || properties.has(key)) continue;
        changed ??= `${path}.${String(key)}`;
        deleteProperty(object, key);
      }
      properties.forEach((before, key) => {
        const after = getOwnPropertyDescriptor(object, key);
        if (
          after &&
          sameValue(after.value, before.value) &&
          after.get === before.get &&
          after.set === before.set
        )
          return;
        changed ??= `${path}.${String(key)}`;
        defineProperty(object, key, before);
      });
    }
    return changed;
  };
}

const sameValue = Object.is;

const reflect = {
  defineProperty: Reflect.defineProperty,
  deleteProperty: Reflect.deleteProperty,
  getOwnPropertyDescriptor: Reflect.getOwnPropertyDescriptor,
  ownKeys: Reflect.ownKeys,
};
