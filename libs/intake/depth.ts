/** Of an alert: what is nested more deeply is set aside. */
const LEVELS = 64;

/** True when lists and objects lie more than 64 deep in each other. */
export const isTooDeep = (value: unknown, levels = LEVELS): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isTooDeep(item, levels - 1));
};
