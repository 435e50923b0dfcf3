import { useState } from 'preact/hooks';
import { absoluteRange, daysIn, PRESETS } from '../search/range';
import { useView } from '../search/view';
import { useWords, type Word } from '../words/words';
import { Copy } from './copy';

const WORDS: Readonly<Record<(typeof PRESETS)[number], Word>> = {
  today: 'today',
  '7d': 'd7',
  '30d': 'd30',
  '90d': 'd90',
  '1y': 'y1',
  mtd: 'mtd',
};

/** Which days a page speaks of, in the zone that it names. */
export function RangeBar() {
  const say = useWords();
  const { values, set, link, range, zone } = useView();
  const lasting = (): string => `${location.origin}/console${link({ range: absoluteRange(values.range, zone, Date.now()), tz: zone })}`;
  const preset = PRESETS.find((one) => one === values.range);
  const [isOpen, setOpen] = useState(!preset);
  const { first, last } = daysIn(range, zone);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const [from, to] = [String(form.get('from')), String(form.get('to'))].sort();
    set({ range: `${from}..${to}` });
  };
  return (
    <div class="range">
      <label>
        {say('range')}{' '}
        <select
          value={isOpen ? 'custom' : (preset ?? 'custom')}
          onChange={({ currentTarget: { value } }) => {
            setOpen(value === 'custom');
            if (value !== 'custom') set({ range: value });
          }}
        >
          {PRESETS.map((one) => (
            <option key={one} value={one}>
              {say(WORDS[one])}
            </option>
          ))}
          <option value="custom">{say('custom')}</option>
        </select>
      </label>
      {isOpen && (
        <form onSubmit={submit} key={`${first}${last}`}>
          <label>
            {say('from')} <input type="date" name="from" required defaultValue={first} />
          </label>
          <label>
            {say('to')} <input type="date" name="to" required defaultValue={last} />
          </label>
          <button type="submit">{say('apply')}</button>
        </form>
      )}
      <Copy text={lasting} label="copyLink" />
      <span class="note">{say('zoneNote', { zone })}</span>
    </div>
  );
}
