import type { FieldFault, RefusalCode } from './refusals.js';

/** How a family of the API speaks. Inside there is one tongue; the edge translates. */
export type Dialect = {
  /** The body of a success. */
  wrap(data: unknown, message: string, status: number): unknown;
  /** The body of a refusal. `message` is the refusal's own. */
  refuse(status: number, message: string, errors: readonly FieldFault[] | undefined, code: RefusalCode): unknown;
};

/** The alerts family, administration and collect. `code` is the HTTP status; a 400 always lists its faults. */
export const alertsDialect: Dialect = {
  wrap: (data, message, code) => ({ code, message, data: data ?? {} }),
  refuse: (code, message, errors) =>
    code === 400
      ? { code, message: 'validation failed', data: { type: 'validation_error', errors: errors ?? [] } }
      : { code, message, data: {} },
};

/** `POST /api/events`: as the alerts family, but the `code` of a refusal is a text. */
export const eventsDialect: Dialect = {
  wrap: alertsDialect.wrap,
  refuse: (status, message, errors, code) => ({ status, ...Object(alertsDialect.refuse(status, message, errors, code)), code }),
};

/** `/api/v2` and `/tenants`: a JSON text, as an Alertmanager's. */
export const alertmanagerDialect: Dialect = {
  wrap: (data) => data,
  refuse: (_, message, errors) => (errors?.[0] ? `${errors[0].key}: ${errors[0].message}` : message),
};

/** The family of what collect answers, and of the same paths at the gateway. */
export function collectDialect(url: string): Dialect {
  if (/^\/(?:api\/v2|tenants)(?:[/?]|$)/.test(url)) return alertmanagerDialect;
  return /^\/api\/events\/?(?:\?|$)/.test(url) ? eventsDialect : alertsDialect;
}
