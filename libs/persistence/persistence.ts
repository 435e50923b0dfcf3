export { alone } from './alone.js';
export { AuditBusy, type AuditOptions, audit, type Difference } from './audit/audit.js';
export {
  advanceBackfill,
  type Backfill,
  beginBackfill,
  type Reasons,
  recordUnknown,
  unfinishedBackfill,
  unknownOf,
} from './backfill/backfill.js';
export { type CopyBinds, type CopyStatement, inSnapshot, type Snapshot } from './copy.js';
export { type SystemEvent, systemEvent } from './events/system-event.js';
export {
  allSince,
  FEED_CHANNEL,
  type FeedKind,
  type FeedLine,
  feedEnd,
  type NumberedLine,
  numberNews,
  type Position,
  since,
  unnumbered,
} from './feed/feed.js';
export { type Description, descriptions, feedTime, type Stretch, type ToldLine, toldLines } from './feed/told.js';
export { Gather } from './gather.js';
export { instantOf } from './instant-of.js';
export { callbackSecret, internalSecret, unsubscribeToken } from './internal-secret.js';
export { KeyRing, KeysUnavailable, type StoredKey } from './keys/key-ring.js';
export { apply } from './ledger/apply.js';
export { ANNOTATION_LENGTH, cleanText, keptOf, LABEL_LENGTH, MOST_LABELS, textMap } from './ledger/clean.js';
export { closeAlert, findAlert, type StoredEpisode, writeMemo } from './ledger/close.js';
export { columnsOf } from './ledger/columns.js';
export { quarterOf } from './ledger/delta.js';
export { endedSilently } from './ledger/ended-silently.js';
export {
  type AlertState,
  type Change,
  type Episode,
  type Handled,
  NO_OBSERVATION,
  type Observation,
  type Priority,
  type Resolution,
  type Status,
  type Via,
} from './ledger/episode.js';
export { fingerprintOf } from './ledger/fingerprint.js';
export { type Actor, type Assignment, assign, type HandledEpisode, note, type Running, release } from './ledger/handle.js';
export { hostOf } from './ledger/host.js';
export type { Outcome } from './ledger/outcome.js';
export { ensureFeedDays, ensureMonths, ensurePartitions } from './ledger/partitions.js';
export { lockOrganizations, type Recorded, record, recordIn, retrying } from './ledger/record.js';
export { isRefusedData } from './ledger/refused.js';
export { keyOf as seriesKeyOf } from './ledger/series.js';
export type { EventKind, TimelineEvent } from './ledger/timeline.js';
export type { ToldKind } from './ledger/told.js';
export { Listener } from './listener.js';
export { type Migration, migrations, migrationsOf } from './migrate/files.js';
export { migrate, schemaFingerprint } from './migrate/migrate.js';
export { SchemaTooOld, schemaProblem } from './migrate/schema.js';
export { deleteOrganization, ensureOwner, loadTree, putOrganizations } from './organizations/change-tree.js';
export { WasDeleted } from './organizations/endings.js';
export { OrganizationTree, TreeUnavailable } from './organizations/organization-tree.js';
export { type OrganizationInput, PlanFault } from './organizations/plan.js';
export { tidyOrganizations } from './organizations/tidy.js';
export { foldPending } from './projections/folder.js';
export { LocalRates } from './rates/local-rates.js';
export { forgetRates, type RateAsk, type RateGrant, takeRates } from './rates/rate-log.js';
export { daily } from './retention/daily.js';
export { forgetLogs } from './retention/forget-logs.js';
export { oldestKept } from './retention/oldest-kept.js';
export { dropFeedDays } from './retention/partitions.js';
export { type Dropped, retain } from './retention/retention.js';
export { schemaPool } from './schema-pool.js';
export { endSilence, keepSilence, type Matcher, type Silence } from './silences/silences.js';
export {
  beginSilence,
  endTenantSilence,
  namedBy,
  replaceTenantSilences,
  saveTenantSilences,
  type TenantSilence,
} from './silences/tenant-silences.js';
export { snapshot } from './snapshot.js';
export { type Db, positional, prepared, sql, variantOf } from './sql.js';
export { connectionsOf, openStore, Store, type StoreOptions } from './store.js';
export { type OrgTotals, saveTotals, saveTotalsOfMany } from './totals/save-totals.js';
export {
  createWebhookToken,
  type ListedToken,
  listWebhookTokens,
  revokeWebhookToken,
  WebhookTokens,
} from './webhook-tokens/webhook-tokens.js';
