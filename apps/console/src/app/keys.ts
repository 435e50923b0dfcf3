import { useEffect } from 'preact/hooks';
import { preferences } from './preferences';

/** What a key does: `t`, or two in a row, `g o`. */
export type Shortcuts = Readonly<Record<string, () => void>>;

const PAUSE_MS = 1_500;
const bound: Shortcuts[] = [];
let first = '';
let last = 0;

/** Single letters, off inside fields and dialogs and wherever somebody turned them off. The newest binding wins. */
export function useKeys(shortcuts: Shortcuts): void {
  useEffect(() => {
    bound.unshift(shortcuts);
    return () => void bound.splice(bound.indexOf(shortcuts), 1);
  });
}

/** Control or Command and a letter; inside fields too, but not over a dialog. */
export function useChord(letter: string, action: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== letter || !(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });
}

addEventListener('keydown', (event) => {
  const { target, key } = event;
  const isTyping = target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [contenteditable]');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !preferences.get().shortcuts) return;
  const now = Date.now();
  const sequence = first && now - last < PAUSE_MS ? `${first} ${key}` : key;
  const action = bound.find((one) => sequence in one)?.[sequence];
  [first, last] = [action || first ? '' : bound.some((one) => Object.keys(one).some((name) => name.startsWith(`${key} `))) ? key : '', now];
  if (!action) return;
  event.preventDefault();
  action();
});
