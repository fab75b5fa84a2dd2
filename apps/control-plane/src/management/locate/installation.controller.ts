import { Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { TollgateAction } from '../../http/tollgate-action.decorator.js';
import { TollgateController } from '../../http/tollgate-controller.decorator.js';
import { CONFIG, type Runtime } from '../../tokens.js';

/** What a client of the management API cannot know by itself. */
class InstallationShown {
  @ApiProperty({
    example: 'http://{apiId}.execute-api.localhost:8080',
    description: 'Where APIs are called by default, with `{apiId}` and `{region}` to be filled in',
  })
  readonly executeApiUrl!: string;
}

/** Where the gateways of this installation are, as far as it was told. */
@TollgateController('/installation')
export class InstallationController {
  constructor(@Inject(CONFIG) private readonly config: Runtime['config']) {}

  @ApiOperation({ summary: 'Where APIs are called by default' })
  @TollgateAction('ReadInstallation', 'installation')
  @ApiOkResponse({ type: InstallationShown })
  @Get()
  read(): InstallationShown {
    const { executeApiUrl, domain } = this.config;
    return { executeApiUrl: executeApiUrl ?? `https://{apiId}.execute-api.{region}.${domain}` };
  }
}
