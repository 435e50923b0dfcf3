import type { Teller } from './weave.js';

/** How a source of alerts reaches the ledger. */
export type Via = 'webhook' | 'refresher' | 'event' | 'import';
export type Resolution = 'webhook' | 'inferred' | 'manual' | 'event' | 'import';
export type Priority = 'LOW' | 'HIGH';
/** What a start says: that the alert fired then, or (a Prometheus' poll) that it became active then, before `for`. */
export type Since = 'fired' | 'active';
export type AlertState = 'active' | 'suppressed' | 'unprocessed';

/** What an Alertmanager says of a running alert. Only the refresher knows it. */
export type Status = {
  readonly state: AlertState;
  readonly silencedBy: readonly string[];
  readonly inhibitedBy: readonly string[];
  readonly mutedBy?: readonly string[];
  /** All that it would notify; a webhook knows one of them. */
  readonly receivers?: readonly string[];
};

/**
 * One sighting of an alert: it runs (`endsAt` null) or it has ended. Texts are clean (no NUL, no lone surrogate), instants have milliseconds.
 * `source` and `policy` are names; an id given by an import wins over the name.
 */
export type Observation = {
  readonly via: Via;
  readonly organizationId: number;
  readonly fingerprint: string;
  readonly startsAt: Date;
  readonly since?: Since | undefined;
  readonly endsAt: Date | null;
  /** The sender knew that it has ended, not when: an end that somebody tells counts more. */
  readonly endsAbout?: boolean | undefined;
  readonly alertname: string;
  readonly severity: string | null;
  readonly systemKey: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly receiver: string | null;
  readonly priority: Priority;
  readonly source: string;
  readonly policy: string | null;
  readonly number: string;
  readonly sourceId?: number | undefined;
  readonly policyId?: number | undefined;
  readonly status?: Status | undefined;
  readonly acknowledgedAt?: Date | null | undefined;
  /** When the resolution was recorded, if not now: an import's created_at. */
  readonly recordedAt?: Date | undefined;
  readonly generatorUrl?: string | undefined;
  /** Who tells it, by name: what one Alertmanager has ended another may go on telling. */
  readonly reporter?: string | undefined;
  /** The upstream whose own this sighting is: its polls may end the alert when they do not show it any more. */
  readonly upstream?: string | undefined;
};

/** An observation with its source and policy resolved to ids. */
export type Routed = Observation & { readonly sourceId: number; readonly policyId: number };

/** A start with the end told for it (epoch ms; null: none was). `active`: since when a Prometheus knew it, not when it fired. */
export type StoredPart = {
  readonly start: number;
  readonly end: number | null;
  readonly teller: Teller | null;
  readonly active: boolean;
  readonly alone: boolean;
  readonly acknowledged: number | null;
};

/** An episode as the ledger keeps it, running or ended. */
export type Episode = {
  id: number | null;
  /** Where its name, severity, system and labels are stored; absent while they are only told. */
  series_id?: number;
  organization_id: number;
  fingerprint: string;
  alertname: string;
  severity: string | null;
  system_key: string | null;
  starts_at: Date;
  ends_at: Date | null;
  recorded_at: Date | null;
  acknowledged_at: Date | null;
  resolution: Resolution | null;
  origin: 'alertmanager' | 'event' | 'import';
  state: AlertState;
  silenced_by: readonly string[];
  inhibited_by: readonly string[];
  muted_by: readonly string[];
  receivers: readonly string[];
  generator_url: string;
  /** The starts that it is made of; null: its own only, which has the end told for it. */
  parts: readonly StoredPart[] | null;
  /** While it runs: when each reporter told it last (epoch ms), and `upstream <name>` for upstreams that have shown or sent it. */
  reporters: Readonly<Record<string, number>>;
  last_seen_at: Date;
  missed: number;
  receiver: string | null;
  priority: Priority;
  source_id: number;
  policy_id: number;
  number: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
};
/** What people did to it. Recording knows nothing of it and changes none of it. */
export type Handled = { closed_by: string | null; close_reason: string | null; memo: string; assigned_to: unknown };

/**
 * What happens to one episode: opened (no `before`), changed, or found to be part of another, `into` (no `after`). `retold`: nothing has changed but
 * who told it when.
 */
export type Change = {
  readonly before: Episode | null;
  readonly after: Episode | null;
  readonly into?: Episode | undefined;
  readonly retold?: true | undefined;
};

// An object that begins with all its keys is filled in a fraction of a microsecond; each key that is added after a spread costs two.
/** What a row begins with. */
export const NO_EPISODE: Episode = {
  id: null,
  organization_id: 0,
  fingerprint: '',
  alertname: '',
  severity: null,
  system_key: null,
  starts_at: new Date(0),
  ends_at: null,
  recorded_at: null,
  acknowledged_at: null,
  resolution: null,
  origin: 'alertmanager',
  state: 'active',
  silenced_by: [],
  inhibited_by: [],
  muted_by: [],
  receivers: [],
  generator_url: '',
  parts: null,
  reporters: {},
  last_seen_at: new Date(0),
  missed: 0,
  receiver: null,
  priority: 'LOW',
  source_id: 0,
  policy_id: 0,
  number: '',
  labels: {},
  annotations: {},
};
/** What an observation begins with. */
export const NO_OBSERVATION: Observation = {
  via: 'webhook',
  organizationId: 0,
  fingerprint: '',
  startsAt: new Date(0),
  since: undefined,
  endsAt: null,
  endsAbout: undefined,
  alertname: '',
  severity: null,
  systemKey: null,
  labels: {},
  annotations: {},
  receiver: null,
  priority: 'LOW',
  source: '',
  policy: null,
  number: '',
  sourceId: undefined,
  policyId: undefined,
  status: undefined,
  acknowledgedAt: undefined,
  recordedAt: undefined,
  generatorUrl: undefined,
  reporter: undefined,
  upstream: undefined,
};
