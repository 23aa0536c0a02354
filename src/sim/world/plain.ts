/** Deeper than any sensible state, and not so deep that a circle overflows the stack. */
const deepest = 200;

/**
 * Freezes data for good, and finds what is not plain in it. What is frozen was seen before and is passed over, so that a state that
 * shares most of its parts with the one before costs next to nothing.
 */
export const flawOfData = (value: unknown, path: string): string | undefined => {
  const flaw = freeze(value, 0);
  return flaw && `${path}${flaw.path} ${flaw.is}`;
};

interface Flaw {
  readonly path: string;
  readonly is: string;
}

function freeze(value: unknown, depth: number): Flaw | undefined {
  if (typeof value !== 'object' || value === null) return flawOfScalar(value);
  if (Object.isFrozen(value)) return undefined;
  if (depth > deepest) return here(`is more than ${deepest} levels deep, or leads back to itself`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const flaw = freeze(value[index], depth + 1);
      if (flaw !== undefined) return { ...flaw, path: `[${index}]${flaw.path}` };
    }
  } else {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && !isObjectPrototype(prototype)) return here(`is a ${nameOf(value)}`);
    for (const key in value) {
      const flaw = freeze((value as Record<string, unknown>)[key], depth + 1);
      if (flaw !== undefined) return { ...flaw, path: `.${key}${flaw.path}` };
    }
  }
  Object.freeze(value);
  return undefined;
}

function flawOfScalar(value: unknown): Flaw | undefined {
  switch (typeof value) {
    case 'undefined':
      return here('is undefined, which JSON leaves out (write null)');
    case 'function':
    case 'symbol':
    case 'bigint':
      return here(`is a ${typeof value}`);
    case 'number':
      return Number.isFinite(value) ? undefined : here(`is ${value}`);
    default:
      return undefined;
  }
}

const here = (is: string): Flaw => ({ path: '', is });

/** Also the prototype of another realm: code of a page and of its worker may meet. */
const isObjectPrototype = (prototype: unknown): boolean =>
  prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;

const nameOf = (value: object): string =>
  (value.constructor as { name?: string } | undefined)?.name ?? 'object';
