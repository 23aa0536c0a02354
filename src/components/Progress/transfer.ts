import { browserStorage } from '../../workbook/storage.ts';

export interface Said {
  readonly kind: 'told' | 'trouble';
  readonly sentences: readonly string[];
}

/** Far more than a learner can write: a history is bounded. */
const MAX_BYTES = 20_000_000;

export async function exportedFile() {
  const file = await store.exportProgress();
  return {
    name: `lockstep-progress-${new Date().toISOString().slice(0, 10)}.json`,
    content: `${JSON.stringify(file, null, 2)}\n`,
    type: 'application/json',
  };
}

/** Merges a file into what is here, and says what came of it. */
export async function importedInWords(file: File): Promise<Said> {
  if (file.size > MAX_BYTES)
    return trouble(
      `${file.name} has ${Math.round(file.size / 1e6)} MB, and a file of progress has at most ${MAX_BYTES / 1e6}. Nothing was changed.`,
    );
  try {
    const { kind, sentence } = await store.importProgress(await file.text());
    return { kind: kind === 'refused' ? 'trouble' : 'told', sentences: [sentence] };
  } catch (error) {
    return trouble(`${file.name} could not be read: ${(error as Error).message}. Nothing was changed.`);
  }
}

const trouble = (sentence: string): Said => ({ kind: 'trouble', sentences: [sentence] });

// Adapter until the store has both.
const store = {
  async exportProgress() {
    const storage = browserStorage()!;
    return Object.fromEntries(
      storage
        .keys()
        .filter((key) => key.startsWith('lockstep:v1:'))
        .map((key) => [key, storage.getItem(key)]),
    );
  },
  async importProgress(text: string) {
    let items: Record<string, string>;
    try {
      items = JSON.parse(text);
    } catch {
      return { kind: 'refused', sentence: 'The file is not JSON. Nothing was changed.' };
    }
    Object.entries(items).forEach(([key, value]) => browserStorage()!.setItem(key, value));
    return { kind: 'imported', sentence: 'Imported.' };
  },
};
