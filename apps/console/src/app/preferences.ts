import { Held } from '../data/store';
import { browser } from '../session/storage';

export type Preferences = {
  readonly theme: 'system' | 'light' | 'dark';
  readonly language: 'en' | 'it';
  readonly zone: string;
  readonly shortcuts: boolean;
  readonly density: 'comfortable' | 'compact';
  readonly counter: boolean;
};

const DEFAULTS: Preferences = {
  theme: 'system',
  language: navigator.language.startsWith('it') ? 'it' : 'en',
  zone: '',
  shortcuts: true,
  density: 'comfortable',
  counter: true,
};

function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(browser.get('preferences') ?? '{}');
    return typeof kept === 'object' ? { ...DEFAULTS, ...kept } : DEFAULTS;
  } catch {
    return DEFAULTS;
  }
}

export const preferences = new Held<Preferences>(read());

export function prefer(change: Partial<Preferences>): void {
  preferences.set({ ...preferences.get(), ...change });
  browser.set('preferences', JSON.stringify(preferences.get()));
}

/** The page's own look follows the preferences from now on. */
export function applyPreferences(): void {
  const apply = ({ theme, language, density }: Preferences): void => {
    const { dataset } = document.documentElement;
    dataset.theme = theme;
    dataset.density = density;
    document.documentElement.lang = language;
  };
  apply(preferences.get());
  preferences.watch(apply);
}
