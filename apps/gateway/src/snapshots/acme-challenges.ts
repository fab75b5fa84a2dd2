import { documentNames, type AcmeChallengeDocument } from '#libs/snapshot-format';
import { handlerOf } from './document-handler.js';

/** What certificate authorities ask for at the moment, by token. */
export class AcmeChallenges {
  private readonly byToken = new Map<string, AcmeChallengeDocument>();
  readonly handler = handlerOf('acme-challenge', {
    names: () => [...this.byToken.keys()],
    put: (name, document) => this.put(name, document),
  });

  get isEmpty(): boolean {
    return this.byToken.size === 0;
  }

  /** The answer to who asks a host for a token; undefined for any other host and any other token. */
  find(hostName: string, token: string): string | undefined {
    const challenge = this.byToken.get(token);
    const isAsked =
      challenge && challenge.domainName === hostName.toLowerCase() && Date.now() < challenge.untilMs;
    return isAsked ? challenge.keyAuthorization : undefined;
  }

  private put(name: string, document: AcmeChallengeDocument | null): string | null {
    if (document === null) this.byToken.delete(name);
    else if (documentNames.acmeChallenge(document.token) !== name) return 'it is named after another token';
    else this.byToken.set(name, document);
    return null;
  }
}
