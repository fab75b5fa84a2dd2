import { useSyncExternalStore } from 'react';

const askEveryMs = 2_000;

/** Whether the control plane answers. While it does not, it is asked until it does. */
class Reachability {
  #isLost = false;
  #listeners = new Set<() => void>();

  /** A call had no answer. */
  lost(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#tell();
    void this.#ask();
  }

  found(): void {
    if (!this.#isLost) return;
    this.#isLost = false;
    this.#tell();
  }

  isLost = (): boolean => this.#isLost;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  async #ask(): Promise<void> {
    while (this.#isLost) {
      await new Promise((resolve) => setTimeout(resolve, askEveryMs));
      const response = await fetch(import.meta.env.BASE_URL, { method: 'HEAD', cache: 'no-store' }).catch(
        () => null,
      );
      if (response?.ok) this.found();
    }
  }
}

export const reachability = new Reachability();

export const useIsLost = (): boolean => useSyncExternalStore(reachability.subscribe, reachability.isLost);
