import { IncomingMessage } from 'node:http';

/**
 * A server with a listener for `upgrade` is given every request there that asks for another protocol, and can
 * serve none of them as a request any more. Node asks the request itself whether it asks, once its head is
 * read; this one says yes for those alone that `isTaken` takes. Others are served as if they had not asked,
 * as by a server without such a listener. (Node 24.9 has `shouldUpgradeCallback` for that, Node 20 nothing.)
 */
export function upgradableRequests(isTaken: (request: IncomingMessage) => boolean): typeof IncomingMessage {
  return class UpgradableRequest extends IncomingMessage {
    // Not initialized: the constructor of before sets `upgrade`, and what it set must stay.
    declare private asks: boolean | null;
    declare private taken: boolean | undefined;

    get upgrade(): boolean | null {
      if (this.asks !== true) return this.asks;
      // With CONNECT Node closes the connection.
      return (this.taken ??= this.method === 'CONNECT' || isTaken(this));
    }

    set upgrade(asks: boolean | null) {
      this.asks = asks;
    }
  };
}
