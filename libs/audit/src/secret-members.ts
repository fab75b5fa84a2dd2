/** Members of an operation whose values no event may carry. */
export interface SecretMembers {
  /**
   * Paths as events spell them; lists are passed through. What is below such a path is hidden with it.
   */
  readonly request?: readonly string[];
  readonly response?: readonly string[];
  /** Paths of patch operations, `*` for one segment of them. */
  readonly patchPaths?: readonly string[];
}

const session: SecretMembers = { response: ['credentials.secretAccessKey', 'credentials.sessionToken'] };

/**
 * Which members of which operation are secret: the one place. A spec goes over every operation of every model
 * and fails for a member whose name says secret and that stands neither here nor among `notSecret`. Stage
 * variables are secret by a tag, and header values by the header's name (`present-part.ts`).
 */
export const secretMembers: Readonly<Record<string, SecretMembers>> = {
  CreateApiKey: { request: ['value'], response: ['value'] },
  UpdateApiKey: { response: ['value'], patchPaths: ['/value'] },
  GetApiKey: { response: ['value'] },
  GetApiKeys: { response: ['items.value'] },
  // A file of key values.
  ImportApiKeys: { request: ['body'] },
  CreateUsagePlanKey: { response: ['value'] },
  GetUsagePlanKey: { response: ['value'] },
  GetUsagePlanKeys: { response: ['items.value'] },
  CreateDomainName: { request: ['certificatePrivateKey'] },
  UpdateDomainName: { patchPaths: ['/certificatePrivateKey'] },
  CreateAccessKey: { response: ['accessKey.secretAccessKey'] },
  AssumeRole: { ...session, request: ['tokenCode', 'providedContexts.contextAssertion'] },
  AssumeRoleWithSAML: { ...session, request: ['sAMLAssertion'] },
  AssumeRoleWithWebIdentity: { ...session, request: ['webIdentityToken'] },
  GetSessionToken: { ...session, request: ['tokenCode'] },
  GetFederationToken: session,
  ImportCertificate: { request: ['privateKey'] },
  // Ours.
  CreateSignInLink: { response: ['token'] },
  SignIn: { request: ['token'], response: ['secretAccessKey', 'sessionToken'] },
  // No events, but listed all the same.
  TestInvokeAuthorizer: { response: ['authorization'] },
  CreateLoginProfile: { request: ['password'] },
  UpdateLoginProfile: { request: ['password'] },
  ChangePassword: { request: ['oldPassword', 'newPassword'] },
};

/** Members whose names say secret and whose values are none. */
export const notSecret: Readonly<Record<string, string>> = {
  authorizerCredentials: 'the ARN of a role',
  authorizerCredentialsArn: 'the ARN of a role',
  allowCredentials: 'a flag',
  credentials: 'the ARN of a role; of STS its secret parts are listed',
  credentialsArn: 'the ARN of a role',
  certificateBody: 'certificates are public',
  apiKey: 'the id of a key',
  apiKeyId: 'the id of a key',
  authorizationType: 'NONE, AWS_IAM, CUSTOM or COGNITO_USER_POOLS',
  requireAuthorizationForCacheControl: 'a flag',
  authorizationScopes: 'names of scopes',
  passwordLastUsed: 'a time',
  passwordResetRequired: 'a flag',
  idempotencyToken: 'tells two requests from one sent twice',
};
