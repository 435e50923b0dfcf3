import { useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import type { Schemas } from '../../../../packages/client/client';
import { useKeys } from '../app/keys';
import { api } from '../data/client';
import { dataOf, Failure } from '../data/failure';
import { ACTIONS, type Action } from '../ui/actions';
import { Dialog } from '../ui/dialog';
import { useWords } from '../words/words';

type Item = { readonly organization_id: string; readonly fingerprint: string };
type Result = Schemas['ActionResult'];

/** The endpoint's own limit. */
const BATCH = 100;

/** What can be done to the alerts that are chosen, or to all that match. Every result is told. */
export function Bulk({
  chosen,
  total,
  query,
  clear,
  isCustomer,
}: {
  chosen: readonly Item[];
  total: number;
  query: object;
  clear: () => void;
  isCustomer: boolean;
}) {
  const say = useWords();
  const [all, setAll] = useState(false);
  const [asking, setAsking] = useState<Action>();
  const [told, setTold] = useState('');
  const cache = useQueryClient();
  const n = all ? total : chosen.length;
  const act = async (action: Action, more: object): Promise<void> => {
    setAsking(undefined);
    try {
      const items = all ? await everyMatch(query) : chosen;
      const results: Result[] = [];
      for (let at = 0; at < items.length; at += BATCH) {
        const body = { action, items: items.slice(at, at + BATCH).map((item) => itemOf(item, isCustomer)), ...more };
        results.push(...(await dataOf(api.POST('/api/alerts/actions', { body }))).results);
        setTold(say('acted', { n: results.length }));
      }
      setTold(summary(results, say));
      clear();
      setAll(false);
    } catch (error) {
      setTold(error instanceof Failure ? `${say('failed')}: ${error.message}` : String(error));
    }
    await cache.invalidateQueries();
  };
  const start = (action: Action): void => {
    if (n === 0) return;
    if (action === 'note' || action === 'silence' || action === 'close') setAsking(action);
    else void act(action, {});
  };
  useKeys(Object.fromEntries(ACTIONS.flatMap(([action, , key]) => (key ? [[key, () => start(action)]] : []))));
  return (
    <div class="actions">
      <span>{say('chosen', { n })}</span>
      {ACTIONS.map(([action, word, key]) => (
        <button key={action} type="button" disabled={n === 0} aria-keyshortcuts={key || undefined} onClick={() => start(action)}>
          {say(word)}
        </button>
      ))}
      {total > chosen.length && (
        <label class="check">
          <input type="checkbox" checked={all} onChange={({ currentTarget }) => setAll(currentTarget.checked)} />{' '}
          {say('allMatching', { n: total })}
        </label>
      )}
      <span role="status">{told}</span>
      {asking && <Ask action={asking} n={n} close={() => setAsking(undefined)} act={(more) => void act(asking, more)} />}
    </div>
  );
}

const itemOf = ({ organization_id, fingerprint }: Item, isCustomer: boolean): { fingerprint: string; organization_id?: string } =>
  isCustomer ? { fingerprint } : { organization_id, fingerprint };

/** A page of the list at a time, all of them before anything is done. */
async function everyMatch(query: object): Promise<Item[]> {
  const found: Item[] = [];
  for (let page = 1; ; page++) {
    const { alerts, pagination } = await dataOf(api.GET('/api/alerts', { params: { query: { ...query, page, page_size: BATCH } } }));
    found.push(...alerts);
    if (!pagination.has_next) return found;
  }
}

function summary(results: readonly Result[], say: ReturnType<typeof useWords>): string {
  const of = (outcome: Result['outcome']): Result[] => results.filter((one) => one.outcome === outcome);
  const refused = of('refused');
  const parts = [say('outcomeDone', { n: of('done').length })];
  if (of('unchanged').length > 0) parts.push(say('outcomeUnchanged', { n: of('unchanged').length }));
  if (of('not-found').length > 0) parts.push(say('outcomeGone', { n: of('not-found').length }));
  if (refused.length > 0) parts.push(`${say('outcomeRefused', { n: refused.length })} (${refused[0]?.message ?? ''})`);
  return parts.join(', ');
}

/** What an action wants to know. */
export function Ask({
  action,
  n,
  close,
  act,
}: {
  action: 'note' | 'silence' | 'close' | Action;
  n: number;
  close: () => void;
  act: (more: object) => void;
}) {
  const say = useWords();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = String(form.get('text') ?? '').trim();
    if (action === 'note') act({ text });
    else if (action === 'close') act(text ? { reason: text } : {});
    else act({ ...endOf(form), ...(text && { reason: text }) });
  };
  const title = say(action === 'note' ? 'note' : action === 'close' ? 'closeAlert' : 'silence');
  return (
    <Dialog title={`${title}: ${say('total', { n })}`} close={close}>
      <form class="stack" onSubmit={submit}>
        {action === 'silence' && <SilenceLength />}
        <label>
          {say(action === 'note' ? 'noteText' : 'reason')}
          <textarea name="text" rows={3} maxLength={2000} required={action === 'note'} />
        </label>
        <button type="submit" class="primary">
          {title}
        </button>
      </form>
    </Dialog>
  );
}

function SilenceLength() {
  const say = useWords();
  return (
    <fieldset>
      <legend>{say('howLong')}</legend>
      {(
        [
          ['60', 'hour1'],
          ['240', 'hour4'],
          ['tomorrow', 'tomorrow8'],
          ['until', 'until'],
        ] as const
      ).map(([value, word], index) => (
        <label key={value} class="check">
          <input type="radio" name="length" value={value} defaultChecked={index === 0} /> {say(word)}
        </label>
      ))}
      <input type="datetime-local" name="until" aria-label={say('until')} />
    </fieldset>
  );
}

function endOf(form: FormData): object {
  const length = String(form.get('length'));
  if (/^\d+$/.test(length)) return { duration_minutes: Number(length) };
  const morning = new Date();
  morning.setDate(morning.getDate() + 1);
  morning.setHours(8, 0, 0, 0);
  const end = length === 'tomorrow' ? morning : new Date(String(form.get('until')));
  return { end_at: Number.isNaN(end.getTime()) ? '' : end.toISOString() };
}
