"use strict";
// No framework, no build step: the server draws, this file saves and keeps the page alive.

const api = "/api/data/v9.2/";
const headers = { "Accept": "application/json", "OData-Version": "4.0", "OData-MaxVersion": "4.0" };
const byId = id => document.getElementById(id);
let toastTimer;

function toast(text) {
  const box = byId("toast");
  box.textContent = text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.textContent = ""; }, 8000);
}

async function send(method, path, body, more) {
  const answer = await fetch(api + path, { method, headers: { ...headers, "Content-Type": "application/json", ...more }, body: JSON.stringify(body) });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => null);
  const failure = new Error(problem?.error?.message || `The server answered ${answer.status}.`);
  failure.status = answer.status;
  throw failure;
}

// Progress of import and mining, the simulated clock, and the notes of a run.
async function watchProgress() {
  let busy = false;
  for (;;) {
    try {
      const status = await (await fetch("/status")).json();
      byId("clock").textContent = status.clock;
      byId("progress").hidden = !status.step;
      byId("progress-text").textContent = status.step + (status.total ? ` (${status.done.toLocaleString("en")} of ${status.total.toLocaleString("en")})` : "");
      const bar = byId("progress-bar");
      if (status.total) bar.value = status.share; else bar.removeAttribute("value");
      showNotes(status.notes);
      if (busy && !status.step) refreshList();
      busy = !!status.step;
    } catch {
      byId("progress").hidden = false;
      byId("progress-text").textContent = "crminsights does not answer. Start it again; this page goes on by itself.";
    }
    await pause(busy ? 1000 : 5000);
  }
}

// For whoever runs this: on the list, not on a customer's page.
function showNotes(notes) {
  if (byId("page")) return;
  const box = byId("notes");
  if (box.dataset.text === notes.join("\n")) return;
  box.dataset.text = notes.join("\n");
  box.replaceChildren(...notes.map(note => { const line = document.createElement("p"); line.textContent = note; return line; }));
}

async function refreshList() {
  if (!byId("customers")) return;
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  byId("customers").replaceWith(page.getElementById("customers"));
}

const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

// Tabs by the ARIA pattern: arrows move, the rest is hidden.
function wireTabs() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const select = (tab, focus) => {
    for (const other of tabs) {
      const on = other === tab;
      other.setAttribute("aria-selected", on);
      other.tabIndex = on ? 0 : -1;
      byId(other.getAttribute("aria-controls")).hidden = !on;
    }
    if (focus) tab.focus();
    history.replaceState(null, "", "#" + tab.id.slice("tab-".length));
  };
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) select(tabs[(index + step + tabs.length) % tabs.length], true);
    });
  }
  if (tabs.length) select(tabs.find(tab => tab.id === "tab-" + location.hash.slice(1)) ?? tabs[0]);
}

const fields = form => [...form.elements].filter(field => field.name && field.dataset.kind);
const isDirty = field => field.value !== field.dataset.saved;

function typed(field) {
  const text = field.value.trim();
  if (text === "") return null;
  switch (field.dataset.kind) {
    case "number": {
      const number = Number(text);
      if (Number.isNaN(number)) throw new Error(`"${text}" is no number. Write it like 1234.56.`);
      return number;
    }
    case "boolean": return text === "true";
    case "datetime": return text + ":00Z";
    default: return text;
  }
}

function wireForm(page) {
  const form = byId("record");
  for (const field of fields(form)) field.dataset.saved = field.value;
  form.addEventListener("input", () => { byId("save").disabled = !fields(form).some(isDirty); });
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const changed = fields(form).filter(isDirty);
    if (!changed.length) return;
    try {
      const body = Object.fromEntries(changed.map(field => [field.name, typed(field)]));
      await send("PATCH", `${page.dataset.set}(${page.dataset.id})`, body, { "If-Match": page.dataset.etag });
      for (const field of changed) field.dataset.saved = field.value;
      byId("save").disabled = true;
      toast("Saved.");
      await refresh(page);
    } catch (failure) {
      toast(failure.status === 412 ? "Somebody else changed this record meanwhile. The page now shows the new values; check them and save again." : `Not saved: ${failure.message}`);
      if (failure.status === 412) await refresh(page);
    }
  });
}

// Asks for the row's present state; 304 while nothing has changed.
async function refresh(page) {
  const answer = await fetch(`/${page.dataset.set}/${page.dataset.id}/live`, { headers: page.dataset.etag ? { "If-None-Match": page.dataset.etag } : {}, cache: "no-store" });
  if (answer.status !== 200) return;
  const live = await answer.json();
  page.dataset.etag = live.etag;
  replace("level", live.level);
  document.dispatchEvent(new CustomEvent("rowchanged", { detail: live.bound }));
  for (const [column, text] of Object.entries(live.shown)) {
    const shown = document.querySelector(`[data-show="${column}"]`);
    if (shown) shown.textContent = text;
  }
  for (const field of fields(byId("record"))) {
    const value = live.values[field.name];
    if (value === undefined || field.dataset.saved === value) continue;
    if (!isDirty(field)) field.value = value;
    field.dataset.saved = value;
  }
}

function replace(id, html) {
  const old = byId(id);
  if (!old || old.innerHTML === html) return;
  old.innerHTML = html;
  old.classList.remove("fresh");
  void old.offsetWidth;
  old.classList.add("fresh");
}

async function keepAlive(page) {
  for (;;) {
    await pause(document.hidden ? 5000 : 300);
    await refresh(page).catch(() => {});
  }
}

function wireOrder(page) {
  const dialog = byId("order-dialog");
  const form = byId("order-form");
  byId("new-order").addEventListener("click", () => { byId("order-error").textContent = ""; dialog.showModal(); });
  byId("cancel-order").addEventListener("click", () => dialog.close());
  form.elements.product.addEventListener("change", event => {
    const price = event.target.selectedOptions[0]?.dataset.price;
    if (price) form.elements.price.value = price;
  });
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const button = byId("save-order");
    button.disabled = true;
    try {
      await send("POST", "salesorders", order(form, page));
      dialog.close();
      form.reset();
      toast("Order saved. The score follows.");
      await refreshOrders(page);
    } catch (failure) {
      byId("order-error").textContent = `Not saved: ${failure.message}`;
    } finally {
      button.disabled = false;
    }
  });
}

function order(form, page) {
  const product = form.elements.product.selectedOptions[0];
  return {
    name: `${product.textContent.trim()} for ${page.dataset.name}`.slice(0, 300),
    [`customerid_${page.dataset.table}@odata.bind`]: `/${page.dataset.set}(${page.dataset.id})`,
    order_details: [{
      "productid@odata.bind": `/products(${product.value})`,
      quantity: Number(form.elements.quantity.value),
      priceperunit: Number(form.elements.price.value),
      ispriceoverridden: true,
    }],
  };
}

async function refreshOrders(page) {
  byId("orders").innerHTML = await (await fetch(`/${page.dataset.set}/${page.dataset.id}/orders`, { cache: "no-store" })).text();
}

watchProgress();
const page = byId("page");
if (page) {
  wireTabs();
  wireForm(page);
  wireOrder(page);
  keepAlive(page);
}
