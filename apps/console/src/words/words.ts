import { preferences } from '../app/preferences';
import { Held, useHeld } from '../data/store';
import { en, type Messages } from './en';

export type Word = keyof Messages;
type Fills = Readonly<Record<string, string | number>>;

const spoken = new Held<Messages>(en);

/** The other languages come when they are chosen. */
export async function speak(language: 'en' | 'it'): Promise<void> {
  spoken.set(language === 'it' ? (await import('./it')).it : en);
}

export const language = (): string => preferences.get().language;

/** A text with its blanks filled; of `one|many` the form that the count asks for. */
export function say(word: Word, fills: Fills = {}): string {
  const forms = spoken.get()[word].split('|');
  const isOne = 'n' in fills && new Intl.PluralRules(language()).select(Number(fills.n)) === 'one';
  const text = forms.length > 1 && !isOne ? forms[1] : forms[0];
  return (text ?? '').replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = fills[name];
    return typeof value === 'number' ? count(value) : String(value ?? '');
  });
}

/** Renders again when the language changes. */
export function useWords(): typeof say {
  useHeld(spoken);
  return say;
}

export const count = (value: number): string =>
  new Intl.NumberFormat(language(), { useGrouping: 'min2' } as Intl.NumberFormatOptions).format(value);
export const percent = (share: number): string =>
  new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 1 }).format(share);
