import { useEffect, useState } from 'preact/hooks';

/** A value that pages watch and modules change. */
export class Held<T> {
  private readonly watchers = new Set<(value: T) => void>();

  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const watcher of this.watchers) watcher(value);
  }

  watch(watcher: (value: T) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }
}

export function useHeld<T>(held: Held<T>): T {
  const [value, setValue] = useState(() => held.get());
  useEffect(() => {
    setValue(held.get());
    return held.watch((next) => setValue(() => next));
  }, [held]);
  return value;
}
