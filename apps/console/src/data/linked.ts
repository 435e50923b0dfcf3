import { type Answer, bodyOf } from './failure';

/** A list that says in its header `Link` where it goes on, and the cursor of what follows. */
export async function linkedOf<T>(call: Promise<Answer<T>>): Promise<{ readonly rows: T; readonly next: string | undefined }> {
  const rows = await bodyOf(call);
  const { response } = await call;
  return { rows, next: nextOf(response.headers.get('link')) };
}

export function nextOf(link: string | null): string | undefined {
  const address = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1];
  return (address && new URL(address, location.origin).searchParams.get('cursor')) || undefined;
}
