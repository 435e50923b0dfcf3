/** Whole seconds of an episode, up to now (epoch ms) while it runs. */
export const secondsOf = ({ starts_at, ends_at }: { starts_at: string; ends_at: string | null }, now: number): number =>
  Math.max(0, Math.round(((ends_at === null ? now : Date.parse(ends_at)) - Date.parse(starts_at)) / 1000));
