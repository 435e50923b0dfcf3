import { type Fields, isFields } from '#intake';
import type { Upstream } from '../../apps/collect/src/config/config.js';
import { Asker, jsonOf, TooLarge } from '../../apps/collect/src/http/asker.js';
import { tenantHeaders } from '../../apps/collect/src/intake/alert-source.js';

/** A series of ALERTS with the instants of its samples in epoch ms, ascending. */
export type Series = { readonly labels: Readonly<Record<string, string>>; readonly at: readonly number[] };

const TIMEOUT_MS = 120_000;
const SHORTEST_MS = 60_000;
const NOT_LABELS = ['__name__', 'alertstate'];

/** A Prometheus, or what answers like one, that still has ALERTS. */
export class Server {
  private readonly asker: Asker;

  /** `tenant`: whose alerts are asked for; null: the server knows none. */
  constructor(
    private readonly upstream: Upstream,
    private readonly tenant: string | null,
  ) {
    this.asker = new Asker({ ...upstream, timeoutMs: TIMEOUT_MS });
  }

  /** The raw samples of firing alerts from one instant to another (epoch ms), both included. Halves what is too much for one answer. Rejects with what is wrong in one sentence. */
  async samples(from: number, until: number): Promise<Series[]> {
    const seconds = Math.ceil((until - from) / 1000);
    const query = new URLSearchParams({ query: `ALERTS{alertstate="firing"}[${seconds}s]`, time: String(until / 1000) });
    const headers = {
      ...(this.tenant !== null && tenantHeaders(this.upstream, this.tenant)),
      'content-type': 'application/x-www-form-urlencoded',
    };
    try {
      const { status, text } = await this.asker.ask('/api/v1/query', { method: 'POST', headers, body: query.toString() });
      if (status === 200) return seriesIn(jsonOf(text));
      if (!isTooMuch(text)) throw new Error(`the server answers with status ${status}${reasonIn(text)}`);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
    }
    if (until - from < 2 * SHORTEST_MS) throw new Error('the server has more alerts than one of its answers holds');
    const middle = from + Math.floor((until - from) / 2);
    return [...(await this.samples(from, middle)), ...(await this.samples(middle, until))];
  }

  close(): Promise<void> {
    return this.asker.close();
  }
}

const isTooMuch = (text: string): boolean => /too many samples|exceeds? .*limit|exceeded maximum|expanding series: .*limit/i.test(text);

function reasonIn(text: string): string {
  const body = parsed(text);
  return isFields(body) && typeof body.error === 'string' ? `: ${body.error.slice(0, 300)}` : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy's page; its status says enough
  }
}

/** Half an answer would make short episodes of long ones. */
function seriesIn(body: unknown): Series[] {
  if (!isFields(body) || body.status !== 'success' || !isFields(body.data) || !Array.isArray(body.data.result))
    throw new Error('the answer is no result of a query');
  const { warnings } = body;
  if (Array.isArray(warnings) && warnings.length > 0) throw new Error(`the answer is not whole: ${String(warnings[0]).slice(0, 300)}`);
  if (body.isPartial === true || body.data.isPartial === true) throw new Error('the answer is not whole');
  if (body.data.resultType !== 'matrix') throw new Error('the answer has no samples');
  return body.data.result.map(seriesOf);
}

function seriesOf(value: unknown): Series {
  if (!isFields(value) || !isFields(value.metric) || !Array.isArray(value.values)) throw new Error('the answer has no samples');
  const at = value.values.flatMap((sample: unknown) => {
    if (!Array.isArray(sample) || typeof sample[0] !== 'number') throw new Error('the answer has a sample without an instant');
    return Number(sample[1]) > 0 ? [Math.round(sample[0] * 1000)] : [];
  });
  return { labels: labelsOf(value.metric), at };
}

const labelsOf = (metric: Fields): Record<string, string> =>
  Object.fromEntries(Object.entries(metric).flatMap(([name, value]) => (NOT_LABELS.includes(name) ? [] : [[name, String(value)]])));
