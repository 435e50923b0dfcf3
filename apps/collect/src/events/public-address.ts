/** Where callers reach the gateway: the base of links handed out. */
export class PublicAddress {
  constructor(readonly url: string) {}
}
