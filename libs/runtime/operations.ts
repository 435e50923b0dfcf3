const OPERATIONS = ['/startupz', '/healthz', '/readyz', '/metrics'];

/** Asked by Kubernetes and Prometheus, not by callers. */
export const isOperations = (path: string): boolean => OPERATIONS.includes(path);
