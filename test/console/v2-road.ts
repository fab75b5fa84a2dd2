import { settled, type ConsoleTab } from '../support/console-tab.js';

/** What hands do on pages of HTTP and WebSocket APIs. */
export const handsOn = (tab: () => ConsoleTab) => {
  const press = (name: string | RegExp) =>
    tab().page.getByRole('button', { name, exact: true }).last().click();
  /** Labels of required fields end with a star; lists of choices have the labels of their fields. */
  const field = (name: string) =>
    tab()
      .page.getByLabel(new RegExp(`^${name.replaceAll('$', '\\$')}( \\*)?$`))
      .and(tab().page.locator('input, textarea, select, [contenteditable=true]'))
      .last();
  /** Looks at what will change, does it, and gives what was shown. */
  const confirm = async (name: string): Promise<string> => {
    const { page } = tab();
    const changes = page.getByRole('table', { name: 'What will change' });
    await changes.waitFor();
    const shown = await changes.innerText();
    await press(name);
    await changes.waitFor({ state: 'detached' });
    await settled(page);
    return shown;
  };
  return {
    press,
    field,
    confirm,
    async review(this: void, name: string): Promise<string> {
      await press('Review');
      return confirm(name);
    },
    /** Types the template that is for all that no other is for. */
    async template(this: void, label: string, text: string): Promise<void> {
      await press('Add a template');
      await field(`${label}, $default`).fill(text);
    },
    /** Chooses a document to import, on the page of a path. */
    async choose(this: void, path: string, document: object): Promise<void> {
      await tab().goTo(path);
      const buffer = Buffer.from(JSON.stringify(document));
      const chooser = tab().page.waitForEvent('filechooser');
      await press(/Choose/);
      await (await chooser).setFiles({ name: 'orders.json', mimeType: 'application/json', buffer });
    },
  };
};
