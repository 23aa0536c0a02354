import { describe, expect, it } from 'vitest';
import { bufferOf, bytesOf, ExpandableArrayBuffer } from './buffer.ts';

describe('a buffer', () => {
  it('gives back what was put at an offset, and leaves all around it alone', () => {
    const buffer = new ExpandableArrayBuffer();
    buffer.putLong(8, -2);
    buffer.putInt(16, 7);
    buffer.putByte(20, -1);
    expect(buffer.getLong(8)).toBe(-2);
    expect(buffer.getInt(16)).toBe(7);
    expect(buffer.getByte(20)).toBe(-1);
    expect([buffer.getLong(0), buffer.getByte(21)]).toEqual([0, 0]);
  });

  it('writes the lowest byte first, as Aeron does on the machines that it runs on', () => {
    const buffer = new ExpandableArrayBuffer();
    buffer.putInt(0, 0x01020304);
    expect(bytesOf(buffer, 0, 4)).toBe('04030201');
  });

  it('writes the length of a text, and then a byte for each character', () => {
    const buffer = new ExpandableArrayBuffer();
    expect(buffer.putStringAscii(2, 'bid')).toBe(7);
    expect(buffer.getStringAscii(2)).toBe('bid');
    expect(bytesOf(buffer, 2, 7)).toBe('03000000626964');
  });

  it('grows as it is written to, and keeps what it holds', () => {
    const buffer = new ExpandableArrayBuffer(8);
    buffer.putLong(0, 5);
    buffer.putLong(1_000, 6);
    expect(buffer.capacity).toBeGreaterThanOrEqual(1_008);
    expect([buffer.getLong(0), buffer.getLong(1_000)]).toEqual([5, 6]);
  });

  it('is read from where the bytes begin: an offset of its own, and not 0', () => {
    const bytes = bytesOf(bufferOf('ff00', 32), 32, 2);
    expect(bytes).toBe('ff00');
    expect(bufferOf('ff00', 32).getByte(32)).toBe(-1);
  });

  it('says what is wrong when more is read than there is', () => {
    expect(() => bufferOf('00').getLong(0)).toThrow('8 bytes at 0 were asked for, and the buffer holds 1.');
    expect(() => bufferOf('00').getByte(-1)).toThrow('1 bytes at -1 were asked for');
    expect(() => new ExpandableArrayBuffer().putByte(-1, 0)).toThrow('Nothing can be written at -1.');
  });

  it('refuses what is no whole number of 64 bits, and no ASCII', () => {
    const buffer = new ExpandableArrayBuffer();
    expect(() => buffer.putLong(0, 1.5)).toThrow('A long is a whole number, and 1.5 is not.');
    expect(() => buffer.putLong(0, 2 ** 53)).toThrow(RangeError);
    expect(() => buffer.putStringAscii(0, 'für')).toThrow('“ü” is no ASCII character, in “für”.');
  });
});
