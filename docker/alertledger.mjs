// The command of the image: runs an app in this very process, so that signals reach it.
const COMMANDS = {
  gateway: '../dist/apps/gateway/src/main.js',
  collect: '../dist/apps/collect/src/main.js',
  'export-worker': '../dist/apps/export-worker/src/main.js',
  migrate: '../dist/tools/migrate.js',
  healthcheck: './healthcheck.mjs',
};
const HELP = `alertledger <command>

  gateway            serves the public API
  collect            takes webhooks and events, polls Alertmanagers, folds
  export-worker      writes export files
  migrate            brings the schema up to date and ends; with --demo it also loads the demo fleet
  healthcheck <app>  ends with 0 when the app in this container is ready

Settings are environment variables: docs/configuration.md.
`;

const [command = '', ...rest] = process.argv.slice(2);
const program = COMMANDS[command];
if ([command, ...rest].some((word) => word === '--help' || word === '-h')) process.stdout.write(HELP);
else if (program) await import(program);
else {
  process.stderr.write(`${command || 'nothing'} is no command: ${Object.keys(COMMANDS).join(', ')}\n`);
  process.exitCode = 64;
}
