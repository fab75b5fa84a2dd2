import { replace, type Known } from '../step.js';
import { atOnceOnly, names, noCount, noRival, type OutcomesOf } from './outcome.js';
import { badPath, noCode, noIntegration, noMethod, noResource } from './texts.js';

const method = ({ restApiId, resourceId }: Known) => ({ restApiId, resourceId, httpMethod: 'GET' });
const noSuch = (known: Known) => ({ ...method(known), httpMethod: 'PUT' });
const elsewhere = (known: Known) => ({ ...method(known), resourceId: 'nope' });
/** A method of another RestApi that has no integration. */
const bare = ({ importedId, importedRootId }: Known) => ({
  restApiId: importedId,
  resourceId: importedRootId,
  httpMethod: 'GET',
});
const notAnExpression =
  'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: x]';
const notAType = 'Validation Result: warnings : [], errors : [Invalid content type specified: 123]';
const malformed = (known: Known) => ({ ...method(known), statusCode: 'abc' });
const notACode =
  "Value 'abc' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d";
const right = { op: 'add' as const, path: '/responseModels/application~1json', value: 'Empty' };
const wrong = { ...right, op: 'wrong' as 'add' };
const wrongAt = (member: number) =>
  `Value 'wrong' at 'updateMethodResponseInput.patchOperations.${member}.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]`;

/** Method, its responses, its integration and that one's responses, and the test of it. */
export const methodOutcomes: OutcomesOf<
  | 'PutMethod'
  | 'GetMethod'
  | 'UpdateMethod'
  | 'DeleteMethod'
  | 'TestInvokeMethod'
  | 'PutMethodResponse'
  | 'GetMethodResponse'
  | 'UpdateMethodResponse'
  | 'DeleteMethodResponse'
  | 'PutIntegration'
  | 'GetIntegration'
  | 'UpdateIntegration'
  | 'DeleteIntegration'
  | 'PutIntegrationResponse'
  | 'GetIntegrationResponse'
  | 'UpdateIntegrationResponse'
  | 'DeleteIntegrationResponse'
