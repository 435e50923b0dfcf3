import { useState } from 'preact/hooks';
import { useHeld } from '../../data/store';
import { session } from '../../session/session';
import { Copy } from '../../ui/copy';
import { useWords } from '../../words/words';
import { Backfills } from './backfills';
import { Clients } from './clients';
import { WebhookTokens } from './webhook-tokens';

/** What an Alertmanager's configuration has to say, with the token of a tenant in it while it is shown. */
export function Connect() {
  const say = useWords();
  const now = useHeld(session);
  const [tenant, setTenant] = useState(now.state === 'in' ? now.me.organization.id : '');
  const [secret, setSecret] = useState('');
  const yaml = `receivers:
  - name: alertledger
    webhook_configs:
      - url: ${location.origin}/api/webhooks/alertmanager
        send_resolved: true
        max_alerts: 0
        http_config:
          authorization:
            type: Bearer
            credentials: ${secret || `<token of the tenant ${tenant}>`}
route:
  receiver: alertledger`;
  return (
    <div class="stack">
      <p>{say('connectSays')}</p>
      <label>
        {say('tenant')}{' '}
        <input
          value={tenant}
          onInput={({ currentTarget }) => {
            setTenant(currentTarget.value);
            setSecret('');
          }}
        />
      </label>
      <pre>{yaml}</pre>
      <div>
        <Copy text={yaml} />
      </div>
      <WebhookTokens tenant={tenant} secret={secret} made={setSecret} />
      <Clients />
      <Backfills />
    </div>
  );
}
