/* Conveniences on top of pages that work without them. Nothing here decides anything: the server does. */

const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

/* Single keys (WCAG 2.1.4: they can be switched off; the choice stays in this browser). */

const SINGLE_KEYS = "einzeltasten";
const TYPING = "input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]";

function singleKeysOn() {
  try {
    return localStorage.getItem(SINGLE_KEYS) !== "aus";
  } catch {
    return true;
  }
}

function rememberSingleKeys(on) {
  try {
    localStorage.setItem(SINGLE_KEYS, on ? "an" : "aus");
  } catch {
    // A browser that stores nothing keeps the keys on.
  }
}

const rows = () => findAll("[data-row]");
const currentRow = () => find(".row--current");

function moveRow(step) {
  const all = rows();
  if (!all.length) return;
  const from = all.indexOf(currentRow());
  const next = all[Math.max(0, Math.min(all.length - 1, from + step))];
  all.forEach((row) => row.classList.toggle("row--current", row === next));
  find(".title", next)?.focus();
}

function toggleRow() {
  const box = find("[data-select]", currentRow() ?? document.createElement("p"));
  if (!box) return;
  box.checked = !box.checked;
  showSelection();
}

const keys = {
  j: () => moveRow(1),
  k: () => moveRow(-1),
  x: toggleRow,
  u: () => currentRow() && find("[data-claim]", currentRow())?.click(),
  z: () => find("[data-undo]")?.click(),
  "/": () => find("#global-search")?.focus(),
  "?": () => find("#shortcuts")?.showModal(),
};

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key === "k") {
    event.preventDefault();
    find("#global-search")?.focus();
    return;
  }
  if (event.key === "Escape") closeMenus();
  const busy = event.ctrlKey || event.altKey || event.metaKey || event.target.matches?.(TYPING) || find("dialog[open]");
  if (busy || !singleKeysOn() || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
}

/* Selecting rows. */

function showSelection() {
  const bar = find("[data-bulk]");
  if (!bar) return;
  const chosen = findAll("[data-select]:checked").length;
  bar.hidden = chosen === 0;
  find("[data-bulk-count]", bar).textContent = String(chosen);
}

function selectAll(on) {
  for (const box of findAll("[data-select], [data-select-all]")) box.checked = on;
  showSelection();
}

/* Menus, dialogs, toasts. */

function closeMenus(except) {
  for (const menu of findAll("details.menu[open]")) {
    if (menu.contains(except)) continue;
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) find("summary", menu).focus();
  }
}

const clearToasts = () => find("#toasts")?.replaceChildren();

function showOffline() {
  const place = find("#toasts");
  if (!place) return;
  const toast = document.createElement("div");
  const text = document.createElement("p");
  const close = document.createElement("button");
  toast.className = "toast";
  text.className = "toast__text";
  text.textContent = place.dataset.offline;
  close.className = "toast__button";
  close.type = "button";
  close.dataset.close = "";
  close.setAttribute("aria-label", place.dataset.closeLabel);
  close.textContent = "×";
  toast.append(text, close);
  place.replaceChildren(toast);
}

function onClick(event) {
  const target = event.target;
  const opener = target.closest("[data-dialog]");
  if (opener) find(`#${opener.dataset.dialog}`)?.showModal();
  if (target.closest("[data-close]")) clearToasts();
  if (target.closest("[data-bulk-clear]")) selectAll(false);
  if (target.closest("[data-print]")) window.print();
  closeMenus(target);
}

function onChange(event) {
  const target = event.target;
  if (target.matches("[data-select-all]")) selectAll(target.checked);
  if (target.matches("[data-select]")) showSelection();
  if (target.matches("[data-single-keys]")) rememberSingleKeys(target.checked);
}

/* A second click while the first is on its way sends nothing. */

const SECOND_CLICK_MS = 3000;
const sentAt = new WeakMap();

function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  const now = performance.now();
  if (now - (sentAt.get(form) ?? -Infinity) < SECOND_CLICK_MS) event.preventDefault();
  else sentAt.set(form, now);
}

/* Swaps by htmx: the keyboard stays in the row whose button went away. */

let rowBeforeSwap = null;

function beforeSwap() {
  rowBeforeSwap = document.activeElement?.closest("[data-row]")?.id ?? null;
}

function afterSwap() {
  showSelection();
  if (rowBeforeSwap && document.activeElement === document.body) {
    find(".title", document.getElementById(rowBeforeSwap) ?? document.createElement("p"))?.focus();
  }
}

/* Dropping files onto a file field. */

function onDrag(event) {
  const zone = event.target.closest?.("[data-drop]");
  if (!zone) return;
  event.preventDefault();
  zone.classList.toggle("drop--over", event.type === "dragover");
  if (event.type === "drop") find("input[type=file]", zone).files = event.dataTransfer.files;
}

/* Once the page stands. */

function start() {
  find("[data-focus]")?.focus();
  find(".mainnav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  const keySwitch = find("[data-single-keys]");
  if (keySwitch) keySwitch.checked = singleKeysOn();
  if (matchMedia("(max-width: 1100px)").matches) {
    for (const panel of findAll("details[data-collapse-small]")) panel.open = false;
  }
  showSelection();
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", onClick);
document.addEventListener("change", onChange);
document.addEventListener("submit", onSubmit);
document.addEventListener("htmx:before:swap", beforeSwap);
document.addEventListener("htmx:after:swap", afterSwap);
document.addEventListener("htmx:error", showOffline);
for (const type of ["dragover", "dragleave", "drop"]) document.addEventListener(type, onDrag);
start();
