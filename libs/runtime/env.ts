import { readFileSync } from 'node:fs';
import { type Variable, variables } from './variables.js';

type Variables = typeof variables;
export type VariableName = keyof Variables;
type ValueOf<V> = V extends Variable<infer T> ? T : never;
export type Env<N extends VariableName> = { readonly [K in N]: ValueOf<Variables[K]> };
export type Source = Readonly<Record<string, string | undefined>>;

/** A variable that is set wrongly. The message is one line: its name, the fault and an example. */
export class EnvFault extends Error {}

/**
 * The values of the named variables. Read once, where the process starts; nothing else reads the environment.
 * An empty value is as if absent. Throws {@link EnvFault}.
 */
export function readEnv<const N extends VariableName>(names: readonly N[], source: Source = process.env): Env<N> {
  return Object.fromEntries(names.map((name) => [name, readOne(name, source)])) as Env<N>;
}

/** In a URL. */
const PASSWORD = /(:\/\/[^/@]*:)[^/]*@/;

function readOne(name: VariableName, source: Source): unknown {
  const variable: Variable<unknown> = variables[name];
  const text = textOf(name, variable, source);
  if (text === undefined || text === '') return variable.fallback;
  try {
    return variable.parse(text);
  } catch (error) {
    const shown = variable.secret ? 'its value' : JSON.stringify(text.replace(PASSWORD, '$1[redacted]@'));
    throw new EnvFault(`${name}: ${shown} ${(error as Error).message} (example: ${name}=${variable.example})`);
  }
}

function textOf(name: string, variable: Variable<unknown>, source: Source): string | undefined {
  const file = variable.secret && source[`${name}_FILE`];
  if (!file) return source[name];
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new EnvFault(
      `${name}_FILE: ${JSON.stringify(file)} cannot be read: ${(error as Error).message} (example: ${name}_FILE=/run/secrets/${name.toLowerCase()})`,
    );
  }
}

/** The same values where these variables must be set. Throws {@link EnvFault} for the first that is not. */
export function requireSet<E extends Partial<Env<N>>, const N extends VariableName>(
  env: E,
  names: readonly N[],
): E & { readonly [K in N]: NonNullable<E[K]> } {
  const missing = names.find((name) => env[name] === undefined);
  if (missing) throw new EnvFault(`${missing}: is not set (example: ${missing}=${variables[missing].example})`);
  return env as E & { readonly [K in N]: NonNullable<E[K]> };
}

type AuthEnv = Env<'AUTH_JWKS_URI' | 'AUTH_ISSUER' | 'AUTH_AUDIENCE' | 'AUTH' | 'NODE_ENV'>;

/** The three AUTH_ variables go together: all set, or none, and in production none only on purpose. */
export function checkAuth(env: AuthEnv): void {
  const missing = (['AUTH_JWKS_URI', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const).filter((name) => env[name] === undefined);
  const [first] = missing;
  if (first && missing.length < 3)
    throw new EnvFault(
      `${first}: is not set, but another of AUTH_JWKS_URI, AUTH_ISSUER and AUTH_AUDIENCE is (example: ${first}=${variables[first].example})`,
    );
  if (!first && env.AUTH) throw new EnvFault('AUTH: is "development" beside an identity provider (example: leave AUTH out)');
  if (first && env.NODE_ENV === 'production' && !env.AUTH)
    throw new EnvFault(
      `${first}: is not set, and NODE_ENV is production: name the identity provider, or say AUTH=development to mean development keys (example: ${first}=${variables[first].example})`,
    );
}
