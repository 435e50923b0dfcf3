import { Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Files } from '#files';
import { instantText } from '#metrics';
import { Store, unsubscribeToken } from '#persistence';
import { Undelivered } from '../callbacks/post.js';
import { type Delivery, Hopeless } from './delivery.js';
import { figuresOf } from './figures.js';
import { markup, plainText } from './mail-text.js';

/** `smtps://` or `smtp://` with STARTTLS; `ca` is trusted instead of the certificates that come with Node. */
export type MailSettings = {
  readonly url: string;
  readonly from: string;
  readonly domains: readonly string[];
  readonly attachmentMb: number;
  readonly publicUrl: string;
  readonly ca?: string;
  /** How long a server may say nothing. */
  readonly silenceMs?: number;
};
/** Undefined: no mail is sent. */
export class Mail {
  constructor(readonly settings: MailSettings | undefined) {}
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
const MEBIBYTE = 1024 * 1024;

@Injectable()
export class Mailer {
  private transport: Transporter | undefined;

  constructor(
    private readonly store: Store,
    private readonly files: Files,
    private readonly mail: Mail,
  ) {}

  /** Sends one mail to one address. Rejects with {@link Undelivered} or what the server says. */
  async send(one: Delivery, stop: AbortSignal): Promise<void> {
    const { settings } = this.mail;
    if (!settings) throw new Undelivered('no mail is sent here: see SMTP_URL');
    if (!settings.domains.includes(one.target.split('@').at(-1)?.toLowerCase() ?? ''))
      throw new Hopeless('its domain is no longer permitted');
    this.transport ??= createTransport(optionsOf(settings));
    try {
      await this.transport.sendMail({ ...(await this.messageOf(one, settings)), signal: stop });
    } catch (error) {
      throw isRefused(error) ? new Hopeless(`the mail server refused it: ${error instanceof Error ? error.message : error}`) : error;
    }
  }

  private async messageOf(one: Delivery, { from, publicUrl, attachmentMb }: MailSettings) {
    const told = await figuresOf(this.store, one);
    const token = await unsubscribeToken(this.store, one.schedule_id, one.target);
    const isAttached = one.stored_as !== null && one.file_size !== null && one.file_size <= attachmentMb * MEBIBYTE;
    const links = {
      view: `${publicUrl}/console/reports?range=${one.start_date}..${one.end_date}&tz=${encodeURIComponent(one.timezone)}`,
      file: isAttached ? undefined : `${publicUrl}/console/exports/${one.job_id}`,
      unsubscribe: `${publicUrl}/reports/unsubscribe/${one.schedule_id}/${Buffer.from(one.target).toString('base64url')}/${token}`,
    };
    const content = isAttached ? await this.files.read(one.stored_as ?? '', { first: 0, last: (one.file_size ?? 1) - 1 }) : undefined;
    return {
      ...{ from, to: one.target, subject: one.name },
      messageId: `<${one.schedule_id}.${instantText(one.slot.getTime()).replace(/\W/g, '')}.${one.nth}@${from.match(/@([\w.-]+)/)?.[1] ?? 'alertledger'}>`,
      text: plainText(one, told, links),
      html: markup(one, told, links),
      headers: {
        'List-Unsubscribe': `<${links.unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'Auto-Submitted': 'auto-generated',
      },
      attachments: content ? [{ filename: one.file_name, content }] : [],
    };
  }
}

/** Whether a server has refused an address or a mail for good (5xx). What ails the server, or our login (530), may pass. */
function isRefused(error: unknown): boolean {
  const { code, responseCode } = Object(error);
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500 && responseCode !== 530;
}

/** Neither login nor mail goes over a line without TLS. */
function optionsOf({ url, ca, silenceMs = SILENCE_MS }: MailSettings) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return {
    ...{ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 465 : 587), secure, requireTLS: !secure },
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    ...{ disableFileAccess: true, disableUrlAccess: true },
    ...{ connectionTimeout: CONNECT_MS, greetingTimeout: Math.min(CONNECT_MS, silenceMs), socketTimeout: silenceMs },
    tls: { ...(ca !== undefined && { ca }) },
  };
}
