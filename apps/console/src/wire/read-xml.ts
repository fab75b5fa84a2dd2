/** An element as a tree: text, or elements. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

type Kinds = Readonly<Record<string, string>>;

/**
 * Reads what the query services write: elements and text, without a DTD, CDATA or attributes that mean
 * anything. It runs where there is no DOM, too.
 * @throws SyntaxError for anything else
 */
export function parseXml(xml: string): XmlElement {
  const root = { name: '', text: '', children: [] as XmlElement[] };
  const open: { name: string; text: string; children: XmlElement[] }[] = [root];
  for (const [piece, closes, name, isEmpty] of xml.matchAll(
    /<\?[^>]*>|<(\/?)([\w.:-]+)[^<>]*?(\/?)>|[^<]+|</g,
  )) {
    const innermost = open.at(-1)!;
    if (name === undefined) {
      if (piece === '<') throw new SyntaxError('This is not the XML of a service');
      if (!piece.startsWith('<?')) innermost.text += unescaped(piece);
    } else if (closes) {
      if (innermost.name !== name || open.length === 1) throw new SyntaxError(`</${name}> closes nothing`);
      open.pop();
    } else {
      const element = { name, text: '', children: [] };
      innermost.children.push(element);
      if (!isEmpty) open.push(element);
    }
  }
  const [document] = root.children;
  if (!document || open.length > 1) throw new SyntaxError('The XML ends too early');
  return document;
}

/** The first element of that name, in the order of the document. */
export function findXml(element: XmlElement, name: string): XmlElement | null {
  if (element.name === name) return element;
  for (const child of element.children) {
    const found = findXml(child, name);
    if (found) return found;
  }
  return null;
}

/**
 * The value of an element: lists are of `member`, maps of `entry`, as the query protocol writes them; kinds
 * say what the rest is by its name.
 */
export function readXml(element: XmlElement, kinds: Kinds): unknown {
  const { name, children } = element;
  const kind = kinds[name];
  switch (kind) {
    case 'list':
      return children.map((child) => readMember(child, kinds));
    case 'map':
    case 'map of numbers':
      return Object.fromEntries(
        children.map(({ children: [key, value] }) => [
          key!.text,
          kind === 'map' ? readMember(value!, kinds) : Number(value!.text),
        ]),
      );
    case 'structure':
      return membersOf(element, kinds);
    default:
      return scalarOf(kind, element) ?? readMember(element, kinds);
  }
}

function scalarOf(kind: string | undefined, { text }: XmlElement): unknown {
  switch (kind) {
    case 'number':
      return Number(text);
    case 'boolean':
      return text === 'true';
    case 'timestamp':
      return new Date(text);
    default:
      return null;
  }
}

const readMember = (element: XmlElement, kinds: Kinds): unknown =>
  element.children.length === 0 ? element.text : membersOf(element, kinds);

const membersOf = ({ children }: XmlElement, kinds: Kinds) =>
  Object.fromEntries(children.map((child) => [child.name, readXml(child, kinds)]));

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) =>
      name === undefined
        ? String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16))
        : (named[name] ?? whole),
  );
