import { organizationsOf } from '#intake';
import { type Labels, matches, patternProblem } from '#matchers';
import { type Matcher, namedBy } from '#persistence';
import { Refusal } from '#runtime';
import type { Node, Scope, Tree } from '#scope';

/** Whose Alertmanager a silence is for, and the matchers that it is told. */
export type Target = { readonly organization: Node; readonly matchers: readonly Matcher[] };

const LABEL = 'organization_id';
const exact = (name: string, value: string): Matcher => ({ name, value, isRegex: false, isEqual: true });
/** Holds every alert, for a silence of all that an organization has: an Alertmanager refuses one without matchers. */
const EVERY_ALERT: Matcher = { name: 'alertname', value: '.+', isRegex: true, isEqual: true };

/** The one organization a scope has, if it has one. */
function onlyOne({ subtrees, singles }: Scope, tree: Tree): Node | undefined {
  const [one, ...others] = [...singles, ...subtrees];
  return one && others.length === 0 && (singles.length === 1 || tree.size(one) === 1) ? one : undefined;
}

/** Refuses with 400 when no organization of the scope is named. An unknown one is refused as one of somebody else. */
export function targetOf(given: readonly Matcher[], scope: Scope, tree: Tree): Target {
  const sole = onlyOne(scope, tree);
  const names = given.some(({ name, isEqual, isRegex }) => name === LABEL && isEqual && !isRegex);
  const named = namedBy(given) ?? (names ? '' : sole?.publicId);
  if (named === undefined) throw Refusal.field('matchers', `must have one that says ${LABEL}="…"`, null);
  const organization = tree.find(named);
  if (!organization || !isInScope(organization, scope, tree))
    throw Refusal.field('matchers', `${LABEL} must name an organization in your hierarchy, and only one`, named);
  const others = given.filter(({ name, isEqual, isRegex }) => !(name === LABEL && isEqual && !isRegex));
  const isAlone = organizationsOf(organization.tenantId, tree).length === 1;
  return { organization, matchers: isAlone ? heldBy(others) : [...others, exact(LABEL, named)] };
}

const isInScope = (node: Node, { subtrees, singles }: Scope, tree: Tree): boolean =>
  singles.some(({ id }) => id === node.id) || subtrees.some((root) => tree.contains(root, node));

/** At least one matcher must not hold what is absent. */
const heldBy = (matchers: readonly Matcher[]): readonly Matcher[] =>
  matchers.every((one) => holding([one])({})) ? [...matchers, EVERY_ALERT] : matchers;

/** As it is shown: with the organization that its tenant alone stands for. So whoever changes it names the organization again. */
export function withOrganization(matchers: readonly Matcher[], tenant: string, tree: Tree): readonly Matcher[] {
  const [only, ...others] = organizationsOf(tenant, tree);
  return !only || others.length > 0 || matchers.some(({ name }) => name === LABEL) ? matchers : [...matchers, exact(LABEL, only.publicId)];
}

/** A test of label sets. */
export const holding = (matchers: readonly Matcher[]): ((labels: Labels) => boolean) =>
  matches(
    matchers.map(({ name, value, isRegex, isEqual }) => ({
      name,
      value,
      operator: isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=',
    })),
  );

/** Refuses with 400 what is no regular expression. */
export function checkMatchers(matchers: readonly Matcher[]): void {
  for (const { name, value, isRegex } of matchers) {
    const problem = isRegex ? patternProblem(value) : undefined;
    if (problem) throw Refusal.field('matchers', `${name} has no regular expression: ${problem.reason}`, value);
  }
}

/** The alerts that it would hold, were it not that they lack the label it names the organization by. */
export const missedFor = (matchers: readonly Matcher[], alerts: readonly { readonly labels: Labels }[]): number => {
  const [all, others] = [holding(matchers), holding(matchers.filter(({ name }) => name !== LABEL))];
  return alerts.filter(({ labels }) => others(labels) && !all(labels) && !labels[LABEL]).length;
};
