import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { Schemas } from '../../../../packages/client/client';
import { api } from '../data/client';
import { bodyOf, Failure } from '../data/failure';
import { useLinks } from '../search/view';
import { Dialog } from '../ui/dialog';
import { useWords } from '../words/words';

export const REPORT_TYPES = [
  ...['alert-history', 'alerts', 'alerts-summary', 'system-events', 'usage-summary', 'api-keys-usage'],
  ...['availability', 'tuning', 'bursts', 'interruptions', 'suppression'],
] as const;
type Order = {
  readonly type?: (typeof REPORT_TYPES)[number];
  readonly filters?: object;
  readonly days: { first: string; last: string };
  readonly close: () => void;
};

/** Orders a file; what the server does not take stands at its field. */
export function OrderDialog({ type, filters = {}, days, close }: Order) {
  const say = useWords();
  const [failure, setFailure] = useState<Failure>();
  const [, navigate] = useLocation();
  const link = useLinks();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<string, string>;
    const body = {
      ...form,
      filters: Object.fromEntries(Object.entries(filters).filter(([, value]) => !Array.isArray(value) || value.length > 0)),
    };
    try {
      await bodyOf(api.POST('/reports/export', { body: body as unknown as Schemas['NewExport'] }));
      navigate(link('/exports'));
    } catch (error) {
      setFailure(error instanceof Failure ? error : new Failure(-1, String(error)));
    }
  };
  const fault = (name: string): string => failure?.faults.find(({ key }) => key === name)?.message ?? '';
  const field = (name: string) => ({ name, 'aria-invalid': fault(name) !== '', 'aria-describedby': `fault-${name}` });
  return (
    <Dialog title={say('order')} close={close}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <label>
          {say('reportType')}{' '}
          <select {...field('report_type')} defaultValue={type}>
            {REPORT_TYPES.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('format')}{' '}
          <select {...field('format')}>
            <option value="csv">CSV</option>
            <option value="xlsx">XLSX</option>
            <option value="ndjson">NDJSON</option>
            <option value="parquet">Parquet</option>
          </select>
        </label>
        <label>
          {say('compression')}{' '}
          <select {...field('compression')}>
            <option value="none">{say('none')}</option>
            <option value="gzip">gzip</option>
          </select>
        </label>
        <label>
          {say('from')} <input type="date" required {...field('start_date')} defaultValue={days.first} />
        </label>
        <label>
          {say('to')} <input type="date" required {...field('end_date')} defaultValue={days.last} />
        </label>
        {['report_type', 'format', 'compression', 'start_date', 'end_date'].map((name) => (
          <p key={name} id={`fault-${name}`} role="alert">
            {fault(name) && `${name}: ${fault(name)}`}
          </p>
        ))}
        <p role="alert">{failure && failure.faults.length === 0 ? failure.message : ''}</p>
        <button type="submit" class="primary">
          {say('order')}
        </button>
      </form>
    </Dialog>
  );
}
