/** How one parameter of an address is read and written. `read` gives undefined for what it does not take. */
export type Codec<T> = {
  readonly fallback: T;
  read(texts: readonly string[]): T | undefined;
  write(value: T): readonly string[];
};
export type Schema = Readonly<Record<string, Codec<never> | Codec<unknown>>>;
export type Values<S extends Schema> = { readonly [K in keyof S]: S[K] extends Codec<infer T> ? T : never };

const single = <T>(fallback: T, parse: (text: string) => T | undefined, show: (value: T) => string): Codec<T> => ({
  fallback,
  read: ([text, ...more]) => (text === undefined || more.length > 0 ? undefined : parse(text)),
  write: (value) => (value === fallback ? [] : [show(value)]),
});

export const one = <const T extends string>(fallback: T, ...values: readonly T[]): Codec<T> =>
  single<T>(fallback, (text) => [fallback, ...values].find((value) => value === text), String);

export const text = (most: number): Codec<string> =>
  single('', (said) => (said.length <= most && !said.includes('\0') ? said : undefined), String);

export const whole = (fallback: number, most = 1_000_000_000): Codec<number> =>
  single(fallback, (said) => (/^\d{1,10}$/.test(said) && Number(said) >= 1 && Number(said) <= most ? Number(said) : undefined), String);

export const flag = (): Codec<boolean> =>
  single(
    false,
    (said) => (said === '1' ? true : said === '0' ? false : undefined),
    () => '1',
  );

/** Some of these, in their order. */
export const many = <const T extends string>(...values: readonly T[]): Codec<readonly T[]> => ({
  fallback: [],
  read: (texts) =>
    texts.every((said) => values.some((value) => value === said)) ? values.filter((value) => texts.includes(value)) : undefined,
  write: (chosen) => values.filter((value) => chosen.includes(value)),
});

/** Texts of any kind, each once, sorted, so that equal views have equal addresses. */
export const ids = (most = 500): Codec<readonly string[]> => ({
  fallback: [],
  read: (texts) => {
    const named = [...new Set(texts)].filter((said) => said !== '').sort();
    return named.length <= most && named.every((said) => said.length <= 256 && !said.includes('\0')) ? named : undefined;
  },
  write: (chosen) => [...new Set(chosen)].sort(),
});

export const zone = (): Codec<string> => single('', (said) => (isZone(said) ? said : undefined), String);

export function isZone(name: string): boolean {
  try {
    // `+02:00` is a zone to Intl and none to the API.
    return /^[A-Za-z]/.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
export const instant = (): Codec<string> =>
  single('', (said) => (INSTANT.test(said) && !Number.isNaN(Date.parse(said)) ? said : undefined), String);

/** The values of a query, and the names of what was not understood. */
export function readSearch<S extends Schema>(schema: S, query: string): { values: Values<S>; dropped: string[] } {
  const given = new URLSearchParams(query);
  const dropped = new Set([...given.keys()].filter((name) => !(name in schema)));
  const values = Object.entries(schema).map(([name, codec]) => {
    if (!given.has(name)) return [name, codec.fallback];
    const value = codec.read(given.getAll(name));
    if (value === undefined) dropped.add(name);
    return [name, value ?? codec.fallback];
  });
  return { values: Object.fromEntries(values), dropped: [...dropped] };
}

/** In the order of the schema, without what is as it would be anyway. */
export function writeSearch<S extends Schema>(schema: S, values: Partial<Values<S>>): string {
  const pairs = Object.entries(schema).flatMap(([name, codec]) => {
    const value = values[name as keyof S];
    const texts = value === undefined ? [] : (codec as Codec<unknown>).write(value);
    return texts.map((said) => [name, said]);
  });
  const query = new URLSearchParams(pairs).toString();
  return query && `?${query}`;
}
