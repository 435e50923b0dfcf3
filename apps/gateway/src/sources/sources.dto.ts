import { IsOptional } from 'class-validator';
import { Batch, Identifier, Whole, Words } from '../http/parameters.js';

const MOST = 10_000;
/** Far below 2^53, so that the ids that follow a chosen one are exact in JSON too. */
const GREATEST = 999_999_999_999;

export class EscalationPolicyInput {
  /** Chosen by the caller, or given. An id in use means that one. */
  @IsOptional()
  @Whole(1, GREATEST)
  id?: number;
  @Identifier()
  organization_id: string;
  /** Unique in its organization. Without an id it tells which one is meant. */
  @Words(200)
  name: string;
}

export class AlertSourceInput extends EscalationPolicyInput {
  /** Where its alerts go unless they say so themselves. Absent: as before; null: the policy `Default`. */
  @IsOptional()
  @Whole(1, GREATEST)
  escalation_policy_id?: number | null;
}

export class EscalationPoliciesInput {
  @Batch(() => EscalationPolicyInput, MOST)
  items: EscalationPolicyInput[];
}

export class AlertSourcesInput {
  @Batch(() => AlertSourceInput, MOST)
  items: AlertSourceInput[];
}

export class EscalationPolicy {
  /** What reports call it. */
  id: number;
  organization_id: string;
  name: string;
  created_at: string;
}

export class AlertSource extends EscalationPolicy {
  /** Null: the organization's policy `Default`. */
  escalation_policy_id: number | null;
  /** The secret that `POST /api/events` takes. */
  integration_key: string;
}

export class EscalationPolicies {
  items: EscalationPolicy[];
  /** With `limit` or `cursor`: where the next page begins; null at the end. */
  next_cursor?: string | null;
}

export class AlertSources {
  items: AlertSource[];
  /** With `limit` or `cursor`: where the next page begins; null at the end. */
  next_cursor?: string | null;
}
