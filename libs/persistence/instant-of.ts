/** An instant as PostgreSQL reads it whatever the session's settings; its calendar has no year 0. */
export function instantOf(ms: number): string {
  const at = new Date(ms);
  const year = at.getUTCFullYear();
  const rest = at.toISOString().replace(/^[+-]?\d+/, '');
  return year > 0 ? `${String(year).padStart(4, '0')}${rest}` : `${String(1 - year).padStart(4, '0')}${rest} BC`;
}
