import { useState } from 'preact/hooks';
import type { Schemas } from '../../../../../packages/client/client';
import { api } from '../../data/client';
import { bodyOf } from '../../data/failure';
import { useView } from '../../search/view';
import { Dialog } from '../../ui/dialog';
import { useWords } from '../../words/words';
import { useAct } from '../admin/act';
import { REPORT_TYPES } from '../order-export';
import type { Recipient, Schedule } from './parts';
import { Preview } from './preview';
import { Recipients } from './recipients';

const RANGES = ['previous-day', 'previous-week', 'previous-month', 'last-7-days', 'last-30-days'] as const;
const FORMATS = ['xlsx', 'csv', 'ndjson', 'parquet'] as const;
type Form = {
  /** What is changed; else a new one is made. */
  readonly of?: Schedule;
  readonly filters?: object;
  readonly close: () => void;
  readonly saved: (schedule: Schedule) => void;
};

/** Makes or changes a schedule; what the server does not take stands below, in its words. */
export function ScheduleForm({ of: before, filters, close, saved }: Form) {
  const say = useWords();
  const { zone } = useView();
  const { problem, act } = useAct();
  const [cron, setCron] = useState(before?.cron ?? '0 7 * * 1');
  const [timezone, setTimezone] = useState(before?.timezone ?? zone);
  const [recipients, setRecipients] = useState<readonly Recipient[]>(before?.recipients ?? [{ kind: 'mail', address: '' }]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { name, enabled, ...asked } = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<string, string>;
    const report = { ...(before?.report ?? { filters }), ...asked } as unknown as Schemas['ScheduledReport'];
    const body = { name: name ?? '', cron, timezone, report, recipients: [...recipients], enabled: enabled === 'on' };
    void act(async () => saved(await save(body, before)));
  };
  return (
    <Dialog title={say(before ? 'schedule' : 'newSchedule')} close={close}>
      <form class="stack" onSubmit={submit}>
        <label>
          {say('called')} <input name="name" required maxLength={200} defaultValue={before?.name} />
        </label>
        <Choice label={say('reportType')} name="report_type" values={REPORT_TYPES} chosen={before?.report.report_type} />
        <Choice label={say('range')} name="range" values={RANGES} chosen={before?.report.range} />
        <Choice label={say('format')} name="format" values={FORMATS} chosen={before?.report.format} />
        <label>
          {say('cron')} <input required value={cron} onInput={({ currentTarget }) => setCron(currentTarget.value)} />
        </label>
        <label>
          {say('zone')} <input required value={timezone} onInput={({ currentTarget }) => setTimezone(currentTarget.value)} />
        </label>
        <Preview cron={cron} timezone={timezone} />
        <Recipients of={recipients} change={setRecipients} />
        <label class="check">
          <input type="checkbox" name="enabled" defaultChecked={before?.enabled ?? true} /> {say('enabled')}
        </label>
        <p role="alert">{problem}</p>
        <button type="submit" class="primary">
          {say('save')}
        </button>
      </form>
    </Dialog>
  );
}

/** A change of what another has changed meanwhile is refused. */
function save(body: Schemas['NewSchedule'], before: Schedule | undefined): Promise<Schedule> {
  if (!before) return bodyOf(api.POST('/reports/schedules', { body }));
  const params = { path: { id: before.id }, header: { 'If-Match': `"${before.version}"` } };
  return bodyOf(api.PUT('/reports/schedules/{id}', { params, body }));
}

type ChoiceOf = { readonly label: string; readonly name: string; readonly values: readonly string[]; readonly chosen: string | undefined };

function Choice({ label, name, values, chosen }: ChoiceOf) {
  return (
    <label>
      {label}{' '}
      <select name={name} defaultValue={chosen}>
        {values.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}
