const OFFSET = 14695981039346656037n;
const PRIME = 1099511628211n;
const SEPARATOR = 255;

/** The fingerprint Alertmanager gives a label set: FNV-1a (64 bits, 16 hex digits) over the names in order and their values. */
export function fingerprintOf(labels: Readonly<Record<string, string>>): string {
  let sum = OFFSET;
  const add = (byte: number): void => {
    sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * PRIME);
  };
  const pairs = Object.entries(labels).map((pair) => pair.map((text) => Buffer.from(text)));
  for (const bytes of pairs.sort(([a = EMPTY], [b = EMPTY]) => a.compare(b)).flat()) {
    for (const byte of bytes) add(byte);
    add(SEPARATOR);
  }
  return sum.toString(16).padStart(16, '0');
}

const EMPTY = Buffer.alloc(0);
