// The simulator as a process of its own. Its parent sends it one message with its settings and is told when it listens.
import { startSimulator } from './simulator.js';

export type SimulatorSettings = {
  readonly port: number;
  readonly owner: string;
  readonly webhook: { readonly url: string; readonly token: string };
};

const STEP_MS = 1000;

function refused(tenant: string, status: number): void {
  console.log(
    JSON.stringify({
      level: 'error',
      time: new Date(),
      app: 'simulator',
      tenant,
      status,
      msg: `the webhook refused alerts of ${tenant}: ${status}`,
    }),
  );
}

process.once('disconnect', () => process.exit(0));
if (!process.connected) process.exit(0);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
process.once('message', async (settings: SimulatorSettings) => {
  const simulator = await startSimulator({ ...settings, refused, clock: () => new Date() });
  process.send?.('ready');
  setInterval(() => void simulator.step(), STEP_MS);
});
