/** Columns whose cells may come from anybody. */
const FOREIGN = ['organization_id', 'system_key', 'alertname', 'severity', 'fingerprint', 'summary', 'receiver'];

/** Rows of alert history as the contract words a csv: the plainest way to write one, for checking the worker's. */
export function csvOf(rows: readonly Record<string, unknown>[]): Buffer {
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => names.map((name) => cell(row[name], FOREIGN.includes(name))).join(','));
  return Buffer.from([names.join(','), ...lines, ''].join('\r\n'));
}

function cell(value: unknown, isForeign: boolean): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  const text = isForeign && /^[=+\-@\t\r＝＋－＠]/.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
