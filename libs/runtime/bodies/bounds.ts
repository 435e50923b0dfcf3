const KIB = 1 << 10;
const MIB = 1 << 20;

/** What the body of a route may be. The table of docs/security.md is made from these. */
export type Bounds = {
  /** For people: which routes are of this class. */
  readonly routes: string;
  /** Largest body in bytes; null: read as it comes, of any size. */
  readonly bytes: number | null;
  /** Levels of nesting. Null: whoever reads it sees to it, element by element. */
  readonly depth: number | null;
  /** Keys of objects and elements of lists together. */
  readonly elements: number | null;
  /** Milliseconds without a byte. */
  readonly stallMs: number;
  /** Milliseconds in all; null: as long as it keeps coming. */
  readonly wholeMs: number | null;
};

const STALL_MS = 10_000;
const DEPTH = 64;

/** The classes of routes by what they read. Every route declares one; those of GET and HEAD read no body and are of class `nothing`. */
export const bodyClasses = {
  nothing: { routes: 'every GET and HEAD: no body is read', bytes: 0, depth: null, elements: null, stallMs: STALL_MS, wholeMs: null },
  thing: {
    routes: 'one thing is put, changed or ordered',
    bytes: 256 * KIB,
    depth: DEPTH,
    elements: 100_000,
    stallMs: STALL_MS,
    wholeMs: null,
  },
  things: {
    routes: 'many things are put at once: organizations, users, sources, policies, usage, system events',
    bytes: 8 * MIB,
    depth: DEPTH,
    elements: 1_000_000,
    stallMs: STALL_MS,
    wholeMs: null,
  },
  alerts: {
    routes: 'webhooks of Alertmanagers; an alert that is too deep is set aside alone',
    bytes: 16 * MIB,
    depth: null,
    elements: 2_000_000,
    stallMs: STALL_MS,
    wholeMs: null,
  },
  event: {
    routes: '`POST /api/events`, whose key lies in the body',
    bytes: 256 * KIB,
    depth: DEPTH,
    elements: 100_000,
    stallMs: 5_000,
    wholeMs: 15_000,
  },
  passed: {
    routes: 'webhooks at the gateway, passed on to collect as they come',
    bytes: null,
    depth: null,
    elements: null,
    stallMs: STALL_MS,
    wholeMs: null,
  },
  lines: { routes: 'imports, a line at a time', bytes: null, depth: null, elements: null, stallMs: STALL_MS, wholeMs: null },
} as const satisfies Record<string, Bounds>;

export type BodyClass = keyof typeof bodyClasses;

/** Bytes of bodies that a process holds at once, and of those the bytes that are taken apart or worked on. */
export const MEMORY = { gateway: 64 * MIB, collect: 96 * MIB, apart: 16 * MIB } as const;
/** Of a refused body so much is thrown away, so that the answer arrives. */
export const THROWN_AWAY = 64 * KIB;
/** What is no longer than this never waits for what is. */
export const SMALL = 256 * KIB;
