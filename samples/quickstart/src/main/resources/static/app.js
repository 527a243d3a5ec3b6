import { showHealth, showPools } from "./pools.js";
import { showLoad, startLoad } from "./load.js";
import { createOrder, showOrders } from "./orders.js";

const EVERY_MILLIS = 1000;

/** One look at everything; the next one follows when all answers are there, however slow they are. */
async function refresh() {
  await Promise.allSettled([showPools(), showHealth(), showLoad()]);
  setTimeout(refresh, EVERY_MILLIS);
}

document.querySelector("#load-form").addEventListener("submit", startLoad);
document.querySelector("#order-form").addEventListener("submit", createOrder);
refresh();
showOrders();
