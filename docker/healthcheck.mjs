// `healthcheck <app>`: exit code 0 when the app in this container is ready.
const PORTS = { gateway: 'GATEWAY_PORT', collect: 'COLLECT_PORT', 'export-worker': 'EXPORT_WORKER_PORT' };
const DEFAULTS = { GATEWAY_PORT: 3000, COLLECT_PORT: 3001, EXPORT_WORKER_PORT: 3002 };

const [, app = ''] = process.argv.slice(2);
const variable = PORTS[app];
if (variable) await check(`http://127.0.0.1:${process.env[variable] || DEFAULTS[variable]}/readyz`);
else fail(`${app || 'nothing'} is no app: ${Object.keys(PORTS).join(', ')}`);

async function check(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(4_000) });
    if (!answer.ok) fail(await answer.text());
  } catch (error) {
    fail(String(error.cause ?? error));
  }
}

function fail(why) {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}
