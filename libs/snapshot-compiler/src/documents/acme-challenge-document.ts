import {
  documentNames,
  sealDocument,
  type AcmeChallengeDocument,
  type SealedDocument,
} from '#libs/snapshot-format';

/** The document of a challenge that gateways answer. */
export const acmeChallengeDocument = (challenge: AcmeChallengeDocument): SealedDocument =>
  sealDocument('acme-challenge', documentNames.acmeChallenge(challenge.token), challenge);
