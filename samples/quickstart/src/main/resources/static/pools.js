import { json } from "./http.js";

const HISTORY = 60;
const container = document.querySelector("#pools");
const template = document.querySelector("#pool-card");
const cards = new Map();

export async function showPools() {
  const { body } = await json("actuator/earnormpools");
  const pools = Object.values(body.pools);
  if (cards.size === 0) {
    container.replaceChildren();
  }
  pools.forEach((pool) => card(pool.name).show(pool));
}

export async function showHealth() {
  const response = await fetch("actuator/health"); // 503 when something is down: an answer all the same.
  const health = await response.json();
  badge(document.querySelector("#health"), health.status);
  for (const backend of Object.values(health.components?.earnormPool?.components ?? {})) {
    for (const [name, pool] of Object.entries(backend.components ?? {})) {
      cards.get(name)?.showHealth(pool);
    }
  }
}

function card(name) {
  if (!cards.has(name)) {
    cards.set(name, new Card());
  }
  return cards.get(name);
}

function badge(element, status) {
  element.textContent = status;
  element.classList.toggle("up", status === "UP");
  element.classList.toggle("down", status !== "UP");
}

/** One pool: a cell per place, the last minute, the figures. */
class Card {
  history = [];

  constructor() {
    this.root = template.content.cloneNode(true).firstElementChild;
    container.append(this.root);
  }

  show(pool) {
    this.find(".name").textContent = pool.name;
    this.find(".backend").textContent = pool.backend;
    this.showPlaces(pool.connections);
    this.showHistory(pool.connections);
    this.showFigures(pool);
  }

  showHealth({ status, details }) {
    badge(this.find(".status"), status);
    this.find(".reason").textContent = status === "UP" ? "" : details?.reason ?? "";
  }

  showPlaces({ inUse, idle, connecting, max }) {
    const free = Math.max(0, max - inUse - idle - connecting);
    const kinds = { "in-use": inUse, idle, connecting, free };
    const places = Object.entries(kinds).flatMap(([kind, count]) => Array.from({ length: count }, () => kind));
    const bar = this.find(".bar");
    bar.setAttribute("aria-label", `${inUse} in use, ${idle} idle, ${connecting} connecting, of ${max}`);
    bar.replaceChildren(...places.map((kind) => Object.assign(document.createElement("i"), { className: kind })));
  }

  showHistory({ inUse, max }) {
    this.history = [...this.history, inUse].slice(-HISTORY);
    const first = HISTORY - this.history.length;
    const points = this.history.map((value, index) => `${first + index},${19 - (18 * value) / max}`);
    this.find("polyline").setAttribute("points", points.join(" "));
  }

  showFigures({ connections, pending, totals, waitTime }) {
    const figures = {
      "In use": `${connections.inUse} of ${connections.max}`,
      Pending: pending,
      Acquired: totals.acquired.toLocaleString(),
      "Waited (p99)": `${waitTime.p99.toFixed(1)} ms`,
    };
    this.find("dl").replaceChildren(...Object.entries(figures).map(([term, value]) => figure(term, value)));
  }

  find(selector) {
    return this.root.querySelector(selector);
  }
}

function figure(term, value) {
  const group = document.createElement("div");
  const dt = document.createElement("dt");
  const dd = document.createElement("dd");
  dt.textContent = term;
  dd.textContent = value;
  group.append(dt, dd);
  return group;
}