> = {
  PutMethod: {
    400: [
      [
        (known) => ({ ...noSuch(known), authorizationType: 'CUSTOM' }),
        'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
      ],
    ],
    404: [[(known) => ({ ...elsewhere(known), authorizationType: 'NONE' }), noResource]],
    409: [
      [
        (known) => ({ ...method(known), authorizationType: 'NONE' }),
        'Method already exists for this resource',
      ],
    ],
    429: noCount,
  },
  GetMethod: {
    404: [
      [noSuch, noMethod],
      [elsewhere, noResource],
    ],
  },
  UpdateMethod: {
    400: [[(known) => ({ ...method(known), ...replace('/nope', 'x') }), badPath]],
    404: [
      [(known) => ({ ...noSuch(known), ...replace('/operationName', 'x') }), noMethod],
      [(known) => ({ ...elsewhere(known), ...replace('/operationName', 'x') }), noResource],
    ],
    409: noRival,
  },
  DeleteMethod: {
    404: [
      [noSuch, noMethod],
      [elsewhere, noResource],
    ],
    409: 'what is in a method goes with it',
  },
  TestInvokeMethod: {
    400: [[bare, 'No integration defined for method']],
    404: [
      [noSuch, noMethod],
      [elsewhere, noResource],
    ],
  },
  PutMethodResponse: {
    400: [
      [
        (known) => ({ ...method(known), statusCode: '201', responseModels: { 'a/b': 'Nope' } }),
        'Invalid model identifier specified: Nope',
      ],
    ],
    404: [
      [(known) => ({ ...noSuch(known), statusCode: '201' }), noMethod],
      [(known) => ({ ...elsewhere(known), statusCode: '201' }), noResource],
    ],
    409: [
      [(known) => ({ ...method(known), statusCode: '200' }), 'Response already exists for this resource'],
    ],
    429: noCount,
  },
  GetMethodResponse: {
    404: [
      [(known) => ({ ...method(known), statusCode: '404' }), noCode],
      [(known) => ({ ...noSuch(known), statusCode: '200' }), noMethod],
      [(known) => ({ ...elsewhere(known), statusCode: '200' }), noResource],
    ],
  },
  UpdateMethodResponse: {
    400: [
      [(known) => ({ ...method(known), statusCode: '200', ...replace('/nope', 'x') }), badPath],
      [
        (known) => ({ ...method(known), statusCode: '200', patchOperations: [wrong, right, wrong] }),
        `ValidationException: 2 validation errors detected: ${wrongAt(1)}; ${wrongAt(3)}`,
      ],
      [
        (known) => ({ ...malformed(known), patchOperations: [wrong] }),
        `ValidationException: 2 validation errors detected: ${wrongAt(1)}; ${notACode}`,
      ],
    ],
    404: [
      [(known) => ({ ...method(known), statusCode: '404' }), noCode],
      [(known) => ({ ...noSuch(known), statusCode: '200' }), noMethod],
      [(known) => ({ ...elsewhere(known), statusCode: '200' }), noResource],
    ],
    409: noRival,
    429: noCount,
  },
  DeleteMethodResponse: {
    400: [[malformed, `ValidationException: 1 validation error detected: ${notACode}`]],
    404: [
      [(known) => ({ ...method(known), statusCode: '404' }), noCode],
      [(known) => ({ ...noSuch(known), statusCode: '200' }), noMethod],
      [(known) => ({ ...elsewhere(known), statusCode: '200' }), noResource],
    ],
    409: 'no integration response needs it',
  },
  PutIntegration: {
    400: [
      [(known) => ({ ...method(known), type: 'MOCK', requestParameters: { x: "'y'" } }), notAnExpression],
      [
        (known) => ({
          ...method(known),
          type: 'AWS_PROXY',
          integrationHttpMethod: 'POST',
          uri: 'arn:aws:apigateway:us-east-1:firehose:path/2015-03-31/functions/f/invocations',
        }),
        "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
      ],
    ],
    404: [
      [(known) => ({ ...noSuch(known), type: 'MOCK' }), noMethod],
      [(known) => ({ ...elsewhere(known), type: 'MOCK' }), noResource],
    ],
    409: 'it takes the place of the one before',
    429: noCount,
  },
  GetIntegration: {
    400: names,
    404: [
      [bare, noIntegration],
      [noSuch, noMethod],
      [elsewhere, noResource],
    ],
  },
  UpdateIntegration: {
    400: [[(known) => ({ ...method(known), ...replace('/nope', 'x') }), badPath]],
    404: [
      [bare, noIntegration],
      [noSuch, noMethod],
      [elsewhere, noResource],
    ],
    409: atOnceOnly,
    429: noCount,
  },
  DeleteIntegration: {
    400: names,
    404: [
      [bare, noIntegration],
      [noSuch, noMethod],
      [elsewhere, noResource],
    ],
    409: 'its responses go with it',
  },
  PutIntegrationResponse: {
    400: [[(known) => ({ ...method(known), statusCode: '201', responseTemplates: { 123: 'x' } }), notAType]],
    404: [
      [(known) => ({ ...bare(known), statusCode: '200' }), noIntegration],
      [(known) => ({ ...noSuch(known), statusCode: '200' }), noMethod],
      [(known) => ({ ...elsewhere(known), statusCode: '200' }), noResource],
    ],
    409: 'it takes the place of the one before',
    429: noCount,
  },
  GetIntegrationResponse: {
    400: [[malformed, `ValidationException: 1 validation error detected: ${notACode}`]],
    404: [
      [(known) => ({ ...method(known), statusCode: '404' }), noCode],
      [(known) => ({ ...bare(known), statusCode: '200' }), noIntegration],
      [(known) => ({ ...noSuch(known), statusCode: '200' }), noMethod],
      [(known) => ({ ...elsewhere(known), statusCode: '200' }), noResource],
    ],
  },
  UpdateIntegrationResponse: {
    400: [[(known) => ({ ...method(known), statusCode: '200', ...replace('/nope', 'x') }), badPath]],
    404: [
      [(known) => ({ ...method(known), statusCode: '404' }), noCode],
      [(known) => ({ ...bare(known), statusCode: '200' }), noIntegration],
      [(known) => ({ ...elsewhere(known), statusCode: '200' }), noResource],
    ],
    409: noRival,
    429: noCount,
  },
  DeleteIntegrationResponse: {
    400: [[malformed, `ValidationException: 1 validation error detected: ${notACode}`]],
    404: [
      [(known) => ({ ...method(known), statusCode: '404' }), noCode],
      // Recorded: a missing method, too, is a missing integration to this operation.
      [(known) => ({ ...noSuch(known), statusCode: '200' }), noIntegration],
      [(known) => ({ ...elsewhere(known), statusCode: '200' }), noResource],
    ],
    409: noRival,
  },
};
