import type { Labels } from '#matchers';
import { instantText } from '#metrics';
import { type Description, descriptions, type Store, type ToldKind, type ToldLine } from '#persistence';

/** A line as readers get it. `flood`: instead of lines that are not told one by one. */
export type Line = {
  readonly number: number;
  readonly organization: number;
  readonly kind: ToldKind;
  readonly severity: string | null;
  readonly labels: Labels;
  /** The event as it is sent, made once for all readers. */
  readonly text: (organization: string) => string;
};

const REMEMBERED = 20_000;
const NO_LABELS: Labels = {};

/** Puts names to lines. What describes alerts never changes, and is remembered. */
export class Describer {
  private readonly known = new Map<number, Description>();

  constructor(private readonly store: Store) {}

  /** The told ones among the lines. */
  async describe(lines: readonly ToldLine[]): Promise<Line[]> {
    if (this.known.size > REMEMBERED) this.known.clear();
    const missing = new Set(lines.flatMap(({ series }) => (series === null || this.known.has(series) ? [] : [series])));
    for (const one of await descriptions(this.store, [...missing])) this.known.set(one.id, one);
    return lines.flatMap((line) => this.lineOf(line) ?? []);
  }

  private lineOf(told: ToldLine): Line | undefined {
    if (told.event === null) return undefined;
    const description = told.series === null ? undefined : this.known.get(told.series);
    let text: string | undefined;
    return {
      number: told.number,
      organization: told.organization,
      kind: told.event,
      severity: description?.severity ?? null,
      labels: description?.labels ?? NO_LABELS,
      text: (organization) => {
        text ??= eventText(told.number, 'alert', bodyOf(told, description, organization));
        return text;
      },
    };
  }
}

/** What an `alert` event carries, its keys and their order. */
const bodyOf = (told: ToldLine, description: Description | undefined, organization: string): string =>
  JSON.stringify({
    kind: told.event,
    alert_id: told.alert_id,
    organization_id: organization,
    fingerprint: description?.fingerprint ?? null,
    alertname: description?.alertname ?? null,
    severity: description?.severity ?? null,
    starts_at: instantText(told.starts_at.getTime()),
    at: instantText((told.instant ?? told.numbered_at).getTime()),
    actor: told.actor,
  });

export type EventName = 'hello' | 'alert' | 'totals' | 'resync' | 'bye';

export const eventText = (id: number, event: EventName, data: string): string => `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
