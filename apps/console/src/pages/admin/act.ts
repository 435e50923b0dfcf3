import { type QueryKey, useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { Failure } from '../../data/failure';

/** Does something and reads anew what is shown, or only what begins with a key; `problem` says in the server's words why it did not work. */
export function useAct(): { readonly problem: string; readonly act: (work: () => Promise<unknown>, only?: QueryKey) => Promise<boolean> } {
  const cache = useQueryClient();
  const [problem, setProblem] = useState('');
  const act = async (work: () => Promise<unknown>, only: QueryKey = []): Promise<boolean> => {
    try {
      await work();
      setProblem('');
      await cache.invalidateQueries({ queryKey: only });
      return true;
    } catch (error) {
      const faults = error instanceof Failure ? error.faults.map(({ key, message }) => `${key}: ${message}`) : [];
      setProblem(faults.length > 0 ? faults.join('; ') : error instanceof Error ? error.message : String(error));
      return false;
    }
  };
  return { problem, act };
}

export const formOf = (event: SubmitEvent): Record<string, string> => {
  event.preventDefault();
  return Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<string, string>;
};
