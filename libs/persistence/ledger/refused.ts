/** The database took exception to the data itself: another try ends the same way. */
export const isRefusedData = (error: unknown): boolean => /^(22|23|54)/.test(String((error as { code?: unknown } | null)?.code ?? ''));
