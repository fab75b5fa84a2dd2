import { Connection } from './connection.mjs';
import { showMessage, showNotice, showPeople, showRoom, showState } from './view.mjs';

const settings = fetch('settings.json').then((response) => response.json());
const entrance = document.getElementById('entrance');
const composer = document.getElementById('composer');
const text = document.getElementById('text');

entrance.addEventListener('submit', (event) => {
  event.preventDefault();
  const name = new FormData(entrance).get('name').trim();
  if (name !== '') enter(name);
});

async function enter(me) {
  const { chatUrl } = await settings;
  let names = [];
  const show = (next) => {
    names = next;
    showPeople(names, me);
  };
  const react = {
    people: ({ names }) => show(names),
    joined: ({ name }) => {
      show([...names, name]);
      showNotice(`${name} joined`);
    },
    left: ({ name }) => {
      // One of that name: two people may have the same.
      const at = names.indexOf(name);
      show(names.filter((_, index) => index !== at));
      showNotice(`${name} left`);
    },
    said: (message) => showMessage(message, me),
  };
  const refuse = ({ message }) => showNotice(`Refused: ${message}`);
  const connection = new Connection(`${chatUrl}?name=${encodeURIComponent(me)}`, {
    onState(state) {
      showState(state);
      if (state === 'open') connection.send({ action: 'hello' });
    },
    // Errors of the gateway have no type, and a message in words.
    onMessage: (message) => (react[message.type] ?? refuse)(message),
  });
  showRoom();
  composer.addEventListener('submit', (event) => {
    event.preventDefault();
    // What could not be sent stays where it was written.
    if (text.value.trim() !== '' && connection.send({ action: 'say', text: text.value })) text.value = '';
    text.focus();
  });
}

// Enter sends, Shift and Enter begins a line; not while an input method is composing.
text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});
