// Its own and not the product's: the simulator stands for a foreign program, and the real one is the measure of both.
const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const SEPARATOR = 0xff;

/** The fingerprint Alertmanager gives a label set: FNV-1a over the sorted names and values, 16 hexadecimal digits. */
export function fingerprint(labels: Readonly<Record<string, string>>): string {
  let sum = OFFSET;
  const add = (byte: number): void => {
    sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * PRIME);
  };
  for (const name of Object.keys(labels).sort()) {
    for (const text of [name, labels[name] ?? '']) {
      for (const byte of Buffer.from(text)) add(byte);
      add(SEPARATOR);
    }
  }
  return sum.toString(16).padStart(16, '0');
}
