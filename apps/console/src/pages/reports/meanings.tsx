import { useState } from 'preact/hooks';
import { api } from '../../data/client';
import { bodyOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';

/** What the figures of a report mean, in the words of the API. They are asked for when somebody wants to know. */
export function Meanings({ names }: { names: readonly string[] }) {
  const say = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say('meanings')}</summary>
      {isOpen && <Formulas names={names} />}
    </details>
  );
}

function Formulas({ names }: { names: readonly string[] }) {
  const definitions = useRead(['definitions'], (signal) => bodyOf(api.GET('/reports/definitions', { signal })));
  return (
    <Read of={definitions}>
      {({ definitions: all }) => (
        <dl class="facts">
          {names.map((wanted) => {
            const found = all.find(({ name }) => name === wanted);
            return (
              found && (
                <>
                  <dt>
                    <code>{wanted}</code>
                  </dt>
                  <dd lang="en">{found.formula}</dd>
                </>
              )
            );
          })}
        </dl>
      )}
    </Read>
  );
}
