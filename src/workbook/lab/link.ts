import { labName, plainly, type LabLink } from '../../raft/lab-link.ts';
import { damaged, packHash, parseCargo, unpackHash } from '../packed.ts';

const cargo = { name: labName, noun: 'run' } as const;

/** @throws Error whose message is a sentence, when the scripts are too long for a link */
export const packLink = (link: LabLink): Promise<string> => packHash(JSON.stringify(link), cargo);

/** What a link holds, packed or as a test prints it. @throws Error whose message is a sentence */
export async function readLink(hash: string): Promise<LabLink> {
  const link = parseCargo(await textOf(hash), cargo);
  if (!isLabLink(link)) throw damaged(cargo);
  return link;
}

async function textOf(hash: string): Promise<string> {
  const plain = labName + plainly;
  if (!hash.startsWith(plain)) return unpackHash(hash, cargo);
  try {
    return decodeURIComponent(hash.slice(plain.length));
  } catch {
    throw damaged(cargo);
  }
}

function isLabLink(value: unknown): value is LabLink {
  if (typeof value !== 'object' || value === null) return false;
  const { scenario, other, event, time, own } = value as Record<keyof LabLink, unknown>;
  return (
    typeof scenario === 'string' &&
    (other === undefined || isOther(other)) &&
    isCount(event) &&
    isCount(time) &&
    (own === undefined || typeof own === 'boolean')
  );
}

function isOther(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { scenario, from, shown } = value as Record<keyof NonNullable<LabLink['other']>, unknown>;
  return typeof scenario === 'string' && from !== undefined && isCount(from) && typeof shown === 'boolean';
}

const isCount = (value: unknown): boolean =>
  value === undefined || (typeof value === 'number' && value >= 0 && Number.isFinite(value));
