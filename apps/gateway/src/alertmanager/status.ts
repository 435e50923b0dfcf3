import { instantText } from '#metrics';
import type { AlertmanagerStatus } from './alerts.dto.js';

/** The newest Alertmanager whose answers ours are like. */
const IMITATED = '0.28.1';

/** `upSeconds`: how long the process has been running. */
export const statusOf = (now: Date, upSeconds: number): AlertmanagerStatus => ({
  cluster: { name: '', status: 'disabled', peers: [] },
  config: { original: '' },
  uptime: instantText(Math.round(now.getTime() - upSeconds * 1000)),
  versionInfo: { branch: '', buildDate: '', buildUser: '', goVersion: '', revision: '', version: IMITATED },
});
