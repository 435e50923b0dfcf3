/** An instant (epoch ms) as callers see it: UTC, RFC 3339, milliseconds only when they are not zero: `2026-05-12T07:46:50Z`, `2026-05-12T07:46:50.120Z`. */
export const instantText = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');
