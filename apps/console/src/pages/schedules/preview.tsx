import { useEffect, useState } from 'preact/hooks';
import { api } from '../../data/client';
import { bodyOf, Failure } from '../../data/failure';
import { Instant } from '../../ui/instant';
import { useWords } from '../../words/words';

const TYPING_MS = 400;

/** The next slots of what is typed, once one pauses; or what is wrong with it. */
export function Preview({ cron, timezone }: { cron: string; timezone: string }) {
  const say = useWords();
  const [shown, setShown] = useState<{ next: readonly string[]; zone: string; problem: string }>({ next: [], zone: 'UTC', problem: '' });
  useEffect(() => {
    const leaving = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const { next } = await bodyOf(api.POST('/reports/schedules/preview', { body: { cron, timezone }, signal: leaving.signal }));
        setShown({ next, zone: timezone, problem: '' });
      } catch (error) {
        if (!leaving.signal.aborted) setShown({ next: [], zone: 'UTC', problem: problemOf(error) });
      }
    };
    const wait = setTimeout(() => void ask(), TYPING_MS);
    return () => {
      clearTimeout(wait);
      leaving.abort();
    };
  }, [cron, timezone]);
  return (
    <div aria-live="polite">
      <p>{shown.problem || say('nextRuns')}</p>
      <ol>
        {shown.next.map((at) => (
          <li key={at}>
            <Instant at={at} zone={shown.zone} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function problemOf(error: unknown): string {
  if (error instanceof Failure && error.faults.length > 0) return error.faults.map(({ key, message }) => `${key}: ${message}`).join('; ');
  return error instanceof Error ? error.message : String(error);
}
