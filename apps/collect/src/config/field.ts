import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** What is wrong with the file, and where: `line 7: upstreams[0].timeout: …`. Never holds a value, which may be a secret. */
export class ConfigFault extends Error {}

/** A value of a YAML file with its place. Reading it as what it must be throws a {@link ConfigFault}. */
export class Field {
  private constructor(
    private readonly node: Node | null,
    private readonly path: string,
    private readonly lines: LineCounter,
  ) {}

  static ofFile(text: string): Field {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, maxAliasCount: 100 } as object);
    const [error] = document.errors;
    if (error)
      throw new ConfigFault(`line ${lines.linePos(error.pos[0]).line}: ${error.message.split('\n', 1)[0]?.replace(/ at line .*$/, '')}`);
    return new Field(document.contents, '', lines);
  }

  fault(what: string): ConfigFault {
    const at = this.node?.range ? `line ${this.lines.linePos(this.node.range[0]).line}: ` : '';
    return new ConfigFault(`${at}${this.path === '' ? what : `${this.path}: ${what}`}`);
  }

  /** The fields of a map that has no others; absent ones are left out, and so are those without a value. */
  fields<const K extends string>(names: readonly K[]): Partial<Record<K, Field>> {
    const found: Partial<Record<K, Field>> = {};
    for (const [name, field] of this.entries()) {
      const known = names.find((one) => one === name);
      if (!known) throw field.fault(`is not known here; known are ${names.join(', ')}`);
      found[known] = field;
    }
    return found;
  }

  /** Names and values of a map, in their order. */
  entries(): [string, Field][] {
    if (this.node === null) return [];
    if (!isMap(this.node)) throw this.fault('must be a map');
    return this.node.items.flatMap(({ key, value }): [string, Field][] => {
      const name = isScalar(key) ? String(key.value) : '';
      const node = (value ?? null) as Node | null;
      const empty = node === null || (isScalar(node) && node.value === null);
      return empty ? [] : [[name, new Field(node, this.path === '' ? name : `${this.path}.${name}`, this.lines)]];
    });
  }

  items(): Field[] {
    if (!isSeq(this.node)) throw this.fault('must be a list');
    return this.node.items.map((item, i) => new Field(item as Node, `${this.path}[${i}]`, this.lines));
  }

  /** A text that is not empty, unless `empty` is allowed. Numbers and flags count as the text that stands there. */
  text(empty: 'filled' | 'may be empty' = 'filled'): string {
    if (!isScalar(this.node) || this.node.value === null) throw this.fault('must be a text');
    const text = typeof this.node.value === 'string' ? this.node.value : (this.node.source ?? String(this.node.value));
    if (text.trim() === '' && empty === 'filled') throw this.fault('must not be empty');
    return text;
  }

  flag(): boolean {
    if (!isScalar(this.node) || typeof this.node.value !== 'boolean') throw this.fault('must be true or false');
    return this.node.value;
  }

  oneOf<const T extends string>(values: readonly T[]): T {
    const text = this.text();
    const found = values.find((value) => value === text);
    if (found === undefined) throw this.fault(`must be one of ${values.join(', ')}`);
    return found;
  }

  /** Prometheus' durations, `1h30m` or `0`, in milliseconds. */
  duration(): number {
    const text = this.text();
    const parts = DURATION.exec(text)?.slice(1);
    if (!parts || text === '') throw this.fault('must be a duration like 10s, 5m or 7d');
    return parts.reduce((sum, part, i) => sum + Number(part ?? 0) * (UNITS[i] ?? 0), 0);
  }

  /** What `read` makes of the text; an error it throws is the field's fault. */
  read<T>(read: (text: string) => T, what: (error: Error) => string): T {
    const text = this.text();
    try {
      return read(text);
    } catch (error) {
      throw this.fault(what(error as Error));
    }
  }
}

const DURATION = /^(?:(\d{1,6})y)?(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,8})m)?(?:(\d{1,9})s)?(?:(\d{1,12})ms)?(?:0)?$/;
const UNITS = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1];
