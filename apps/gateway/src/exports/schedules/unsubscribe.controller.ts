import { Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import { NeedsNothing, TakesForm } from '../../http/route.js';
import { UnsubscribeService } from './unsubscribe.service.js';

const page = (body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Alertledger</title></head><body><main>${body}</main></body></html>`;
/** Its only form leads back here, and nothing runs. */
const POLICY = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The token in the link is the permission. Whoever only looks, as mail scanners do, changes nothing. */
@Controller('reports/unsubscribe')
export class UnsubscribeController {
  constructor(private readonly unsubscribing: UnsubscribeService) {}

  @Get(':schedule/:address/:token')
  @NeedsNothing()
  @ApiOperation({ summary: 'shows a page that takes an address off a schedule' })
  @ApiProduces('text/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  async show(@Param('schedule') schedule: string, @Param('address') address: string, @Param('token') token: string): Promise<string> {
    await this.unsubscribing.check(schedule, address, token);
    return page('<h1>No more of these mails?</h1><form method="post"><button>Unsubscribe</button></form>');
  }

  @Post(':schedule/:address/:token')
  @TakesForm()
  @HttpCode(200)
  @NeedsNothing()
  @ApiOperation({ summary: 'takes an address off a schedule' })
  @ApiProduces('text/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  async leave(@Param('schedule') schedule: string, @Param('address') address: string, @Param('token') token: string): Promise<string> {
    await this.unsubscribing.leave(schedule, address, token);
    return page('<h1>You get no more of these mails.</h1>');
  }
}
