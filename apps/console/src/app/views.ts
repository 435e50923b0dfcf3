import { Held } from '../data/store';
import { browser } from '../session/storage';

/** An address below /console with a name. Nothing secret stands in an address. */
export type SavedView = { readonly name: string; readonly at: string };

const MOST = 100;

function read(): readonly SavedView[] {
  try {
    const kept: unknown = JSON.parse(browser.get('views') ?? '[]');
    return Array.isArray(kept) ? kept.filter(isView) : [];
  } catch {
    return [];
  }
}

const isView = (said: unknown): said is SavedView =>
  typeof said === 'object' &&
  said !== null &&
  'name' in said &&
  typeof said.name === 'string' &&
  'at' in said &&
  typeof said.at === 'string';

export const views = new Held<readonly SavedView[]>(read());

function keep(next: readonly SavedView[]): void {
  views.set(next);
  browser.set('views', JSON.stringify(next));
}

/** The newest first; a name is there once. */
export const saveView = (view: SavedView): void => keep([view, ...views.get().filter(({ name }) => name !== view.name)].slice(0, MOST));

export const forgetView = (name: string): void => keep(views.get().filter((view) => view.name !== name));
