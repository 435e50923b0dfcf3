import { errors } from 'jose';

/** Why a token was refused: for the log and a counter, never for who shows it. */
export const refusalReasons = [
  'algorithm',
  'audience',
  'claim missing',
  'expired',
  'issuer',
  'malformed',
  'not yet valid',
  'several organizations',
  'signature',
  'unknown key',
  'unknown organization',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** The cause of a 401. */
export class TokenFault extends Error {
  constructor(
    readonly reason: RefusalReason,
    /** The claim that is at fault, where it is one. */
    readonly claim?: string,
  ) {
    super(reason);
  }
}

const BY_CLAIM: Readonly<Record<string, RefusalReason>> = { aud: 'audience', iss: 'issuer', nbf: 'not yet valid' };

/** What an error of jose's says of the token. */
export function faultOf(error: unknown): TokenFault {
  if (error instanceof TokenFault) return error;
  if (error instanceof errors.JWTExpired) return new TokenFault('expired', 'exp');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason } = error;
    return new TokenFault(reason === 'missing' ? 'claim missing' : (reason === 'check_failed' && BY_CLAIM[claim]) || 'malformed', claim);
  }
  if (error instanceof errors.JWKSNoMatchingKey) return new TokenFault('unknown key');
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return new TokenFault('algorithm');
  return new TokenFault(error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid ? 'malformed' : 'signature');
}
