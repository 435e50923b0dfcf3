import type { Schemas } from '../../../../packages/client/client';
import type { Word } from '../words/words';

export type Action = Schemas['ActionInput']['action'];

/** What can be done, and the key for it. */
export const ACTIONS: readonly (readonly [action: Action, word: Word, key: string])[] = [
  ['assign', 'assign', 'a'],
  ['release', 'release', ''],
  ['note', 'note', 'n'],
  ['silence', 'silence', 's'],
  ['unsilence', 'unsilence', ''],
  ['close', 'closeAlert', 'c'],
];
