import { Body, Controller, Post } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { Answers } from '../http/answers.js';
import { type Caller, Calling } from '../http/identity/caller.js';
import { Needs } from '../http/route.js';
import { NDJSON, Streams, streamOf } from '../http/streams.js';
import { ImportResult } from './import.dto.js';
import { ImportService } from './import.service.js';

@Controller('api/alerts/import')
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  /** One episode a line, of any number. A line that is refused never stops the others, and the same line twice changes nothing. */
  @Post()
  @Needs('role:ADMIN')
  @Streams()
  @ApiConsumes(NDJSON)
  @ApiBody({ schema: { type: 'string', description: 'one JSON object a line; see the import guide for its fields' } })
  @Answers(ImportResult, 'alerts imported successfully')
  take(@Calling() caller: Caller, @Body() body: unknown): Promise<ImportResult> {
    return this.imports.take(caller, streamOf(body));
  }
}
