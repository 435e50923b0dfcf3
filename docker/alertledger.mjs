// The command of the image: runs an app in this very process, so that signals reach it.
const COMMANDS = {
  gateway: '../dist/apps/gateway/src/main.js',
  collect: '../dist/apps/collect/src/main.js',
  'export-worker': '../dist/apps/export-worker/src/main.js',
  migrate: '../dist/tools/migrate.js',
  healthcheck: './healthcheck.mjs',
};

const [command = ''] = process.argv.slice(2);
const program = COMMANDS[command];
if (program) await import(program);
else {
  process.stderr.write(`${command || 'nothing'} is no command: ${Object.keys(COMMANDS).join(', ')}\n`);
  process.exitCode = 64;
}
