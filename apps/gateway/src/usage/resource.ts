/** The resource a route is counted under, by the longest path that fits. Contract section 5. */
const RESOURCES: readonly (readonly [path: string, resource: string])[] = [
  ['/reports/export', 'export'],
  ['/reports', 'report'],
  ['/logs', 'system-event'],
  ['/api/alert-sources', 'source'],
  ['/api/escalation-policies', 'policy'],
  ['/api/alerts', 'alert'],
  ['/api/v0/alerts', 'alert'],
  ['/api/v0/hosts', 'source'],
  ['/api/v0/monitors', 'policy'],
  ['/api/v0', 'organization'],
  ['/api/v2', 'alert'],
  ['/api/organizations', 'organization'],
  ['/api/api-keys', 'user'],
  ['/api/users', 'user'],
  ['/api/usage', 'user'],
  ['/api/events', 'event'],
  ['/api', 'organization'],
];

export const resourceOf = (route: string): string | undefined =>
  RESOURCES.find(([path]) => route === path || route.startsWith(`${path}/`))?.[1];
