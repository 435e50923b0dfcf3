// Brings the schema up to date and ends. With --demo it also loads the demo fleet, into a database that holds no other organizations.
import { parseArgs } from 'node:util';
import { ensureOwner, migrate, openStore } from '#persistence';
import { createLog, readEnv, requireSet, start } from '#runtime';
import { loadDemo } from './demo/load.js';

await start(async () => {
  const { values } = parseArgs({ options: { demo: { type: 'boolean', default: false } }, allowPositionals: true });
  const env = readEnv(['DATABASE_URL', 'OWNER_ORGANIZATION', 'LOG_LEVEL']);
  const { DATABASE_URL: url } = requireSet(env, ['DATABASE_URL']);
  const log = createLog('migrate', env.LOG_LEVEL);
  const store = await openStore({ url, app: 'migrate', poolSize: 2 }); // waits for the database
  try {
    const applied = await migrate(url);
    if (values.demo) await loadDemo(store, env.OWNER_ORGANIZATION, new Date());
    await ensureOwner(store, env.OWNER_ORGANIZATION);
    log.info({ applied }, 'the schema is up to date');
  } finally {
    await store.destroy();
  }
});
