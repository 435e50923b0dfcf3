/** More rows than a workbook takes. */
export class TooManyRows extends Error {
  constructor() {
    super('there are more rows than a workbook takes: order csv or parquet');
  }
}
