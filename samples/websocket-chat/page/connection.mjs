/**
 * A WebSocket connection that comes back: a gateway closes it after ten minutes of silence, after two hours,
 * and when it is replaced.
 */
export class Connection {
  #socket = null;
  #retries = 0;
  #url;
  #listener;

  /** `listener` has `onState(state)`, with connecting, open or waiting, and `onMessage(message)`. */
  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
    this.#open();
  }

  /** Whether it could be sent. */
  send(message) {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #open() {
    this.#listener.onState('connecting');
    this.#socket = new WebSocket(this.#url);
    this.#socket.onopen = () => {
      this.#retries = 0;
      this.#listener.onState('open');
    };
    this.#socket.onmessage = ({ data }) => this.#listener.onMessage(JSON.parse(data));
    this.#socket.onclose = () => {
      this.#listener.onState('waiting');
      // Twice as long each time, and by chance, so that those who were cut off together do not come together.
      const longest = Math.min(30_000, 500 * 2 ** this.#retries++);
      setTimeout(() => this.#open(), longest * (0.5 + Math.random() / 2));
    };
  }
}
