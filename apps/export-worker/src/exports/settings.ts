/** What an operator decides for this worker. */
export class Settings {
  constructor(
    readonly leaseSeconds: number,
    readonly retentionHours: number,
    /** Names this process in the rows it holds. */
    readonly holder: string,
  ) {}
}
