/** From a frozen definition to a snapshot, or to the reasons why there is none. */
export { checkDefinition, compileDeployment, type Compilation } from './compile-deployment.js';
export { compileApiDeployment, type ApiCompilation } from './compile-api-deployment.js';
/** What a test invocation runs: one method of the definition as it stands, or one authorizer. */
export { compileMethodTest } from './compile-method-test.js';
export { compileAuthorizerTest, type AuthorizerTestCompilation } from './compile-authorizer-test.js';
export type { TestedMethod } from './narrow-to-test.js';
/** What the compiler may say; the table is the source of docs/ERRORS.md. */
export { diagnosticCodes, firstError, type Diagnostic, type DiagnosticCode } from './diagnostic.js';
/** How a stage caches what a deployment responds, and what its keys leave out. */
export { cacheWarnings } from './cache/cache-warnings.js';
export { methodCaches, type MethodCache } from './cache/method-caches.js';
/** From definition entities to the documents of the feed, sealed. */
export { accessKeyDocument } from './documents/access-key-document.js';
export { acmeChallengeDocument } from './documents/acme-challenge-document.js';
export { accountDocument } from './documents/account-document.js';
export { apiKeyDocument } from './documents/api-key-document.js';
export { certificateDocument } from './documents/certificate-document.js';
export { clientCertificateDocument } from './documents/client-certificate-document.js';
export { captureDocument } from './documents/capture-document.js';
export { deniedIdentityDocument } from './documents/denied-identity-document.js';
export { domainDocument, type PublishableDomain } from './documents/domain-document.js';
export { tlsRulesOf } from './documents/security-policies.js';
export { principalDocument } from './documents/principal-document.js';
export { quotaDocument } from './documents/quota-document.js';
export { httpStageDocument } from './documents/http-stage-document.js';
export { stageDocument } from './documents/stage-document.js';
export { usagePlanDocument } from './documents/usage-plan-document.js';
export { vpcLinkDocument } from './documents/vpc-link-document.js';
