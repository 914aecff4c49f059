/** Reads bytes and numbers one after the other. */
class Reader {
  at = 0;
  constructor(readonly bytes: Buffer) {}

  get more(): boolean {
    return this.at < this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new RangeError('it ends too early');
    return value;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  take(length: number): Buffer {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

/** Copies what stands so far back, which may overlap with what is being written. */
function repeat(out: number[], back: number, length: number): void {
  if (back === 0 || back > out.length) throw new RangeError('before the beginning');
  for (let i = 0; i < length; i++) out.push(out[out.length - back] ?? 0);
}

/** One block of LZ4: github.com/lz4/lz4, doc/lz4_Block_format.md. */
export function lz4(block: Buffer): Buffer {
  const from = new Reader(block);
  const out: number[] = [];
  const length = (nibble: number) => {
    let sum = nibble;
    if (nibble === 15) for (let more = 255; more === 255; sum += more) more = from.byte();
    return sum;
  };
  while (from.more) {
    const token = from.byte();
    for (const byte of from.take(length(token >> 4))) out.push(byte);
    if (!from.more) break;
    const back = from.byte() + from.byte() * 256;
    repeat(out, back, length(token & 15) + 4);
  }
  return Buffer.from(out);
}

/** Snappy: github.com/google/snappy, format_description.txt. */
export function snappy(block: Buffer): Buffer {
  const from = new Reader(block);
  from.varint();
  const out: number[] = [];
  while (from.more) {
    const tag = from.byte();
    const high = tag >> 2;
    if ((tag & 3) === 0) {
      const length = high < 60 ? high : from.take(high - 59).readUIntLE(0, high - 59);
      for (const byte of from.take(length + 1)) out.push(byte);
    } else if ((tag & 3) === 1) {
      repeat(out, ((tag >> 5) << 8) + from.byte(), (high & 7) + 4);
    } else {
      const wide = (tag & 3) === 2 ? 2 : 4;
      repeat(out, from.take(wide).readUIntLE(0, wide), high + 1);
    }
  }
  return Buffer.from(out);
}

/** The blocks of a LevelDB table, by its index: github.com/google/leveldb, doc/table_format.md. */
export function levelBlocks(table: Buffer): (() => Buffer)[] {
  const block = (offset: number, size: number) => {
    const bytes = table.subarray(offset, offset + size);
    return table[offset + size] === 1 ? snappy(bytes) : bytes;
  };
  const blocks: (() => Buffer)[] = [];
  try {
    const footer = new Reader(table.subarray(table.length - 48));
    footer.varint();
    footer.varint();
    const index = block(footer.varint(), footer.varint());
    const entries = new Reader(
      index.subarray(0, index.length - 4 - 4 * index.readUInt32LE(index.length - 4)),
    );
    while (entries.more) {
      entries.varint();
      const [key, value] = [entries.varint(), entries.varint()];
      entries.take(key);
      const handle = new Reader(entries.take(value));
      const [offset, size] = [handle.varint(), handle.varint()];
      blocks.push(() => block(offset, size));
    }
  } catch {
    // Not a table after all, or half of one.
  }
  return blocks;
}
