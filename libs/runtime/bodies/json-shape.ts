import { Refusal } from '../refusals.js';
import type { Bounds } from './bounds.js';

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const SPACE = 0x20;

/** Looks at JSON as it arrives, before anything is made of it: how deep it is nested, and how many keys and elements it has. */
export class JsonShape {
  private depth = 0;
  private elements = 0;
  private isText = false;
  private isEscaped = false;
  /** A list or object was opened, and nothing stands in it yet. */
  private isFresh = false;

  constructor(private readonly bounds: Pick<Bounds, 'depth' | 'elements'>) {}

  /** Refuses with 400 what is beyond the bounds. */
  push(chunk: Uint8Array): void {
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] ?? SPACE;
      if (this.isText) this.inText(byte);
      else if (byte > SPACE) this.outside(byte);
    }
    if (this.elements > (this.bounds.elements ?? Number.POSITIVE_INFINITY))
      throw tooMuch(`must not hold more than ${this.bounds.elements} keys and elements`);
  }

  private inText(byte: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === BACKSLASH) this.isEscaped = true;
    else if (byte === QUOTE) this.isText = false;
  }

  private outside(byte: number): void {
    if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      this.depth -= 1;
      this.isFresh = false;
      return;
    }
    if (this.isFresh || byte === COMMA) this.elements += 1;
    this.isFresh = false;
    if (byte === QUOTE) this.isText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.open();
  }

  private open(): void {
    this.depth += 1;
    this.isFresh = true;
    if (this.depth > (this.bounds.depth ?? Number.POSITIVE_INFINITY))
      throw tooMuch(`must not be nested more than ${this.bounds.depth} levels deep`);
  }
}

const tooMuch = (message: string): Refusal => Refusal.field('body', message, null);
