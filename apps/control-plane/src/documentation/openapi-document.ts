import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** Injection token of a function that returns the document. */
export const OPENAPI_DOCUMENT = Symbol('OpenAPI document');

/**
 * Holds the application once there is one, and builds its document at the first look: that costs more than
 * the rest of the start.
 */
export function createOpenApiDocument(): {
  of: (app: INestApplication) => void;
  document: () => OpenAPIObject;
} {
  let app: INestApplication | undefined;
  let built: OpenAPIObject | undefined;
  return {
    of: (application) => (app = application),
    document: () => {
      if (!app) throw new Error('the document was asked for before the application was made');
      return (built ??= SwaggerModule.createDocument(app, options()));
    },
  };
}

const options = () =>
  new DocumentBuilder()
    .setTitle('Tollgate management API')
    .setDescription(
      'The REST API management operations of Amazon API Gateway, signed with SigV4 for the service apigateway.',
    )
    .setVersion('2015-07-09')
    .build();
