import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { DEV_AUDIENCE, DEV_ISSUER, mintDevToken } from '#runtime';
import { CLAIMS, createTestGateway, type GatewayOptions, type TestGateway } from './gateway.js';
import { build } from './launcher.js';
import { until } from './until.js';

const CHROMIUM = '/usr/bin/chromium';
export const SECRET = 'the-secret-of-the-printed-link';
const EVERYTHING = { scope: 'read:systems manage:systems report read:analytics write:analytics', roles: ['ADMIN', 'report_admin'] };
const PERSONAS: Readonly<Record<string, string>> = { owner: 'owner', distributor: 'north', reseller: 'shop', customer: 'cafe' };
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

if (!existsSync(CHROMIUM) && process.env.CI) throw new Error('chromium is missing: apt-get install chromium');
/** Debian's browser, or a suite that is skipped loudly. */
export const describeWithBrowser = existsSync(CHROMIUM) ? describe : describe.skip;

/** A server with much to do says so, and the page asks again: only the browser takes that for a fault. */
const BUSY = /^Failed to load resource: .* status of 503/;

/** A visitor: a page, and what went wrong in it. */
export type Visit = {
  readonly page: Page;
  readonly faults: string[];
  /** Goes to another address within the page that is loaded, and waits until it shows what it asked for. */
  to(at: string): Promise<void>;
  close(): Promise<void>;
};
export type Console = {
  gateway: TestGateway;
  /** A fresh profile. Every violation of the policy, error of the console and exception is a fault. */
  visit(options?: BrowserContextOptions): Promise<Visit>;
  /** The same, signed in as a persona by the printed link, at a page below /console. */
  as(level: keyof typeof PERSONAS | string, at?: string, options?: BrowserContextOptions): Promise<Visit>;
};

/** `page`: what differs from the page of development, personas and all. */
type ConsoleOptions = Omit<GatewayOptions, 'console'> & { readonly page?: Partial<NonNullable<GatewayOptions['console']>> };

/** The built page, served by a real gateway over the planted fleet, in one browser for a whole file. */
export function useConsole(prepare: () => ConsoleOptions | Promise<ConsoleOptions> = () => ({})): Console {
  const made = {} as Console;
  let browser: Browser | undefined;
  beforeAll(async () => {
    build();
    const { page: given, ...options } = await prepare();
    const auth = { issuer: DEV_ISSUER, audience: [DEV_AUDIENCE], claims: CLAIMS };
    const token = async (level: string) => {
      const organization = PERSONAS[level];
      if (!organization) return undefined;
      const minted = await mintDevToken(made.gateway.keys, { ...EVERYTHING, organization, subject: level, ttl: '1h', claims: CLAIMS });
      return { token: minted, organization, expires_at: new Date(Date.now() + 3_600_000).toISOString() };
    };
    const page = { dir: path.resolve('dist/console'), version: '0.0.0', auth, personas: { secret: SECRET, token }, ...given };
    made.gateway = await createTestGateway({ ...options, console: page });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
    made.visit = async (context) => visitOf(await newContext(browser, context));
    made.as = async (level, at = '/', context) => {
      const visit = await made.visit(context);
      await visit.page.goto(`${made.gateway.url}/console/#${SECRET}`);
      await visit.page.getByRole('button', { name: new RegExp(`^${level}`, 'i') }).click();
      await visit.page
        .getByRole('main')
        .getByRole('heading', { level: 1, name: /Overview|Panoramica/ })
        .waitFor();
      if (at !== '/') await visit.page.goto(`${made.gateway.url}/console${at}`);
      return visit;
    };
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await made.gateway?.close();
  });
  return made;
}

function newContext(browser: Browser | undefined, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  if (!browser) throw new Error('the browser has not started');
  return browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Asia/Kathmandu', ...options });
}

async function visitOf(context: BrowserContext): Promise<Visit> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && !BUSY.test(message.text()) && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error.stack)));
  const calm = calmOf(page);
  const to = async (at: string): Promise<void> => {
    await page.evaluate(`history.pushState(null, '', ${JSON.stringify(`/console${at}`)})`);
    await calm();
  };
  return { page, faults, to, close: () => context.close() };
}

/** Nothing is under way, and what came of it is drawn. */
const DRAWN = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
  done(document.querySelector('main h1') !== null && document.querySelector('.waiting, [aria-busy="true"]') === null))))`;

/** Waits until a page asks for nothing more and has drawn what it got. */
function calmOf(page: Page): () => Promise<void> {
  const asked = new Set<unknown>();
  page.on('request', (request) => asked.add(request));
  page.on('requestfinished', (request) => asked.delete(request));
  page.on('requestfailed', (request) => asked.delete(request));
  return async () => {
    const calm = async () => (await page.evaluate<boolean>(DRAWN)) && asked.size === 0;
    await until(async () => (await calm()) && calm());
  };
}

const AXE = readFileSync(path.join(path.dirname(require.resolve('axe-core/package.json')), 'axe.min.js'), 'utf8');
type Axe = {
  run(root: unknown, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
};

/** WCAG 2.2 AA and what axe holds for good practice; or only what a theme can change. */
const RULES = { all: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], colours: ['color-contrast'] };

/** What axe finds on the page as it stands; each finding in one line. */
export async function findings(page: Page, rules: keyof typeof RULES = 'all'): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(AXE);
  return page.evaluate(
    async (runOnly) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const { violations } = await axe.run('body', { runOnly, resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
      );
    },
    { type: rules === 'all' ? 'tag' : 'rule', values: RULES[rules] },
  );
}
