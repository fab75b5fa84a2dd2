const byId = (id) => document.getElementById(id);
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const stateTexts = { connecting: 'Connecting…', open: 'Connected', waiting: 'Reconnecting…' };

/** An element with classes and text: names and messages are never HTML. */
function element(tag, classes, text) {
  const made = document.createElement(tag);
  made.className = classes;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The same name has the same colour for everybody. */
function avatar(name) {
  const hash = [...name].reduce((total, letter) => (total * 31 + letter.codePointAt(0)) % 1_000_003, 7);
  const made = element('span', `avatar colour-${hash % 12}`, [...name][0].toLocaleUpperCase());
  made.ariaHidden = 'true';
  return made;
}

export function showRoom() {
  byId('entrance').hidden = true;
  byId('room').hidden = false;
  byId('text').focus();
}

export function showState(state) {
  byId('state').dataset.state = state;
  byId('state').textContent = stateTexts[state];
  byId('send').disabled = state !== 'open';
}

export function showPeople(names, me) {
  byId('count').textContent = String(names.length);
  byId('people').replaceChildren(
    ...names.map((name) => {
      const item = element('li', 'person');
      item.append(avatar(name), element('span', 'name', name));
      if (name === me) item.append(element('span', 'you', 'you'));
      return item;
    }),
  );
}

/** A line about who came and left. */
export function showNotice(text) {
  append(element('li', 'notice', text));
}

export function showMessage({ name, text, at }, me) {
  const isMine = name === me;
  const followsOwn = log.lastElementChild?.dataset.name === name;
  const item = element('li', `message${isMine ? ' mine' : ''}${followsOwn ? ' follows' : ''}`);
  item.dataset.name = name;
  const head = element('div', 'head');
  const when = element('time', 'when', time.format(at));
  when.dateTime = new Date(at).toISOString();
  head.append(element('span', 'name', isMine ? 'You' : name), when);
  const bubble = element('div', 'bubble');
  bubble.append(head, element('p', 'text', text));
  if (!isMine) item.append(avatar(name));
  item.append(bubble);
  append(item);
}

// The list follows the newest message unless its reader has scrolled up, also where the window changes.
const log = byId('messages');
let followsNewest = true;
const toNewest = () => followsNewest && (log.scrollTop = log.scrollHeight);
log.addEventListener('scroll', () => {
  followsNewest = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
});
new ResizeObserver(toNewest).observe(log);

function append(item) {
  byId('empty').hidden = true;
  log.append(item);
  toNewest();
}
