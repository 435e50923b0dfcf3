import { Words } from '../http/parameters.js';

export class WebhookTokenInput {
  /** One whose organizations are all in the caller's tree. */
  @Words(128)
  tenant: string;
}

export class WebhookToken {
  /** @example '5f0c1a2b3c4d' */
  id: string;
  /** Whose alerts it may send. */
  tenant: string;
  created_at: string;
  /** To the minute; null: never. */
  last_used_at: string | null;
}

export class CreatedWebhookToken {
  id: string;
  /** Shown this once: only a hash of it is stored. */
  token: string;
}

export class WebhookTokenList {
  webhook_tokens: WebhookToken[];
  /** With `limit` or `cursor`: where the next page begins; null at the end. */
  next_cursor?: string | null;
}
