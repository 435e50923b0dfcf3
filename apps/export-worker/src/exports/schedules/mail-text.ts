import type { Delivery } from './delivery.js';

export type Sums = {
  readonly count: number;
  readonly acknowledged: number;
  readonly mtta: number | null;
  readonly resolved: number;
  readonly mttr: number | null;
  readonly p90: number | null;
};
export type Figures = {
  readonly now: Sums | null;
  readonly before: Sums | null;
  readonly names: readonly { readonly alertname: string; readonly count: number }[];
};
type Links = { readonly view: string; readonly file: string | undefined; readonly unsubscribe: string };

/** The words of a mail, as lines of a name, its figure and that of the range before. */
function linesOf({ now, before }: Figures): readonly (readonly [string, string, string])[] {
  const counted = (n: number | null | undefined): string => String(n ?? 0);
  const timed = (ms: number | null | undefined, n: number | undefined): string =>
    ms === null || ms === undefined ? '–' : `${lengthOf(ms)} (n ${n ?? 0})`;
  return [
    ['Alerts', counted(now?.count), counted(before?.count)],
    ['MTTA', timed(now?.mtta, now?.acknowledged), timed(before?.mtta, before?.acknowledged)],
    ['MTTR', timed(now?.mttr, now?.resolved), timed(before?.mttr, before?.resolved)],
    ['p90 of resolution', timed(now?.p90, now?.resolved), timed(before?.p90, before?.resolved)],
  ];
}

/** `2 h 5 min` of milliseconds. */
function lengthOf(ms: number): string {
  const seconds = Math.floor(ms / 1000 + 0.5);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

const daysOf = ({ start_date, end_date, timezone }: Delivery): string => `${start_date} to ${end_date} (${timezone})`;

export function plainText(one: Delivery, figures: Figures, links: Links): string {
  const rows = linesOf(figures).map(([name, now, before]) => `${name}: ${now}, before: ${before}`);
  const names = figures.names.map(({ alertname, count }) => `  ${count}  ${alertname}`);
  return [
    `${one.name}`,
    `${one.organization_name}, ${daysOf(one)}`,
    '',
    ...rows,
    '',
    'Most frequent:',
    ...(names.length > 0 ? names : ['  none']),
    '',
    `Look at it: ${links.view}`,
    ...(links.file ? [`The file: ${links.file}`] : ['The file is attached.']),
    '',
    `No more of these mails: ${links.unsubscribe}`,
  ].join('\n');
}

export function markup(one: Delivery, figures: Figures, links: Links): string {
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag} align="left" style="padding:2px 12px 2px 0">${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const names = figures.names.map(({ alertname, count }) => row([alertname, String(count)], 'td'));
  const link = (href: string, text: string): string => `<a href="${escaped(href)}">${text}</a>`;
  return [
    `<h1 style="font-size:1.2em">${escaped(one.name)}</h1>`,
    `<p>${escaped(one.organization_name)}, ${escaped(daysOf(one))}</p>`,
    `<table>${row(['', 'Now', 'Before'], 'th')}${linesOf(figures)
      .map((cells) => row(cells, 'td'))
      .join('')}</table>`,
    `<h2 style="font-size:1em">Most frequent</h2><table>${names.join('') || row(['none'], 'td')}</table>`,
    `<p>${link(links.view, 'Look at it in the console')}. ${links.file ? link(links.file, 'The file') : 'The file is attached.'}</p>`,
    `<p><small>${link(links.unsubscribe, 'No more of these mails')}</small></p>`,
  ].join('\n');
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one);
