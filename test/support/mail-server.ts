import { readFileSync } from 'node:fs';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { CERTIFICATE } from './receiver.js';

export type Mail = { readonly from: string; readonly to: readonly string[]; readonly text: string };
type Step = 'login' | 'sender' | 'recipient' | 'content';
type Reply = Error | Promise<Error | undefined> | undefined;

const pem = readFileSync(CERTIFICATE, 'utf8');

/** What a mail server says when it refuses. */
export const refusal = (responseCode: number, words = 'not this one'): Error => Object.assign(new Error(words), { responseCode });

/** A real SMTP server with STARTTLS that keeps what it is sent. `refuse` says no at a step; a promise that stays open lets it hang there. */
export class MailServer {
  readonly mails: Mail[] = [];
  readonly seen: Step[] = [];
  readonly ca = pem;
  port = 0;
  refuse: (step: Step, address?: string) => Reply = () => undefined;
  private readonly server: SMTPServer;

  private constructor(options: SMTPServerOptions) {
    this.server = new SMTPServer({
      ...{ key: pem, cert: pem, authOptional: true },
      ...options,
      onAuth: (_auth, _session, done) => void this.ask('login').then((no) => (no ? done(no) : done(null, { user: 'reports' }))),
      onMailFrom: ({ address }, _session, done) => void this.ask('sender', address).then(done),
      onRcptTo: ({ address }, _session, done) => void this.ask('recipient', address).then(done),
      onData: (stream, { envelope: { mailFrom, rcptTo } }, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part) => parts.push(part));
        stream.on('end', async () => {
          const no = await this.ask('content');
          const mail = {
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            text: `${Buffer.concat(parts)}`,
          };
          if (!no) this.mails.push(mail);
          done(no);
        });
      },
    });
    this.server.on('error', () => undefined); // a client that goes away in mid-mail
  }

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const one = new MailServer(options);
    const listening = one.server.listen(0, '127.0.0.1');
    await new Promise((ready) => listening.once('listening', ready));
    const address = listening.address();
    one.port = typeof address === 'object' && address !== null ? address.port : 0;
    return one;
  }

  stop(): Promise<void> {
    return new Promise((stopped) => this.server.close(() => stopped()));
  }

  private async ask(step: Step, address?: string): Promise<Error | undefined> {
    this.seen.push(step);
    return this.refuse(step, address);
  }
}
