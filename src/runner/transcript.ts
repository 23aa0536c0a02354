import type { WorkerMessage } from './protocol.ts';

/** A run as text, the form of the `.out` files beside the lessons: one console line a line, groups indented by two spaces. */
export function transcript(messages: readonly WorkerMessage[]): string {
  let lines: string[] = [];
  for (const message of messages) {
    if (message.say === 'cleared') lines = [];
    if (message.say === 'failed') lines.push(`! ${message.failure.name}: ${message.failure.message}`);
    if (message.say !== 'console') continue;
    for (const { level, depth, text } of message.entries) {
      const prefix = '  '.repeat(depth) + (level === 'log' ? '' : `${level}: `);
      lines.push(
        ...text.split('\n').map((line, index) => (index === 0 ? prefix : '  '.repeat(depth)) + line),
      );
    }
  }
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}
