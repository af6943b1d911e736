// The page of lantern show. It draws what the server sends, and sends what is chosen or typed.
//
// The token that lets this page in is kept for this tab alone, and lent to no other page.

const TOKEN = "lantern";
const AGAIN = [500, 1000, 2000, 4000];
const $ = (id) => document.getElementById(id);
const dark = matchMedia("(prefers-color-scheme: dark)");

let token = sessionStorage.getItem(TOKEN);
let view = null;
let timers = [];
let tries = 0;
let drawn = false;

// Asking the server. ------------------------------------------------------------------------------

function post(path, given, signal) {
  const headers = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  return fetch(path, {
    method: "POST", headers, body: JSON.stringify(given), signal,
    cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer",
  });
}

async function letIn(path, given) {
  const answer = await post(path, given);
  if (!answer.ok) return false;
  token = (await answer.json()).token;
  sessionStorage.setItem(TOKEN, token);
  return true;
}

async function follow() {
  for (;;) {
    try {
      const answer = await post("stream", {});
      if (answer.status === 401) {
        sessionStorage.removeItem(TOKEN);
        token = null;
        showPairing();
        return;
      }
      if (!answer.ok) throw new Error(answer.status);
      tries = 0;
      await read(answer.body);
    } catch {
      // The server is gone, or not reachable: what was shown does not stay.
    }
    leave();
    await new Promise((done) => setTimeout(done, AGAIN[Math.min(tries++, AGAIN.length - 1)]));
  }
}

async function read(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line) take(JSON.parse(line));
  }
}

function take(message) {
  if (message.kind === "view") draw(message.view);
  else if (message.kind === "speaking") speak(message.speaking);
  else stopMarking();
}

function give(kind, value = "") {
  if (!view) return;
  // Spoken words go on to be marked until the server says that they have stopped.
  post("give", { kind, value, turn: view.turn }).catch(() => {});
}

// Drawing. ----------------------------------------------------------------------------------------

function draw(next) {
  const before = view;
  view = next;
  $("talk").hidden = false;
  $("talk").dataset.turn = next.turn;
  $("pair").hidden = true;
  drawLook(next.look);
  if (!drawn) $("aloud").checked = next.silent;
  drawn = true;
  const newTurn = !before || before.turn !== next.turn;
  const focus = document.activeElement;
  const inAnswers = $("answers").contains(focus) || $("always").contains(focus);
  if (newTurn) stopMarking();
  drawLines(before, next);
  drawHeard(next);
  $("note").hidden = !next.note;
  $("note").textContent = next.note;
  document.documentElement.classList.toggle("by-switch", next.by_switch);
  drawButtons(before, next);
  drawScan(before, next);
  drawSaid(before, next);
  const label = $("say").querySelector("label");
  label.textContent = next.dictates || !next.answers.length ? label.dataset.own : label.dataset.other;
  $("text").rows = next.dictates ? 3 : 1;
  const screens = $("screens");
  screens.hidden = next.screens < 2;
  screens.textContent = screens.dataset.many.replace("{number}", next.screens);
  drawState();
  if (newTurn && before && inAnswers) ($("answers").querySelector("button") || $("text")).focus();
  announce(before, next);
}

function drawLines(before, next) {
  if (before && same(before.lines, next.lines)) return;
  const box = $("lines");
  // Lines are added while the first of them is spoken: what is there already stays.
  const there = before?.lines ?? [];
  const goesOn = before?.turn === next.turn && same(there, next.lines.slice(0, there.length));
  if (goesOn) box.append(...next.lines.slice(there.length).map(line));
  else box.replaceChildren(...next.lines.map(line));
  enlarge();
  if (!goesOn || !there.length) appear(box);
}

// The paragraph that is being spoken is large; where none is, the one that asks, or the last one.
function enlarge() {
  const all = [...$("lines").children];
  const asks = all.findLast((one) => /[?\u037e\u061f\uff1f]/.test(one.dataset.text));
  const large = all.includes(spoken) ? spoken : asks ?? all.at(-1);
  for (const one of all) one.classList.toggle("large", one === large);
}

function line(text) {
  const paragraph = document.createElement("p");
  paragraph.dataset.text = text;
  let at = 0;
  for (const word of text.matchAll(/\S+/g)) {
    paragraph.append(text.slice(at, word.index));
    const span = document.createElement("span");
    span.dataset.at = word.index;
    span.textContent = word[0];
    paragraph.append(span);
    at = word.index + word[0].length;
  }
  paragraph.append(text.slice(at));
  return paragraph;
}

