export class ImportFault {
  /** Counted from 1. */
  line: number;
  message: string;
}

/** What became of the lines that are not empty. */
export class ImportResult {
  received: number;
  inserted: number;
  updated: number;
  /** Said nothing new. */
  unchanged: number;
  rejected: number;
  /** The first 1,000 of the rejected lines. */
  errors: ImportFault[];
}
