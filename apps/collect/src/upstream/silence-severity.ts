import { isFields } from '#intake';

/**
 * A silence as the Alertmanager must be given it: severities that a rule renames are those that its alerts bear. `severity` is by what a label says,
 * as in IntakeRule.
 */
export function withToldSeverities(silence: unknown, severity: Readonly<Record<string, string>>): unknown {
  if (!isFields(silence) || !Array.isArray(silence.matchers)) return silence;
  return { ...silence, matchers: silence.matchers.map((matcher: unknown) => toldMatcher(matcher, severity)) };
}

function toldMatcher(matcher: unknown, severity: Readonly<Record<string, string>>): unknown {
  if (!isFields(matcher) || matcher.name !== 'severity' || matcher.isRegex === true || typeof matcher.value !== 'string') return matcher;
  const meant = matcher.value;
  const own = (severity[meant] ?? meant) === meant ? [meant] : [];
  const told = [...own, ...Object.keys(severity).filter((one) => one !== meant && severity[one] === meant)];
  if (told.length === 0 || (told.length === 1 && told[0] === meant)) return matcher;
  return { ...matcher, value: told.map(quoted).join('|'), isRegex: true };
}

const quoted = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
