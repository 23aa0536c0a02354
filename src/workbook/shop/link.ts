import { shopName } from './link-name.ts';
import { isArchitecture, isFault, opening, type Setting } from './setting.ts';

/** `#shop=cqrs&faults=loss+cut&seed=7&at=620`: short enough to be read. */
export function shopHash({ architecture, faults, seed, at }: Setting): string {
  const parts = [
    architecture,
    ...(faults.length > 0 ? [`faults=${faults.join('+')}`] : []),
    ...(seed === opening.seed ? [] : [`seed=${seed}`]),
    ...(at === null ? [] : [`at=${at}`]),
  ];
  return shopName + parts.join('&');
}

/** @throws Error whose message is a sentence, when the link names what is not there */
export function readShopHash(hash: string): Setting {
  const [architecture = '', ...rest] = hash.slice(shopName.length).split('&');
  if (!isArchitecture(architecture)) throw notOpened(`“${shorten(architecture)}” is no architecture here`);
  return rest.reduce((setting, part) => read(setting, part), { ...opening, architecture });
}

function read(setting: Setting, part: string): Setting {
  const [key, value = ''] = part.split('=', 2) as [string, string?];
  switch (key) {
    case 'faults': {
      const names = value.split('+');
      const unknown = names.find((name) => !isFault(name));
      if (unknown !== undefined) throw notOpened(`“${shorten(unknown)}” is no fault here`);
      return { ...setting, faults: names.filter(isFault) };
    }
    case 'seed':
      return { ...setting, seed: readCount(value, 'seed') };
    case 'at':
      return { ...setting, at: readCount(value, 'time') };
    default:
      throw notOpened(`“${shorten(part)}” says nothing here`);
  }
}

function readCount(words: string, what: string): number {
  const count = /^\d+$/.test(words) ? Number(words) : NaN;
  if (!Number.isSafeInteger(count)) throw notOpened(`“${shorten(words)}” is no ${what}`);
  return count;
}

const shorten = (words: string): string => (words.length <= 40 ? words : `${words.slice(0, 39)}…`);

const notOpened = (why: string) =>
  new Error(`The setting in this link was not opened: ${why}. Ask for the link again, and copy all of it.`);
