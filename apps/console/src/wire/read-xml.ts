/** An element as a tree: names of elements, or text. The browser's own, or a test's. */
export interface XmlElement {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly children: Iterable<XmlElement>;
}

type Kinds = Readonly<Record<string, string>>;

/**
 * The value of an element: lists are of `member`, maps of `entry`, as the query protocol writes them; kinds
 * say what the rest is by its name.
 */
export function readXml(element: XmlElement, kinds: Kinds): unknown {
  const children = [...element.children];
  switch (kinds[element.tagName]) {
    case 'list':
      return children.map((child) => readMember(child, kinds));
    case 'map':
      return Object.fromEntries(
        children.map(({ children: [key, value] = [] as never }) => [
          key!.textContent,
          readXml(value!, kinds),
        ]),
      );
    case 'number':
      return Number(element.textContent);
    case 'boolean':
      return element.textContent === 'true';
    case 'timestamp':
      return new Date(element.textContent ?? '');
    default:
      return readMember(element, kinds);
  }
}

const readMember = (element: XmlElement, kinds: Kinds): unknown => {
  const children = [...element.children];
  if (children.length === 0) return element.textContent ?? '';
  return Object.fromEntries(children.map((child) => [child.tagName, readXml(child, kinds)]));
};
