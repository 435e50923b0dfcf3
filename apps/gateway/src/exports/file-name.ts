import type { NewExport } from './exports.dto.js';

const LONGEST_NAME = 80;

/** What a browser saves the file as: `Harbour IT alert-history 2026-05-01 to 2026-05-31.csv`. */
export function fileName(organization: string, { report_type, start_date, end_date, format, compression }: NewExport): string {
  const whose = organization
    .replace(/[\p{C}\p{Z}"*/:<>?\\|]+/gu, ' ')
    .slice(0, LONGEST_NAME)
    .trim();
  return `${whose} ${report_type} ${start_date} to ${end_date}.${format}${compression === 'gzip' ? '.gz' : ''}`.trim();
}

/** RFC 6266: the name in UTF-8, and in ASCII for those that cannot read it. */
export function contentDisposition(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '_')
    .replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(Buffer.from(name).toString()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
