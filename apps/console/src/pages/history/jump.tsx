import { dateText, parseDate } from '#metrics';
import { daysIn } from '../../search/range';
import { useView } from '../../search/view';
import { useWords } from '../../words/words';
import { SCHEMA } from './filters';

/** As many days on either side. */
const AROUND = 1;

/** To a day, however long ago, and those beside it. */
export function Jump() {
  const say = useWords();
  const { set, range, zone } = useView(SCHEMA);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const day = parseDate(String(new FormData(event.currentTarget as HTMLFormElement).get('day')));
    if (day !== undefined) set({ range: `${dateText(day - AROUND)}..${dateText(day + AROUND)}`, from_date: '', to_date: '' });
  };
  return (
    <form class="row" onSubmit={submit}>
      <label>
        {say('jump')} <input type="date" name="day" required defaultValue={daysIn(range, zone).last} />
      </label>
      <button type="submit">{say('jumpTo')}</button>
    </form>
  );
}
