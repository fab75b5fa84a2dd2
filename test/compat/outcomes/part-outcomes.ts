import { replace, type Known } from '../step.js';
import { atOnceOnly, names, noCount, noRival, type OutcomesOf } from './outcome.js';
import { badPath, badPathOf, badPosition, noApi, nowhere, position, reached } from './texts.js';

const api = ({ restApiId }: Known) => ({ restApiId });
const authorizer = ({ restApiId, authorizerId }: Known) => ({ restApiId, authorizerId });
const validator = ({ restApiId, validatorId }: Known) => ({ restApiId, requestValidatorId: validatorId });
const newAuthorizer = {
  name: 'second',
  type: 'COGNITO_USER_POOLS' as const,
  identitySource: 'method.request.header.Authorization',
  providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc'],
};
const newModel = { name: 'Cat', contentType: 'application/json', schema: '{"type":"object"}' };
const noAuthorizer = 'Invalid Authorizer identifier specified';
const noValidator = 'Invalid Request Validator identifier specified';
const noModel = 'Invalid model name specified: Nope';

/** Authorizer, Model, RequestValidator and GatewayResponse. */
export const partOutcomes: OutcomesOf<
  | 'CreateAuthorizer'
  | 'GetAuthorizer'
  | 'GetAuthorizers'
  | 'UpdateAuthorizer'
  | 'DeleteAuthorizer'
  | 'TestInvokeAuthorizer'
  | 'CreateModel'
  | 'GetModel'
  | 'GetModels'
  | 'GetModelTemplate'
  | 'UpdateModel'
  | 'DeleteModel'
  | 'CreateRequestValidator'
  | 'GetRequestValidator'
  | 'GetRequestValidators'
  | 'UpdateRequestValidator'
  | 'DeleteRequestValidator'
  | 'PutGatewayResponse'
  | 'GetGatewayResponse'
  | 'GetGatewayResponses'
  | 'UpdateGatewayResponse'
  | 'DeleteGatewayResponse'
