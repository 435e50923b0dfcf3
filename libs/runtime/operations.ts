const OPERATIONS = ['/startupz', '/healthz', '/readyz', '/metrics', '/version'];

/** Asked by Kubernetes, Prometheus and operators, not by callers. */
export const isOperations = (path: string): boolean => OPERATIONS.includes(path);
