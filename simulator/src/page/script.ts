/** What the page does: asks the control API each second, and draws what changed. Plain text only, never HTML from data. */
export const SCRIPT = `
"use strict";
const MAX_ROWS = 200;
const shown = new Map();
let entries = [];
let last = 0;

const byId = (id) => document.getElementById(id);

function cell(value) {
  const td = document.createElement("td");
  const { text, kind } = typeof value === "object" && value !== null ? value : { text: value };
  td.textContent = text ?? "";
  if (kind) td.className = kind;
  return td;
}

function draw(id, heads, rows) {
  const now = JSON.stringify(rows);
  if (shown.get(id) === now) return;
  shown.set(id, now);
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const name of heads) {
    const th = document.createElement("th");
    th.scope = "col";
    th.textContent = name;
    head.append(th);
  }
  const body = table.createTBody();
  for (const row of rows.slice(0, MAX_ROWS)) body.insertRow().append(...row.map(cell));
  const note = document.createElement("p");
  if (rows.length === 0) note.textContent = "None.";
  if (rows.length > MAX_ROWS) note.textContent = "The first " + MAX_ROWS + " of " + rows.length + ".";
  byId(id).replaceChildren(...(rows.length === 0 ? [note] : [table, note]));
}

const KINDS = { ENABLED: "good", PENDING: "wait", AWAITING_ACTION: "wait", FAILED: "bad", CANCELED: "soft" };
const id = (text) => ({ text, kind: "id" });
const cycle = (billing) => {
  if (!billing) return "";
  if (!billing.cycleDuration) return "once";
  const { unit, count } = billing.cycleDuration;
  return "every " + (count === 1 ? "" : count + " ") + unit.toLowerCase() + (count === 1 ? "" : "s");
};

function drawState(state) {
  const accounts = new Map(state.accounts.map((each) => [each.id, each.name || each.id]));
  const sites = new Map(state.sites.map((each) => [each.id, each.displayName || each.name]));
  const products = new Map(state.catalog.map((each) => [each.id, each.name]));
  byId("now").textContent = state.now.replace("T", " ").replace("Z", " UTC");

  const { counters } = state;
  const numbers = [
    [counters.instancesLive, "services live"],
    [counters.packagesBought, "packages bought"],
    [counters.duplicatesEver, "bought twice"],
    [counters.cancels, "services canceled"],
    [counters.reads, "reads"],
    [counters.writes, "writes"],
  ];
  byId("numbers").replaceChildren(...numbers.map(([value, name]) => {
    const item = document.createElement("li");
    const number = document.createElement("b");
    number.textContent = value;
    item.append(number, name);
    return item;
  }));

  draw("packages", ["Account", "External id", "Service", "Site", "Status", "Billing", "Instance", "Package"],
    state.packages.slice().reverse().flatMap((pkg) => pkg.productInstances.map((each) => [
      accounts.get(pkg.accountId),
      pkg.externalId,
      products.get(each.catalogProductId),
      each.siteId ? sites.get(each.siteId) || each.siteId : { text: "floating", kind: "soft" },
      { text: each.status + (each.settlesTo === "CANCELED" ? ", being canceled" : "") + (each.disconnected ? ", disconnected" : ""), kind: KINDS[each.status] },
      cycle(each.billingInfo),
      id(each.instanceId),
      id(pkg.id),
    ])));
  draw("sites", ["Site", "Owner", "Namespace", "State", "Id"], state.sites.map((each) => [
    each.displayName || each.name,
    accounts.get(each.ownerAccountId),
    each.namespace,
    each.trashedAt ? { text: "in the trash", kind: "bad" } : each.published ? "published" : "draft",
    id(each.id),
  ]));
  draw("accounts", ["Account", "Parent", "Status", "Id"], state.accounts.map((each) => [
    each.name, accounts.get(each.parentAccountId), each.status, id(each.id),
  ]));
}

function drawLog() {
  draw("log", ["#", "Time", "Request", "Status", "Note"], entries.slice(-MAX_ROWS).reverse().map((each) => [
    String(each.sequence),
    each.time.slice(11, 23),
    each.method + " " + each.path,
    { text: each.status === null ? "none" : String(each.status), kind: each.status === 200 ? "good" : "bad" },
    [each.code, each.fault && "fault: " + each.fault, each.replayed && "replayed", each.error].filter(Boolean).join(", "),
  ]));
}

async function look() {
  try {
    const [state, log] = await Promise.all([
      fetch("/__simulator/state").then((answer) => answer.json()),
      fetch("/__simulator/log?after=" + last).then((answer) => answer.json()),
    ]);
    drawState(state);
    const sequences = entries.map((each) => each.sequence);
    if (log.last < Math.max(0, ...sequences)) entries = [];
    const fresh = new Map(entries.concat(log.entries).map((each) => [each.sequence, each]));
    entries = [...fresh.values()].filter((each) => each.sequence >= log.first).slice(-MAX_ROWS);
    // What was under way a moment ago is asked for again.
    const open = entries.slice(-50).find((each) => each.status === null);
    last = open ? open.sequence - 1 : log.last;
    drawLog();
    byId("trouble").textContent = "";
  } catch {
    byId("trouble").textContent = "The simulator does not answer.";
  }
  setTimeout(look, 1000);
}
look();
`;
