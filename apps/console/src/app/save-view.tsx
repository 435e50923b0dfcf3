import { useLocation, useSearch } from 'wouter-preact';
import { useWords } from '../words/words';
import { saveView } from './views';

/** Gives the view that is open a name, by which the palette finds it again. */
export function SaveView() {
  const say = useWords();
  const [path] = useLocation();
  const search = useSearch();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const name = String(new FormData(form).get('name')).trim();
    if (name) saveView({ name, at: search ? `${path}?${search}` : path });
    form.reset();
  };
  return (
    <form class="row" onSubmit={submit}>
      <label>
        {say('viewName')} <input name="name" required maxLength={80} />
      </label>
      <button type="submit">{say('saveView')}</button>
    </form>
  );
}