> = {
  CreateAuthorizer: {
    400: [
      [
        (known) => ({ ...api(known), ...newAuthorizer, name: 'token' }),
        'Authorizer name must be unique. Authorizer token already exists in this RestApi.',
      ],
    ],
    404: 'an unknown RestApi is a ConflictException (recorded: authorizers)',
    409: [
      [
        () => ({ ...nowhere, ...newAuthorizer }),
        'Unable to complete operation due to concurrent modification. Please try again later.',
      ],
    ],
    429: [[(known) => ({ ...api(known), ...newAuthorizer }), reached('authorizersPerRestApi')]],
  },
  GetAuthorizer: {
    400: names,
    404: [
      [(known) => ({ ...authorizer(known), ...nowhere }), noAuthorizer],
      [(known) => ({ ...api(known), authorizerId: 'nope' }), noAuthorizer],
    ],
  },
  GetAuthorizers: {
    400: [[(known) => ({ ...api(known), position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  UpdateAuthorizer: {
    400: [[(known) => ({ ...authorizer(known), ...replace('/nope', 'x') }), badPath]],
    404: [
      [(known) => ({ ...authorizer(known), ...nowhere }), noAuthorizer],
      [(known) => ({ ...api(known), authorizerId: 'nope' }), noAuthorizer],
    ],
    409: 'a name that is taken is a BadRequestException',
    429: noCount,
  },
  DeleteAuthorizer: {
    400: names,
    404: [
      [(known) => ({ ...authorizer(known), ...nowhere }), noAuthorizer],
      [(known) => ({ ...api(known), authorizerId: 'nope' }), noAuthorizer],
    ],
    409: [[authorizer, "Cannot delete authorizer 'token', is referenced in method: POST//animals"]],
  },
  TestInvokeAuthorizer: {
    400: [
      [
        (known) => ({ ...authorizer(known), headers: { 'no name': 'x' } }),
        'Invalid header name specified: no name',
      ],
    ],
    404: [
      [(known) => ({ ...authorizer(known), ...nowhere }), noAuthorizer],
      [(known) => ({ ...api(known), authorizerId: 'nope' }), noAuthorizer],
    ],
  },
  CreateModel: {
    400: [[(known) => ({ ...api(known), ...newModel, name: '' }), 'Model name must be non-empty']],
    404: [[() => ({ ...nowhere, ...newModel }), noApi]],
    409: [
      [
        (known) => ({ ...api(known), ...newModel, name: 'Pet' }),
        'Model name already exists for this REST API',
      ],
    ],
    429: noCount,
  },
  GetModel: {
    400: names,
    404: [
      [() => ({ ...nowhere, modelName: 'Nope' }), noModel],
      [(known) => ({ ...api(known), modelName: 'Nope' }), noModel],
    ],
  },
  GetModels: {
    400: [[(known) => ({ ...api(known), position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  GetModelTemplate: {
    400: names,
    404: [
      [() => ({ ...nowhere, modelName: 'Nope' }), noModel],
      [(known) => ({ ...api(known), modelName: 'Nope' }), noModel],
    ],
  },
  UpdateModel: {
    400: [
      [
        (known) => ({ ...api(known), modelName: 'Pet', ...replace('/nope', 'x') }),
        badPathOf('/description, /schema'),
      ],
    ],
    404: [
      [() => ({ ...nowhere, modelName: 'Nope' }), noModel],
      [(known) => ({ ...api(known), modelName: 'Nope' }), noModel],
    ],
    409: noRival,
    429: noCount,
  },
  DeleteModel: {
    400: names,
    404: [
      [() => ({ ...nowhere, modelName: 'Nope' }), noModel],
      [(known) => ({ ...api(known), modelName: 'Nope' }), noModel],
    ],
    409: [
      [
        (known) => ({ ...api(known), modelName: 'Pet' }),
        "Cannot delete model 'Pet', is referenced in method request: /animals/GET",
      ],
    ],
  },
  CreateRequestValidator: {
    400: [
      [api, 'Request Validator name cannot be blank'],
      // Recorded: of all creates, this one calls an unknown RestApi a bad request.
      [() => ({ ...nowhere, name: 'v' }), 'Invalid REST API identifier specified'],
    ],
    404: 'an unknown RestApi is a BadRequestException (recorded: request validators)',
    409: 'names may be had twice',
    429: noCount,
  },
  GetRequestValidator: {
    400: names,
    404: [
      [(known) => ({ ...validator(known), ...nowhere }), noValidator],
      [(known) => ({ ...api(known), requestValidatorId: 'nope' }), noValidator],
    ],
  },
  GetRequestValidators: {
    400: [[(known) => ({ ...api(known), position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  UpdateRequestValidator: {
    400: [
      [
        (known) => ({ ...validator(known), ...replace('/nope', 'x') }),
        badPathOf('/name, /validateRequestParameters, /validateRequestBody'),
      ],
    ],
    404: [
      [(known) => ({ ...validator(known), ...nowhere }), noValidator],
      [(known) => ({ ...api(known), requestValidatorId: 'nope' }), noValidator],
    ],
    409: noRival,
    429: noCount,
  },
  DeleteRequestValidator: {
    400: names,
    404: [
      [(known) => ({ ...validator(known), ...nowhere }), noValidator],
      [(known) => ({ ...api(known), requestValidatorId: 'nope' }), noValidator],
    ],
    409: [[validator, "Cannot delete Request Validator 'body', is referenced in method: POST//animals"]],
  },
  PutGatewayResponse: {
    400: [
      [
        (known) => ({ ...api(known), responseType: 'THROTTLED', responseTemplates: { 'a/b': '' } }),
        'Invalid null or empty value in responseTemplates',
      ],
    ],
    404: [[() => ({ ...nowhere, responseType: 'THROTTLED' }), noApi]],
    409: 'it takes the place of the one before',
    429: noCount,
  },
  GetGatewayResponse: {
    400: 'an unknown type is a ValidationException, and each that is known has its defaults',
    404: [[() => ({ ...nowhere, responseType: 'THROTTLED' }), noApi]],
  },
  GetGatewayResponses: {
    400: [[(known) => ({ ...api(known), position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  UpdateGatewayResponse: {
    400: [[(known) => ({ ...api(known), responseType: 'THROTTLED', ...replace('/nope', 'x') }), badPath]],
    404: [
      [() => ({ ...nowhere, responseType: 'THROTTLED' }), noApi],
      [
        (known) => ({
          ...api(known),
          responseType: 'THROTTLED',
          ...replace('/responseParameters/gatewayresponse.header.x', "'x'"),
        }),
        'Invalid parameter name specified',
      ],
    ],
    409: noRival,
    429: noCount,
  },
  DeleteGatewayResponse: {
    400: 'an unknown type is a ValidationException, and one that is not set is not found',
    404: [
      [() => ({ ...nowhere, responseType: 'THROTTLED' }), noApi],
      [(known) => ({ ...api(known), responseType: 'THROTTLED' }), 'Gateway response type not defined on api'],
    ],
    409: atOnceOnly,
  },
};
