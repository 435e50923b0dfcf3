import { Copy } from '../../ui/copy';
import { useWords, type Word } from '../../words/words';

/** What is pasted where, to reach this installation: each with what it is for. */
const clientsOf = (origin: string): readonly (readonly [word: Word, text: string])[] => [
  [
    'connectAmtool',
    `# ~/.config/prometheus/amtool.yml
alertmanager.url: ${origin}
http.config.file: /etc/amtool-http.yml
# /etc/amtool-http.yml
authorization: { type: Bearer, credentials: <API key> }`,
  ],
  [
    'connectGrafana',
    `type: alertmanager
access: proxy
url: ${origin}
jsonData: { implementation: prometheus, httpHeaderName1: Authorization }
secureJsonData: { httpHeaderValue1: "Bearer <API key>" }`,
  ],
  [
    'connectKarma',
    `alertmanager:
  servers:
    - name: all tenants
      uri: ${origin}
      headers: { Authorization: "Bearer <API key>" }`,
  ],
  [
    'connectAssistant',
    `{
  "mcpServers": {
    "alertledger": {
      "type": "http",
      "url": "${origin}/mcp",
      "headers": { "Authorization": "Bearer <API key>" }
    }
  }
}`,
  ],
];

export function Clients() {
  const say = useWords();
  return (
    <section class="stack">
      <h2>{say('connectClients')}</h2>
      <p>{say('connectClientsSays')}</p>
      {clientsOf(location.origin).map(([word, text]) => (
        <div key={word} class="stack">
          <h3>{say(word)}</h3>
          <pre>{text}</pre>
          <div>
            <Copy text={text} />
          </div>
        </div>
      ))}
    </section>
  );
}
