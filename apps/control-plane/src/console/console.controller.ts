import { randomBytes } from 'node:crypto';
import { Controller, Get, Head, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Unsigned } from '../http/signed.decorator.js';
import { ConsoleFiles } from './console-files.js';
import { CONSOLE_PATH, contentSecurityPolicy } from './console-headers.js';

/** Segments that lead elsewhere, and what no path of the console has: nobody's page. */
const hostile = /(?:^|[\\/])\.{1,2}(?:[\\/]|$)|[\0\\]/;

/**
 * The console: one page, whose router knows all paths below it, and its assets, whose names say what they
 * are. Open, since a browser cannot sign, and nothing of the installation is in it.
 */
@ApiExcludeController()
@Unsigned()
@Controller(CONSOLE_PATH)
export class ConsoleController {
  constructor(private readonly files: ConsoleFiles) {}

  @Get(['', '*'])
  get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.serve(request, reply);
  }

  @Head(['', '*'])
  head(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.serve(request, reply);
  }

  private async serve({ params, raw }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const path = (params as Readonly<Record<string, string>>)['*'] ?? '';
    if (hostile.test(path)) return notFound(reply);
    if (path !== 'assets' && !path.startsWith('assets/')) return this.page(reply);
    const asset = await this.files.asset(path.slice('assets/'.length), raw);
    if (asset === null) return notFound(reply);
    return reply.status(asset.status).headers(asset.headers).send(asset.body);
  }

  private async page(reply: FastifyReply): Promise<FastifyReply> {
    const nonce = randomBytes(16).toString('base64url');
    const page = await this.files.page(nonce);
    void reply.type('text/html; charset=utf-8');
    if (page === null) return reply.status(503).send(notBuilt);
    return reply.header(...contentSecurityPolicy(nonce)).send(page);
  }
}

const notFound = (reply: FastifyReply): FastifyReply =>
  reply.status(404).type('text/plain; charset=utf-8').send('Not found\n');

const notBuilt = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Tollgate</title>
  </head>
  <body>
    <h1>The console is not built</h1>
    <p>Run <code>npm run build</code> where Tollgate is installed, and load this page again.</p>
  </body>
</html>
`;
