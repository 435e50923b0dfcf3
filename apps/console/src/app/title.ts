import { Held } from '../data/store';

/** Shown in the title of the tab and, by its worst severity, in its icon; null: not known, or not wanted. */
export const activeAlerts = new Held<number | null>(null);

const COLOURS = { critical: '#b3261e', warning: '#9a6700', info: '#1f4f8f', none: '#1f4f8f' } as const;

/** The tab's icon in the colour of the worst that is active. */
export function paintIcon(worst: keyof typeof COLOURS): void {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${COLOURS[worst]}"/><path d="M8 9h16M8 16h11M8 23h14" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>`;
  document.querySelector('link[rel=icon]')?.setAttribute('href', `data:image/svg+xml,${encodeURIComponent(svg)}`);
}
