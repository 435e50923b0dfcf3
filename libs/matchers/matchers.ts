// Matchers over labels, as Alertmanager and Prometheus write them (CONTRACT 4.1). Pure: nothing is asked, only what stands in the text.
export { type Labels, matches, readableLabels } from './match.js';
export { type Matcher, MatcherFault, MOST_MATCHERS, type Operator, parseMatcher, parseMatchers, patternProblem } from './parse.js';
