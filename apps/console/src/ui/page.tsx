import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { activeAlerts } from '../app/title';
import { useHeld } from '../data/store';
import { useView } from '../search/view';
import { useWords } from '../words/words';

/** The page that was loaded begins where the browser does: with the skip link. */
let isFirst = true;

/** A page with its heading, which takes the focus when one comes here from another. `known`: the page reads its own part of the address. */
export function Page({
  title,
  dropped,
  actions,
  children,
}: {
  title: string;
  dropped: readonly string[];
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const say = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const active = useHeld(activeAlerts);
  useEffect(() => {
    if (!isFirst && (document.activeElement === document.body || document.activeElement?.closest('nav')))
      heading.current?.focus({ preventScroll: true });
    isFirst = false;
  }, []);
  useEffect(() => {
    document.title = `${active === null ? '' : `(${active}) `}${title} · ${say('product')}`;
  }, [title, active, say]);
  return (
    <>
      <div class="heading">
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {actions}
      </div>
      {dropped.length > 0 && (
        <p class="notice" role="status">
          {say('dropped', { names: dropped.join(', ') })}
        </p>
      )}
      {children}
    </>
  );
}

/** The zone of the times on a page. */
export function ZoneNote() {
  const say = useWords();
  const { zone } = useView();
  return <p class="note">{say('zoneNote', { zone })}</p>;
}
