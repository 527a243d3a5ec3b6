import { json, submit } from "./http.js";

const form = document.querySelector("#load-form");
let wasRunning = false;

export function startLoad(event) {
  submit(event, async ({ threads, seconds }) => {
    show((await json(`load?threads=${threads}&seconds=${seconds}`, { method: "POST" })).body);
    return form.querySelector("output").textContent;
  });
}

export async function showLoad() {
  show((await json("load")).body);
}

function show(load) {
  form.querySelector("button").disabled = load.running;
  if (load.running || wasRunning) {
    form.querySelector("output").textContent = summary(load);
  }
  wasRunning = load.running;
}

function summary({ running, secondsLeft, calls, failures, callsPerSecond }) {
  const text = `${calls.toLocaleString()} calls, ${callsPerSecond.toLocaleString()} per second, ${failures} failed`;
  return running ? `${text}, ${secondsLeft} s to go` : text;
}
