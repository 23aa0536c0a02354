/**
 * Bytes, read and written at offsets: Agrona's `MutableDirectBuffer`, as far as the course needs it. Longs are 64 bits wide and little
 * endian, as there; here they are JavaScript numbers, and so whole and no further from 0 than 2^53 - 1.
 */
export interface DirectBuffer {
  readonly capacity: number;
  getByte(index: number): number;
  getInt(index: number): number;
  getLong(index: number): number;
  getStringAscii(index: number): string;
}

export interface MutableDirectBuffer extends DirectBuffer {
  putByte(index: number, value: number): void;
  putInt(index: number, value: number): void;
  putLong(index: number, value: number): void;
  /** Writes the length as an int, and then a byte for each character. @returns how many bytes that takes */
  putStringAscii(index: number, value: string): number;
}

/** Bytes as they travel and as they lie on a disk: two hexadecimal digits each. */
export type Bytes = string;

/** A buffer that grows as it is written to: Agrona's `ExpandableArrayBuffer`. */
export class ExpandableArrayBuffer implements MutableDirectBuffer {
  private view: DataView;

  constructor(initialCapacity = 128) {
    this.view = new DataView(new ArrayBuffer(initialCapacity));
  }

  get capacity(): number {
    return this.view.byteLength;
  }

  getByte(index: number): number {
    return this.at(index, 1).getInt8(index);
  }

  getInt(index: number): number {
    return this.at(index, 4).getInt32(index, true);
  }

  getLong(index: number): number {
    return Number(this.at(index, 8).getBigInt64(index, true));
  }

  getStringAscii(index: number): string {
    const length = this.getInt(index);
    const codes = Array.from({ length }, (_, at) => this.getByte(index + 4 + at));
    return String.fromCharCode(...codes);
  }

  putByte(index: number, value: number): void {
    this.room(index, 1).setInt8(index, value);
  }

  putInt(index: number, value: number): void {
    this.room(index, 4).setInt32(index, value, true);
  }

  putLong(index: number, value: number): void {
    if (!Number.isSafeInteger(value))
      throw new RangeError(
        `A long is a whole number, and ${value} is not. It stood to be written at ${index}.`,
      );
    this.room(index, 8).setBigInt64(index, BigInt(value), true);
  }

  putStringAscii(index: number, value: string): number {
    const strange = [...value].find((character) => character.charCodeAt(0) > 127);
    if (strange !== undefined) throw new RangeError(`“${strange}” is no ASCII character, in “${value}”.`);
    this.putInt(index, value.length);
    for (let at = 0; at < value.length; at++) this.putByte(index + 4 + at, value.charCodeAt(at));
    return 4 + value.length;
  }

  private at(index: number, length: number): DataView {
    if (index >= 0 && index + length <= this.view.byteLength) return this.view;
    throw new RangeError(
      `${length} bytes at ${index} were asked for, and the buffer holds ${this.view.byteLength}.`,
    );
  }

  private room(index: number, length: number): DataView {
    if (index < 0) throw new RangeError(`Nothing can be written at ${index}.`);
    const needed = index + length;
    if (needed <= this.view.byteLength) return this.view;
    const larger = new Uint8Array(Math.max(needed, 2 * this.view.byteLength));
    larger.set(new Uint8Array(this.view.buffer));
    this.view = new DataView(larger.buffer);
    return this.view;
  }
}

export function bytesOf(buffer: DirectBuffer, offset: number, length: number): Bytes {
  let bytes = '';
  for (let at = offset; at < offset + length; at++)
    bytes += (buffer.getByte(at) & 0xff).toString(16).padStart(2, '0');
  return bytes;
}

export const lengthOf = (bytes: Bytes): number => bytes.length / 2;

/** A buffer that holds these bytes, from `offset` on: services must not count on 0. */
export function bufferOf(bytes: Bytes, offset = 0): ExpandableArrayBuffer {
  const buffer = new ExpandableArrayBuffer(offset + lengthOf(bytes));
  for (let at = 0; at < lengthOf(bytes); at++)
    buffer.putByte(offset + at, Number.parseInt(bytes.slice(2 * at, 2 * at + 2), 16));
  return buffer;
}
