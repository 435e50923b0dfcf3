const BLOCK = 256 * 1024;
/** Room for a block and for what one piece of input adds to it; a larger row makes more. */
const ROOM = BLOCK + 128 * 1024;

/**
 * Bytes collected into blocks of one size. A block is good until the next one is asked for: they share their memory. The size does not
 * depend on how the input was cut, and so neither does what a compressor makes of it: the same rows are the same bytes in every attempt.
 */
export class Blocks {
  bytes = Buffer.allocUnsafeSlow(ROOM);
  at = 0;

  /** Makes room for so many bytes more. */
  reserve(count: number): void {
    if (this.at + count > this.bytes.length) this.moveTo(2 * (this.at + count), 0);
  }

  write(text: string): void {
    this.reserve(3 * text.length);
    this.at += this.bytes.write(text, this.at);
  }

  /** The blocks that are full. */
  *full(): Generator<Buffer> {
    while (this.at >= BLOCK) {
      yield this.bytes.subarray(0, BLOCK);
      if (this.bytes.length > ROOM && this.at <= BLOCK + ROOM) this.moveTo(ROOM, BLOCK);
      else this.drop(BLOCK);
    }
  }

  /** What is left. */
  rest(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  private drop(count: number): void {
    this.bytes.copyWithin(0, count, this.at);
    this.at -= count;
  }

  private moveTo(size: number, from: number): void {
    const bytes = Buffer.allocUnsafeSlow(size);
    this.bytes.copy(bytes, 0, from, this.at);
    this.bytes = bytes;
    this.at -= from;
  }
}
