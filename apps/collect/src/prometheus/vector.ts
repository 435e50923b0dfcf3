import { type Fields, isFields } from '#intake';
import { PollFailure } from '../http/asker.js';

/** Firing alerts, and for each of them since when it is active. */
export const QUERY = 'ALERTS{alertstate="firing"} or (ALERTS_FOR_STATE and ignoring (alertstate) ALERTS{alertstate="firing"})';

const TENANT = '__tenant_id__';
const NOT_LABELS = ['__name__', 'alertstate', TENANT];

/** An alert as Alertmanager's API v2 would show it. Prometheus knows neither annotations nor silences. */
type Shown = { readonly labels: Fields; readonly annotations: object; readonly startsAt: string | undefined; readonly status: null };

/**
 * The alerts of an answer by tenant, with the external labels that they lack: those go out with an alert, but are not on its series. Those without a tenant are under null: they are the only tenant's that was asked for, or the server knows none.
 * Throws {@link PollFailure} when it is not whole: half an answer would end alerts that go on.
 */
export function alertsByTenant(body: unknown, externalLabels: Fields): Map<string | null, Shown[]> {
  const samples = samplesOf(body);
  const starts = new Map(
    samples.filter(({ metric }) => metric.__name__ === 'ALERTS_FOR_STATE').map(({ metric, value }) => [keyOf(metric), value]),
  );
  const alerts = new Map<string | null, Shown[]>();
  for (const { metric } of samples.filter((sample) => sample.metric.__name__ === 'ALERTS')) {
    const tenant = typeof metric[TENANT] === 'string' ? metric[TENANT] : null;
    const shown = {
      labels: { ...externalLabels, ...labelsOf(metric) },
      annotations: {},
      startsAt: instantOf(starts.get(keyOf(metric))),
      status: null,
    };
    const known = alerts.get(tenant);
    if (known) known.push(shown);
    else alerts.set(tenant, [shown]);
  }
  return alerts;
}

type Sample = { readonly metric: Fields; readonly value: unknown };

function samplesOf(body: unknown): Sample[] {
  if (!isFields(body) || body.status !== 'success' || !isFields(body.data) || !Array.isArray(body.data.result))
    throw new PollFailure('its answer is no result of a query');
  if ((Array.isArray(body.warnings) && body.warnings.length > 0) || body.isPartial === true)
    throw new PollFailure('its answer is not whole');
  return body.data.result.map((sample: unknown) => {
    if (!isFields(sample) || !isFields(sample.metric) || !Array.isArray(sample.value)) throw new PollFailure('its answer is no vector');
    return { metric: sample.metric, value: sample.value[1] };
  });
}

const labelsOf = (metric: Fields): Fields => Object.fromEntries(Object.entries(metric).filter(([name]) => !NOT_LABELS.includes(name)));

const keyOf = (metric: Fields): string =>
  JSON.stringify(
    Object.entries(metric)
      .filter(([name]) => name !== '__name__' && name !== 'alertstate')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** From epoch seconds in a text. */
function instantOf(value: unknown): string | undefined {
  const seconds = typeof value === 'string' ? Number(value) : Number.NaN;
  return seconds > 0 && seconds < 253_402_300_800 ? new Date(seconds * 1000).toISOString() : undefined;
}
