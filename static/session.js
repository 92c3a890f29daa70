/* Warns before the session ends. When that is, the server says; asking it is no sign of life, pressing the button is one. */

const bar = document.getElementById("session");
const form = bar.querySelector("form");
const text = bar.querySelector("[data-text]");
const warnedBefore = Number(bar.dataset.warn);
let timer;

function after(seconds, act) {
  clearTimeout(timer);
  timer = setTimeout(act, Math.max(0, seconds) * 1000);
}

async function left(options) {
  const answer = await fetch(form.action, { redirect: "manual", ...options });
  return answer.ok ? (await answer.json()).left : 0;
}

async function look(options) {
  try {
    show(await left(options));
  } catch {
    after(30, look); // no connection: the page cannot know better
  }
}

function show(seconds) {
  bar.hidden = seconds > warnedBefore;
  form.hidden = seconds <= 0;
  bar.querySelector("[data-again]").hidden = seconds > 0;
  if (seconds <= 0) {
    text.textContent = bar.dataset.over;
  } else if (bar.hidden) {
    after(seconds - warnedBefore, look);
  } else {
    const minutes = Math.ceil(seconds / 60);
    text.textContent = minutes > 1 ? bar.dataset.soon.replace("%", minutes) : bar.dataset.now;
    after(seconds > 60 ? seconds - 60 : seconds + 1, look);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  look({ method: "POST", body: new FormData(form) });
});
document.addEventListener("visibilitychange", () => document.hidden || look()); // a machine that slept
after(Number(bar.dataset.left) - warnedBefore, look);
