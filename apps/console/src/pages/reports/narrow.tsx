import { useView } from '../../search/view';
import { Pick, Typed } from '../../ui/fields';
import { useWords, type Word } from '../../words/words';
import { REPORTS, SCHEMA } from './asked';
import { Choices } from './choices';

const SEVERITIES = ['critical', 'warning', 'info'] as const;
const GROUPS: readonly (readonly [string, Word])[] = [
  ['organization', 'organization'],
  ['source', 'source'],
  ['policy', 'policy'],
  ['severity', 'severity'],
];
const KEYS: readonly (readonly [string, Word])[] = [
  ['system', 'system'],
  ['organization', 'organization'],
  ['alertname', 'name'],
];

const HOLDERS: readonly (readonly [string, Word])[] = [
  ['silence', 'silence'],
  ['inhibitor', 'inhibitor'],
  ['mute', 'mute'],
];

/** What a report can be narrowed by; those that it has no use for are not there. */
export function Narrow() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  const { asks } = REPORTS[values.tab];
  const anew = { cursor: '' };
  return (
    <form class="filters" aria-label={say('filters')} onSubmit={(event) => event.preventDefault()}>
      {asks.includes('bucket') && <Buckets />}
      {asks.includes('group') && <By label="split" options={GROUPS} />}
      {asks.includes('key') && <By label="whose" options={KEYS} />}
      {asks.includes('holder') && <By label="heldBy" options={HOLDERS} />}
      {asks.includes('severity') && (
        <Pick
          label={say('severity')}
          value={values.severity[0] ?? ''}
          options={SEVERITIES.map((name) => [name, say(name)])}
          change={(chosen) => set({ severity: chosen ? [chosen as 'critical'] : [], ...anew })}
        />
      )}
      {asks.includes('priority') && (
        <Pick
          label={say('priority')}
          value={values.priority === 'ALL' ? '' : values.priority}
          options={[
            ['HIGH', say('high')],
            ['LOW', say('low')],
          ]}
          change={(chosen) => set({ priority: (chosen || 'ALL') as 'ALL', ...anew })}
        />
      )}
      {asks.includes('exclude') && (
        <label class="check">
          <input
            type="checkbox"
            checked={values.exclude === 'silenced'}
            onChange={({ currentTarget }) => set({ exclude: currentTarget.checked ? 'silenced' : '', ...anew })}
          />{' '}
          {say('excludeSilenced')}
        </label>
      )}
      {asks.includes('burst') && <BurstLimits />}
      {asks.includes('hours') && <Hours />}
      <Choices field="source" name="sources" />
      <Choices field="policy" name="policies" />
      <Choices field="number" name="numbers" />
      <Typed
        label={say('matcher')}
        value={values.filter[0] ?? ''}
        change={(said, how) => set({ filter: [said, ...values.filter.slice(1)].filter(Boolean), ...anew }, how)}
      />
    </form>
  );
}

function Buckets() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  const isSparse = values.tab !== 'volume' && values.tab !== 'response';
  const buckets = [['DAY', say('day')] as const, ['WEEK', say('week')] as const, ['MONTH', say('month')] as const];
  const options = isSparse ? [['NONE', say('wholeRange')] as const, ...buckets] : buckets;
  const chosen = options.find(([value]) => value === values['group-by'])?.[0] ?? options[0]?.[0];
  return (
    <label>
      {say('groupBy')}{' '}
      <select value={chosen} onChange={({ currentTarget }) => set({ 'group-by': currentTarget.value as 'DAY', cursor: '' })}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function By({ label, options }: { label: Word; options: readonly (readonly [string, Word])[] }) {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  return (
    <label>
      {say(label)}{' '}
      <select value={values.by} onChange={({ currentTarget }) => set({ by: currentTarget.value as 'source', cursor: '' })}>
        {label === 'split' && <option value="">{say('together')}</option>}
        {options.map(([value, word], index) => (
          <option key={value} value={label !== 'split' && index === 0 ? '' : value}>
            {say(word)}
          </option>
        ))}
      </select>
    </label>
  );
}

function BurstLimits() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  return (
    <>
      <label>
        {say('burstWindow')}{' '}
        <input
          type="number"
          min={60}
          max={3600}
          value={values.window}
          onChange={({ currentTarget }) => currentTarget.reportValidity() && set({ window: currentTarget.valueAsNumber })}
        />
      </label>
      <label>
        {say('burstMinimum')}{' '}
        <input
          type="number"
          min={3}
          max={1000}
          value={values.minimum}
          onChange={({ currentTarget }) => currentTarget.reportValidity() && set({ minimum: currentTarget.valueAsNumber })}
        />
      </label>
      <label class="check">
        <input type="checkbox" checked={values.outside} onChange={({ currentTarget }) => set({ outside: currentTarget.checked })} />{' '}
        {say('burstOutside')}
      </label>
    </>
  );
}

export const HOURS = { business: 'Mon-Fri 08:00-18:00', sleep: '22:00-08:00' } as const;

function Hours() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  return (['business', 'sleep'] as const).map((name) => (
    <Typed
      key={name}
      label={say(name)}
      value={values[name] || HOURS[name]}
      change={(said, how) => set({ [name]: said === HOURS[name] ? '' : said }, how)}
    />
  ));
}
