import { useQueryClient } from '@tanstack/preact-query';
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

const LAYOUT = ['delimiter', 'bom', 'columns', 'label_columns'] as const;
const FIELDS = ['report_type', 'format', 'compression', 'start_date', 'end_date', ...LAYOUT] as const;
const listOf = (text = ''): string[] | undefined => {
  const names = text.split(',').flatMap((name) => name.trim() || []);
  return names.length > 0 ? names : undefined;
};

/** What a form orders: how a CSV file is laid out, only where it is said. */
const orderOf = ({ delimiter, bom, columns, label_columns, ...form }: Record<string, string>): object => ({
  ...form,
  ...(delimiter && delimiter !== ',' && { delimiter }),
  ...(bom && { bom: true }),
  columns: listOf(columns),
  label_columns: listOf(label_columns),
});

/** Orders a file; what the server does not take stands at its field. */
export function OrderDialog({ type, filters = {}, days, close }: Order) {
  const say = useWords();
  const [failure, setFailure] = useState<Failure>();
  const cache = useQueryClient();
  const [isCsv, setCsv] = useState(true);
  const [, navigate] = useLocation();
  const link = useLinks();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<string, string>;
    const body = {
      ...orderOf(form),
      filters: Object.fromEntries(Object.entries(filters).filter(([, value]) => !Array.isArray(value) || value.length > 0)),
    };
    try {
      await bodyOf(api.POST('/reports/export', { body: body as unknown as Schemas['NewExport'] }));
      close();
      navigate(link('/exports'));
      await cache.invalidateQueries({ queryKey: ['exports'] });
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
          <select {...field('format')} onChange={({ currentTarget }) => setCsv(currentTarget.value === 'csv')}>
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
        {isCsv && <Layout field={field} />}
        {FIELDS.map((name) => (
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

/** How a CSV file is laid out. */
function Layout({ field }: { field: (name: string) => object }) {
  const say = useWords();
  return (
    <fieldset>
      <legend>CSV</legend>
      <label>
        {say('delimiter')}{' '}
        <select {...field('delimiter')}>
          <option value=",">{say('comma')}</option>
          <option value=";">{say('semicolon')}</option>
          <option value={'\t'}>{say('tabulator')}</option>
        </select>
      </label>
      <label class="check">
        <input type="checkbox" {...field('bom')} /> {say('bom')}
      </label>
      <label>
        {say('columns')} <input {...field('columns')} placeholder={say('allColumns')} />
      </label>
      <label>
        {say('labelColumns')} <input {...field('label_columns')} placeholder="instance, job" />
      </label>
    </fieldset>
  );
}