function drawHeard(next) {
  $("heard").hidden = !next.heard;
  $("heard").classList.toggle("partly", next.partly);
  $("heard-text").textContent = next.partly ? `${next.heard} …` : next.heard;
}

function drawButtons(before, next) {
  if (before && same(before.answers, next.answers) && before.turn === next.turn) return;
  const own = next.answers.filter((answer) => answer.kind !== "command");
  const always = next.answers.filter((answer) => answer.kind === "command");
  $("answers").classList.toggle("numbers", own.length > 4 && own.every((a) => /^\d+$/.test(a.label)));
  $("answers").replaceChildren(...own.map(button));
  $("always").replaceChildren(...always.map(button));
  appear($("answers"));
}

// What one switch chooses from: the answer that a press takes now, and those that follow.
function drawScan(before, next) {
  if (before && same(before.scan, next.scan)) return;
  $("scan").replaceChildren(...next.scan.map((label, place) => {
    const item = document.createElement("li");
    item.textContent = label;
    if (place === 0) item.setAttribute("aria-current", "true");
    return item;
  }));
}

function button(answer) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.key = answer.key;
  made.append(Object.assign(document.createElement("span"), { textContent: answer.label }));
  if (answer.key) {
    const key = document.createElement("kbd");
    key.textContent = answer.key;
    key.setAttribute("aria-hidden", "true");
    made.append(key);
    made.setAttribute("aria-keyshortcuts", answer.key);
  }
  made.addEventListener("click", () => give("answer", answer.id));
  return made;
}

function drawSaid(before, next) {
  $("before").hidden = !next.said.length;
  if (before && same(before.said, next.said)) return;
  const list = $("said");
  list.replaceChildren(...next.said.map((said) => {
    const item = document.createElement("li");
    const who = document.createElement("span");
    who.className = "who";
    who.textContent = `${list.dataset[said.who]}: `;
    item.append(who, said.text);
    return item;
  }));
}

function drawState() {
  let name = "gone";
  if (!token) name = "";
  else if (spoken) name = "speaks";
  else if (view) name = view.dictates && view.state === "waits" ? "dictates" : view.state;
  $("state").textContent = $("state").dataset[name] ?? "";
}

function drawLook(look) {
  const root = document.documentElement;
  root.style.setProperty("--size", look.size);
  root.style.setProperty("--spacing", look.spacing);
  root.dataset.colours = look.colours === "auto" ? (dark.matches ? "dark" : "light") : look.colours;
  root.classList.toggle("still", look.still);
  if (!$("look").contains(document.activeElement) || !$("size").value) {
    $("size").value = look.size;
    $("spacing").value = look.spacing;
  }
  $("colours").value = look.colours;
  $("still").checked = look.still;
}

function appear(box) {
  box.classList.remove("fresh");
  void box.offsetWidth;
  box.classList.add("fresh");
}

