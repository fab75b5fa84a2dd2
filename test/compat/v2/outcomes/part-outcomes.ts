import { limitReached } from '#libs/api-definition';
import type { Known } from '../../step.js';
import type { OutcomesOf } from './outcome.js';
import { badPosition, noApi, noAuthorizer, noModel, noStage, nowhere, position, tooLong } from './texts.js';

const api = ({ apiId }: Known) => ({ ApiId: apiId });
const authorizer = ({ apiId, authorizerId }: Known) => ({ ApiId: apiId, AuthorizerId: authorizerId });
const unknownAuthorizer = (known: Known) => ({ ...api(known), AuthorizerId: 'nope' });
const model = ({ apiId, modelId }: Known) => ({ ApiId: apiId, ModelId: modelId });
const unknownModel = (known: Known) => ({ ...api(known), ModelId: 'nope' });
const link = ({ vpcLinkId }: Known) => ({ VpcLinkId: vpcLinkId });
const unknownLink = { VpcLinkId: 'nope' };
const tokens = {
  Name: 'more',
  AuthorizerType: 'JWT' as const,
  IdentitySource: ['$request.header.Authorization'],
  JwtConfiguration: { Issuer: 'https://issuer.example.com', Audience: ['a'] },
};
const aModel = { Name: 'Cat', Schema: '{"type":"object"}' };
const noLink = 'Invalid Vpc Link identifier specified';

/** Authorizers, models, VPC links. */
export const partOutcomes: OutcomesOf<
  | 'CreateAuthorizer'
  | 'GetAuthorizer'
  | 'GetAuthorizers'
  | 'UpdateAuthorizer'
  | 'DeleteAuthorizer'
  | 'ResetAuthorizersCache'
  | 'CreateModel'
  | 'GetModel'
  | 'GetModels'
  | 'GetModelTemplate'
  | 'UpdateModel'
  | 'DeleteModel'
  | 'CreateVpcLink'
  | 'GetVpcLink'
  | 'GetVpcLinks'
  | 'UpdateVpcLink'
  | 'DeleteVpcLink'
> = {
  CreateAuthorizer: {
    400: [
      [
        (known) => ({ ...api(known), ...tokens, JwtConfiguration: undefined }),
        'JwtConfiguration must not be null for JWT Authorizer',
      ],
      [
        (known) => ({ ...api(known), ...tokens, AuthorizerType: 'REQUEST' }),
        'AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer',
      ],
      [
        (known) => ({ ...api(known), ...tokens, AuthorizerResultTtlInSeconds: 3601 }),
        'Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.',
      ],
      [
        (known) => ({ ...api(known), ...tokens, Name: 'renamed' }),
        'Authorizer name must be unique. Authorizer renamed already exists in this RestApi.',
      ],
      [
        ({ socketId }) => ({ ApiId: socketId, ...tokens }),
        'Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis.',
      ],
    ],
    404: [[() => ({ ...nowhere, ...tokens }), noApi]],
    409: 'a name that is taken is a BadRequestException',
    429: [[(known) => ({ ...api(known), ...tokens }), limitReached('authorizersPerHttpApi').message]],
  },
  GetAuthorizer: {
    404: [
      [(known) => ({ ...authorizer(known), ...nowhere }), noApi],
      [unknownAuthorizer, noAuthorizer],
    ],
  },
  GetAuthorizers: {
    400: [[(known) => ({ ...api(known), ...position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  UpdateAuthorizer: {
    400: [
      [
        (known) => ({ ...authorizer(known), JwtConfiguration: { Issuer: 'http://a.example' } }),
        'Invalid issuer: Issuer is not a valid URL for JWT Authorizer',
      ],
      [(known) => ({ ...authorizer(known), Name: 'x'.repeat(129) }), tooLong('name', 128)],
    ],
    404: [
      [(known) => ({ ...authorizer(known), ...nowhere }), noApi],
      [unknownAuthorizer, noAuthorizer],
    ],
    409: 'a name that is taken is a BadRequestException',
  },
  DeleteAuthorizer: {
    404: [
      [(known) => ({ ...authorizer(known), ...nowhere }), noApi],
      [unknownAuthorizer, noAuthorizer],
    ],
    409: [[authorizer, "Cannot delete authorizer 'renamed', is referenced in route: GET /pets/{id}"]],
  },
  ResetAuthorizersCache: {
    404: [
      [() => ({ ...nowhere, StageName: 'dev' }), noApi],
      [(known) => ({ ...api(known), StageName: 'nope' }), noStage],
    ],
  },
  CreateModel: {
    400: [
      [(known) => ({ ...api(known), ...aModel, Name: 'a b' }), 'Model name must be alphanumeric: a b'],
      [
        ({ plainId }) => ({ ApiId: plainId, ...aModel }),
        'Currently, Models are not permitted for APIs with a protocol type of HTTP',
      ],
    ],
    404: [[() => ({ ...nowhere, ...aModel }), noApi]],
    409: [[(known) => ({ ...api(known), ...aModel, Name: 'Pet' }), 'Model name already exists for this API']],
  },
  GetModel: {
    404: [
      [(known) => ({ ...model(known), ...nowhere }), noApi],
      [unknownModel, noModel],
    ],
  },
  GetModels: {
    400: [[(known) => ({ ...api(known), ...position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  GetModelTemplate: {
    404: [
      [(known) => ({ ...model(known), ...nowhere }), noApi],
      [unknownModel, noModel],
    ],
  },
  UpdateModel: {
    400: [
      [
        (known) => ({ ...model(known), Schema: '[]' }),
        'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]',
      ],
    ],
    404: [
      [(known) => ({ ...model(known), ...nowhere }), noApi],
      [unknownModel, noModel],
    ],
    409: [
      [
        (known) => ({ ...model(known), Name: 'Dog' }),
        "Cannot delete model 'Pet', is referenced in route request: GET /pets/{id}",
      ],
    ],
  },
  DeleteModel: {
    404: [
      [(known) => ({ ...model(known), ...nowhere }), noApi],
      [unknownModel, noModel],
    ],
    409: [[model, "Cannot delete model 'Pet', is referenced in route request: GET /pets/{id}"]],
  },
  CreateVpcLink: {
    400: [[() => ({ Name: 'l', SubnetIds: [] }), 'SubnetIds for a vpc link cannot be empty']],
    429: [[() => ({ Name: 'l', SubnetIds: ['subnet-1'] }), limitReached('httpVpcLinks').message]],
  },
  GetVpcLink: { 404: [[() => unknownLink, noLink]] },
  GetVpcLinks: { 400: [[() => position, badPosition]] },
  UpdateVpcLink: {
    400: [[(known) => ({ ...link(known), Name: '' }), 'Name cannot be empty']],
    404: [[() => unknownLink, noLink]],
  },
  DeleteVpcLink: {
    400: [
      [
        link,
        "Cannot delete vpc link. Vpc link '{vpcLinkId}', is referenced in [GET:{privateRouteId}] in format of [Method:Resource].",
      ],
    ],
    404: [[() => unknownLink, noLink]],
  },
};
