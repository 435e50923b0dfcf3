import type { UseQueryResult } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import { Failure } from '../data/failure';
import { useView } from '../search/view';
import { useWords } from '../words/words';
import { Copy } from './copy';

/** What was read; while it is read, and when it cannot be, the same words everywhere. Old rows stay, dimmed. */
export function Read<T>({
  of: { data, error, isPending, isPlaceholderData },
  children,
}: {
  of: UseQueryResult<T>;
  children: (data: T) => ComponentChildren;
}) {
  if (data === undefined) return isPending && !error ? <Waiting /> : <Trouble error={error} />;
  return (
    <>
      {error && <Trouble error={error} />}
      <div class={isPlaceholderData ? 'dimmed' : undefined} aria-busy={isPlaceholderData}>
        {children(data)}
      </div>
    </>
  );
}

export function Waiting() {
  const say = useWords();
  return <p class="waiting">{say('loading')}</p>;
}

/** What a request came to, and the way out of it. */
export function Trouble({ error }: { error: unknown }) {
  const say = useWords();
  const { link, range, dropped: _ } = useView();
  const failure = error instanceof Failure ? error : new Failure(-1, String(error));
  const middle = new Date((range.from + range.until) / 2).toISOString();
  return (
    <div class="trouble" role="status">
      <p>{sentence(failure, say)}</p>
      {failure.faults.map(({ key, message }) => (
        <p key={key}>
          {key}: {message}
        </p>
      ))}
      {isOutside(failure) && <Link href={link({ org: [] })}>{say('withoutIt')}</Link>}
      {failure.status === 503 && (
        <Link href={link({ range: `${middle}..${new Date(range.until).toISOString()}` })}>{say('halfRange')}</Link>
      )}
      {failure.status >= 500 && failure.requestId && (
        <p>
          {say('requestId')} <code>{failure.requestId}</code> <Copy text={failure.requestId} />
        </p>
      )}
    </div>
  );
}

const isOutside = ({ status, message }: Failure): boolean => status === 403 && message.includes('hierarchy');

function sentence(failure: Failure, say: ReturnType<typeof useWords>): string {
  const { status, message } = failure;
  if (status === 0) return say('lost');
  if (isOutside(failure)) return say('outside');
  if (status === 403) return say('forbidden', { need: message });
  if (status === 404) return say('missing');
  if (status === 503) return say('tooSlow');
  return `${say('failed')}: ${message}`;
}
