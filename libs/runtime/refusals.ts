/** Every refusal a caller can meet: its public code, HTTP status and message. Codes never change; docs/problems.md explains each. */
export const catalogue = {
  'unknown-route': [404, 'route not found'],
  'credentials-missing': [401, 'authorization header required'],
  'credentials-invalid': [401, 'invalid token'],
  'address-not-permitted': [403, 'address not permitted'],
  'origin-not-permitted': [403, 'a page of this origin may not call'],
  'method-not-allowed': [405, 'only POST is answered here'],
  'too-many-requests': [429, 'too many requests'],
  'permission-missing': [403, 'insufficient permissions'],
  'outside-scope': [403, 'access denied: organization not in your hierarchy'],
  'validation-failed': [400, 'validation failed'],
  'malformed-body': [400, 'the body is not valid JSON'],
  'malformed-path': [400, 'the path cannot be decoded'],
  'malformed-request': [400, 'this is not a valid HTTP request'],
  'headers-too-large': [431, 'the headers are too large'],
  'request-too-slow': [408, 'the request did not come in time'],
  'unsupported-body': [415, 'the content type is not supported'],
  'body-stalled': [408, 'the body did not come'],
  'body-too-large': [413, 'the body is too large'],
  'alert-not-found': [404, 'alert not found'],
  'organization-not-found': [404, 'organization not found'],
  'silence-not-found': [404, 'silence not found'],
  'export-not-found': [404, 'export not found'],
  'export-quota-used': [429, 'the daily number of exports is used up'],
  'idempotency-conflict': [422, 'the idempotency key was used with another body'],
  'persona-refused': [403, 'open the link that npm start printed'],
  'schedule-not-found': [404, 'schedule not found'],
  'schedules-used-up': [409, 'the organization has 50 schedules, which is the most'],
  'version-stale': [412, 'it was changed meanwhile: read it again'],
  'link-invalid': [403, 'the download link is invalid or has expired'],
  'file-gone': [410, 'the file of this export has been deleted'],
  'range-not-satisfiable': [416, 'the file has no such range'],
  'not-found': [404, 'not found'],
  'organization-deleted': [409, 'the organization was deleted'],
  'tree-unavailable': [503, 'the organizations cannot be read at the moment'],
  'keys-unavailable': [503, 'the identity provider cannot be reached'],
  'collect-unavailable': [503, 'collect cannot be reached at the moment'],
  'storage-unavailable': [503, 'the database cannot be reached at the moment'],
  'columns-unavailable': [503, 'what answers this is being read anew, ask again in a moment'],
  'upstream-unavailable': [502, 'the Alertmanager did not accept the request'],
  busy: [503, 'busy: too much is under way at the moment'],
  'too-many-streams': [429, 'too many streams are open for this credential'],
  'streams-full': [503, 'this gateway serves as many streams as it may'],
  'too-slow': [503, 'the request could not be served in time'],
  'internal-error': [500, 'internal error'],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof catalogue;
/** One parameter that is wrong, as the alerts and reports families show it. */
export type FieldFault = { readonly key: string; readonly message: string; readonly value: unknown };
export type RefusalDetails = {
  readonly errors?: readonly FieldFault[];
  readonly message?: string;
  readonly retryAfterSeconds?: number;
  /** What HTTP wants said besides. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log. */
  readonly cause?: unknown;
};

/** An expected refusal. Its code is public and permanent; how it looks on the wire is the dialect's business. */
export class Refusal extends Error {
  readonly status: number;

  constructor(
    readonly code: RefusalCode,
    readonly details: RefusalDetails = {},
  ) {
    super(details.message ?? catalogue[code][1], { cause: details.cause });
    this.status = catalogue[code][0];
  }

  /** A 400 for one parameter. */
  static field(key: string, message: string, value: unknown): Refusal {
    return new Refusal('validation-failed', { errors: [{ key, message, value }] });
  }
}
