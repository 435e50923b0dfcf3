import { type QueryKey, useQuery } from '@tanstack/preact-query';

/** Reads and keeps what a call answers. `every`: again after so many ms, where that is known from the last answer; false: when the tab is looked at. */
export const useRead = <T>(key: QueryKey, call: (signal: AbortSignal) => Promise<T>, every?: (last: T | undefined) => number | false) =>
  useQuery<T>({
    queryKey: key,
    queryFn: ({ signal }) => call(signal),
    ...(every && { refetchInterval: ({ state }) => every(state.data) }),
  });
