// Which names are time zones here: those that the IANA database in PostgreSQL and the one in Node both hold.
// The two halves: `zoneProblem` asks Node, `zoneNames` adds PostgreSQL's list. A name passes only when it passes both.

/** IANA's names without a slash. The list is closed: new zones are Area/Location. `Factory` is left out, it means "not configured". */
const BARE = new Set(
  `CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica Japan
   Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT UTC Universal W-SU WET Zulu`
    .toLowerCase()
    .split(/\s+/),
);

const AREA_AND_PLACE =
  /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)(\/[a-z0-9_+-]+){1,2}$/i;

const LONGEST_NAME = 64;

/**
 * Whether a text is built like a name of the IANA database, in any case of letters.
 * False for offsets (`+02:00`, `UTC+2`), POSIX rules (`XYZ5`), `right/UTC`, `posix/UTC` and for abbreviations that are no IANA name
 * (`CEST`, and those that only Node knows: `PST`, `IST`, `JST`). True for the abbreviations that are: `EST`, `MST`, `HST`, `CET`, `MET`, `EET`, `WET`.
 */
export const isIanaShape = (name: string): boolean =>
  name.length <= LONGEST_NAME && (BARE.has(name.toLowerCase()) || AREA_AND_PLACE.test(name));

/**
 * Why a text cannot be a time zone, as a sentence without the parameter's name, or undefined.
 * Undefined is not yet acceptance: a few names are Node's only (`US/Pacific-New`), so the name must also be in `zoneNames`.
 */
export function zoneProblem(name: string): string | undefined {
  return isIanaShape(name) && nodeKnows(name) ? undefined : 'must be a time zone name of the IANA database such as Europe/Berlin or UTC';
}

/** Finds a zone by its name in any case of letters and answers IANA's spelling of that same name; undefined when it is refused. */
export type ZoneNames = { readonly find: (asked: string) => string | undefined; readonly all: readonly string[] };

/**
 * The zones known to both sides, from `SELECT name FROM pg_timezone_names` (slow: read it once at the start).
 * Both PostgreSQL and Node match names in any case, so this does; the answer is the database's spelling, an alias stays the alias
 * that was asked for (`asia/kolkata` gives `Asia/Kolkata`, never `Asia/Calcutta`).
 */
export function zoneNames(databaseNames: Iterable<string>): ZoneNames {
  const all = [...databaseNames].filter((name) => zoneProblem(name) === undefined).sort();
  const spelling = new Map(all.map((name) => [name.toLowerCase(), name]));
  return { find: (asked) => spelling.get(asked.toLowerCase()), all };
}

/** PostgreSQL's `AT TIME ZONE` reads these four as abbreviations with a fixed offset, although its zone of that name has summer time. */
const READ_AS_ABBREVIATION = new Map([
  ['CET', 'Europe/Brussels'],
  ['MET', 'Europe/Brussels'],
  ['EET', 'Europe/Athens'],
  ['WET', 'Europe/Lisbon'],
]);

/** The name to write after `AT TIME ZONE` so that PostgreSQL means the zone that Node means (tzdata 2024b or newer). */
export const zoneForSql = (zone: string): string => READ_AS_ABBREVIATION.get(zone) ?? zone;

function nodeKnows(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
