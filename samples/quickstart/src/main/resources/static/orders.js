import { json, submit } from "./http.js";

const rows = document.querySelector("#orders");
const message = document.querySelector("#order-message");

export function createOrder(event) {
  submit(event, async ({ customer, item, quantity }) => {
    const order = { customer, item, quantity: Number(quantity) };
    await json("orders", { method: "POST", body: JSON.stringify(order) });
    await showOrders();
    return "Stored in MongoDB. Read it twice: first from the database, then from the cache.";
  });
}

export async function showOrders() {
  try {
    const { body } = await json("orders");
    rows.replaceChildren(...body.map(row));
  } catch (failure) {
    message.textContent = failure.message;
    message.className = "problem";
  }
}

function row(order) {
  const line = document.createElement("tr");
  const time = new Date(order.created).toLocaleTimeString();
  line.append(cell(order.customer), cell(order.item), cell(order.quantity, "number"), cell(time), readCell(order.id));
  return line;
}

function cell(text, className = "") {
  const td = document.createElement("td");
  td.textContent = text;
  td.className = className;
  return td;
}

function readCell(id) {
  const td = cell("");
  const button = document.createElement("button");
  const from = document.createElement("span");
  button.type = "button";
  button.textContent = "Read";
  button.onclick = async () => {
    try {
      const { headers } = await json(`orders/${id}`);
      from.textContent = ` ${headers.get("X-Read-From")}`;
    } catch (failure) {
      from.textContent = ` ${failure.message}`;
    }
  };
  td.append(button, from);
  return td;
}
