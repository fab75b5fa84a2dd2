import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Inject, NotFoundException, Param, Res } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Unsigned } from '../http/signed.decorator.js';
import { documentationPage } from './documentation-page.js';
import { OPENAPI_DOCUMENT } from './openapi-document.js';

const assets: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
]);

/**
 * Swagger UI over the management API. Open, since a browser cannot sign, and it tells nothing that the source
 * does not. Served from the package's own three files rather than by a static-file plugin, which would open a
 * whole folder for them.
 */
@ApiExcludeController()
@Unsigned()
@Controller('_tollgate/docs')
export class DocumentationController {
  private readonly folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

  constructor(@Inject(OPENAPI_DOCUMENT) private readonly document: () => OpenAPIObject) {}

  @Get()
  page(@Res({ passthrough: true }) reply: FastifyReply): string {
    void reply.type('text/html; charset=utf-8');
    return documentationPage;
  }

  @Get('openapi.json')
  openApi(): OpenAPIObject {
    return this.document();
  }

  @Get(':asset')
  async asset(
    @Param('asset') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const type = assets.get(name);
    if (type === undefined) throw new NotFoundException();
    void reply.type(type).header('cache-control', 'max-age=86400');
    return readFile(join(this.folder, name), 'utf8');
  }
}
