import { useState } from 'preact/hooks';
import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useView } from '../../search/view';
import { Copy } from '../../ui/copy';
import { Instant } from '../../ui/instant';
import { Empty, List } from '../../ui/list';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { useAct } from './act';

/** The tokens with which Alertmanagers send, and a new one for a tenant; `made` takes its secret, which is shown once. */
export function WebhookTokens({ tenant, secret, made }: { tenant: string; secret: string; made: (secret: string) => void }) {
  const say = useWords();
  const { problem, act } = useAct();
  const make = (): void => void act(async () => made((await dataOf(api.POST('/api/webhook-tokens', { body: { tenant } }))).token));
  return (
    <section aria-labelledby="webhook-tokens">
      <h2 id="webhook-tokens">{say('webhookTokens')}</h2>
      <div class="row">
        <button type="button" class="primary" disabled={tenant === ''} onClick={make}>
          {say('newToken', { tenant })}
        </button>
        <span role="alert">{problem}</span>
      </div>
      {secret && (
        <div class="stack" role="status">
          <p>{say('tokenOnce')}</p>
          <pre>{secret}</pre>
          <div class="row">
            <Copy text={secret} />
            <button type="button" onClick={() => made('')}>
              {say('stored')}
            </button>
          </div>
        </div>
      )}
      <Tokens revoke={(id) => void act(() => dataOf(api.DELETE('/api/webhook-tokens/{id}', { params: { path: { id } } })))} />
    </section>
  );
}

function Tokens({ revoke }: { revoke: (id: string) => void }) {
  const say = useWords();
  const { zone, scope } = useView();
  const [cursor, setCursor] = useState('');
  const query = { ...scope, limit: 50, ...(cursor && { cursor }) };
  const tokens = useRead(['webhook-tokens', query], (signal) => dataOf(api.GET('/api/webhook-tokens', { params: { query }, signal })));
  return (
    <Read of={tokens}>
      {({ webhook_tokens: rows, next_cursor }) =>
        rows.length === 0 ? (
          <Empty filtered={false} />
        ) : (
          <>
            <List
              caption={say('webhookTokens')}
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                { name: say('tenant'), cell: ({ tenant, id }) => `${tenant} (${id})` },
                { name: say('created'), cell: ({ created_at }) => <Instant at={created_at} zone={zone} /> },
                {
                  name: say('lastUsed'),
                  cell: ({ last_used_at }) => (last_used_at ? <Instant at={last_used_at} zone={zone} age /> : say('never')),
                },
                {
                  name: say('actions'),
                  cell: ({ id, tenant }) => (
                    <button type="button" aria-label={`${say('revoke')}: ${tenant} (${id})`} onClick={() => revoke(id)}>
                      {say('revoke')}
                    </button>
                  ),
                },
              ]}
            />
            {next_cursor && (
              <button type="button" onClick={() => setCursor(next_cursor)}>
                {say('older')}
              </button>
            )}
          </>
        )
      }
    </Read>
  );
}
