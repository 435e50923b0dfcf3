import { type ComponentChildren, Fragment } from 'preact';
import { useWords, type Word } from '../words/words';

/** What is known of a thing; what is not, is left out. */
export function Facts({ facts }: { facts: readonly (readonly [Word, ComponentChildren])[] }) {
  const say = useWords();
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value)
        .map(([word, value]) => (
          <Fragment key={word}>
            <dt>{say(word)}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