function leave() {
  stopMarking();
  view = null;
  for (const id of ["lines", "answers", "always", "said", "scan"]) $(id).replaceChildren();
  hush();
  for (const id of ["heard", "note", "before", "screens"]) $(id).hidden = true;
  drawState();
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

// What a screen reader says: a whole reply once, when it is complete; never what is half heard. -----

let telling = 0;

function announce(before, next) {
  if (before && before.turn === next.turn && same(before.lines, next.lines)) return;
  hush();
  if (!$("aloud").checked || !next.lines.length) return;
  telling = setTimeout(() => {
    $("announce").textContent = next.lines.join(" ");
  }, 150);
}

function hush() {
  clearTimeout(telling);
  $("announce").textContent = "";
}

// Marking the words that are spoken. ----------------------------------------------------------------

let place = 0;
let spoken = null;

function speak(sentence) {
  const [paragraph, offset] = find(sentence.text);
  later(sentence.wait, () => {
    spoken = paragraph ?? $("lines");
    enlarge();
    drawState();
  });
  if (paragraph) {
    for (const [begin, end, at] of sentence.words) {
      later(sentence.wait + at, () => mark(paragraph, offset + begin, offset + end));
    }
  }
  later(sentence.wait + sentence.lasts, () => {
    mark(null);
    spoken = null;
    drawState();
  });
}

// The paragraph that holds a sentence, after the one said before, and where it begins there.
function find(text) {
  const paragraphs = [...$("lines").children];
  for (const from of [place, 0]) {
    let start = 0;
    for (const paragraph of paragraphs) {
      const at = paragraph.dataset.text.indexOf(text, Math.max(0, from - start));
      if (at >= 0 && start + at >= from) {
        place = start + at + text.length;
        return [paragraph, at];
      }
      start += paragraph.dataset.text.length + 1;
    }
  }
  return [null, 0];
}

function mark(paragraph, begin, end) {
  for (const now of $("lines").querySelectorAll(".now")) now.classList.remove("now");
  if (!paragraph) return;
  for (const word of paragraph.children) {
    const at = Number(word.dataset.at);
    if (at < end && at + word.textContent.length > begin) {
      word.classList.add("now");
      keepInView(word);
    }
  }
}

function keepInView(word) {
  const box = word.getBoundingClientRect();
  if (box.bottom > innerHeight || box.top < 0) word.scrollIntoView({ block: "center" });
}

function later(milliseconds, act) {
  timers.push(setTimeout(act, milliseconds));
}

function stopMarking() {
  timers.forEach(clearTimeout);
  timers = [];
  place = 0;
  spoken = null;
  mark(null);
  enlarge();
  drawState();
}

// Letting another device in. ------------------------------------------------------------------------

function showPairing() {
  leave();
  $("talk").hidden = true;
  $("pair").hidden = false;
}

function tellPairing(name) {
  $("pair-note").textContent = $("pair-note").dataset[name];
}

$("ask-code").addEventListener("click", async () => {
  const answer = await post("code", {}).catch(() => null);
  tellPairing(!answer ? "gone" : answer.ok ? "said" : "soon");
  if (answer?.ok) $("code").focus();
});

$("pair-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const done = await letIn("pair", { code: $("code").value }).catch(() => null);
  if (done) follow();
  else tellPairing(done === null ? "gone" : "wrong");
});

// What is given. ------------------------------------------------------------------------------------

$("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (text) give("text", text);
  $("text").value = "";
  $("text").focus();
});

$("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $("say").requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    changeSubject();
    return;
  }
  if (view?.by_switch) {
    pressKey(event);
    return;
  }
  const typing = event.target.closest("input, textarea, select");
  if (typing || !$("keys").checked || event.ctrlKey || event.altKey || event.metaKey) return;
  const buttons = [...document.querySelectorAll("#answers button, #always button")];
  const meant = buttons.find((one) => one.dataset.key && one.dataset.key === event.key.toLowerCase());
  if (!meant) return;
  event.preventDefault();
  meant.click();
});

// As one switch: any key chooses but those that move about the page; an arrow goes on.
function pressKey(event) {
  const onControl = event.target.closest("button, input, select, summary");
  const moves = ["Tab", "Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"];
  if (onControl || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (moves.includes(event.key) || /^F\d+$/.test(event.key)) return;
  event.preventDefault();
  give("press", event.key === "ArrowRight" ? "next" : "");
}

$("main").addEventListener("click", (event) => {
  if (view?.by_switch && !event.target.closest("details")) give("press");
});

function changeSubject() {
  $("text").value = "";
  give("escape");
}

$("escape").addEventListener("click", changeSubject);

$("look-button").addEventListener("click", () => {
  const open = $("look").hidden;
  $("look").hidden = !open;
  $("look-button").setAttribute("aria-expanded", String(open));
});

for (const id of ["size", "spacing", "colours", "still"]) {
  $(id).addEventListener("change", () => {
    const look = {
      size: Number($("size").value), spacing: Number($("spacing").value),
      colours: $("colours").value, still: $("still").checked,
    };
    drawLook(look);
    post("give", { kind: "look", look }).catch(() => {});
  });
}

$("keys").addEventListener("change", () => {
  document.documentElement.classList.toggle("no-keys", !$("keys").checked);
});

dark.addEventListener("change", () => view && drawLook(view.look));

// The first thing: a link with a key lets this browser in; the key leaves the address at once. -------

const key = new URLSearchParams(location.hash.slice(1)).get("key");
if (location.hash) history.replaceState(null, "", location.pathname);
drawLook({ size: 1, spacing: 1, colours: "auto", still: false });
if (key && !token) await letIn("open", { key }).catch(() => false);
if (token) follow();
else showPairing();
